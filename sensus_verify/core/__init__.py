"""What we believe: values and pure functions on the standard library alone."""
