"""Pictures of files, made in worker processes."""
