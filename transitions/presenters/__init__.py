"""From rows and verdicts to what a template shows. Swedish words stand here and in templates only."""
