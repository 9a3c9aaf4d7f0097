"""Forms of the reports: shape only."""
