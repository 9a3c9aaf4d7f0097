"""Headers, limits, personal data, exports and the supply chain, against an attacker."""
