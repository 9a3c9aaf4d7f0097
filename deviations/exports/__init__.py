"""Deviations as files."""
