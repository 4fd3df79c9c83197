"""What a user can do, and the process boundary that hostile files stay behind."""
