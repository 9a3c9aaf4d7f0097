"""Figures as diagrams and files."""
