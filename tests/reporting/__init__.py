"""Selectors, services, files, pages and the command of `reporting`; its rules are tested in tests/unit/reporting."""
