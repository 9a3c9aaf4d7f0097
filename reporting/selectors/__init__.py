"""Reads of the reporting app. The page, the files and the command get the same figures from here."""
