"""Files out of the work list."""
