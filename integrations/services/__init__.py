"""Writes of the integrations app."""

from integrations.services.loads import record_import
from integrations.services.tokens import end_token, make_token

__all__ = ["end_token", "make_token", "record_import"]
