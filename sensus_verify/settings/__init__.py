"""What the user prefers, and where the program keeps its data."""
