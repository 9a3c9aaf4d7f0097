"""Reads of the liability app."""
