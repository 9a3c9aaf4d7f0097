"""A month's statement as files."""
