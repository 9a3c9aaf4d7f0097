"""The pages of betalningsansvar."""
