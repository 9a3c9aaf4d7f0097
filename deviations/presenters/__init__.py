"""What the pages of deviations show, in words."""
