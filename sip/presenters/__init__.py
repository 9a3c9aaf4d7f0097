"""What the pages of SIP show, in words."""
