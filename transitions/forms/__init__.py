"""Forms: they parse and check shape only; what is allowed is asked of the rules by the services."""
