"""Reads of the transitions app. Keyword-only; frozen values or querysets out; queries counted."""
