"""Bytes into parts: bounded readers that know formats and know nothing of disclosure."""
