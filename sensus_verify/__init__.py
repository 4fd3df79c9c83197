"""Sensus Verify: what a file says about AI, who says so, and whether it holds."""

__version__ = "0.1.0"
