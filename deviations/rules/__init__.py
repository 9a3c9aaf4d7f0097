"""Pure rules of deviations: standard library and other apps' rules only."""
