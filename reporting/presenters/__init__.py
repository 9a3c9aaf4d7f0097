"""Figures in words: the same for the page and the PDF."""
