"""What the lists and trees of the window show."""
