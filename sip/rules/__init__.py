"""Pure rules of SIP: standard library and other apps' rules only."""
