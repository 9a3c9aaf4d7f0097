"""The limits of the plumbing, each with its default and its unit; a setting of the same name replaces it."""

from typing import Any, Final

from django.conf import settings

DEFAULTS: Final[dict[str, Any]] = {
    # Seconds a relay may keep a message before another relay takes it. A message that kills its relay
    # holds its own case for at most this many seconds times the attempt limit.
    "RELAY_LEASE_SECONDS": 15,
    # Seconds between two looks when there is nothing to do.
    "RELAY_POLL_SECONDS": 1.0,
    # Tries of one message, and of one delivery, before it is held for a person.
    "RELAY_ATTEMPT_LIMIT": 8,
    # Longest wait between two tries, in seconds; the waits before it double from two seconds.
    "RELAY_BACKOFF_MAX_SECONDS": 300,
    # Age of the oldest unhandled message at which /readyz says that the relay lags.
    "RELAY_LAG_LIMIT_SECONDS": 60,
    # Seconds one delivery may take; must exceed EMAIL_TIMEOUT, else two workers may send at once.
    "DELIVERY_LEASE_SECONDS": 60,
    # Seconds after which an unanswered doorbell is rung again.
    "DELIVERY_RING_AGAIN_SECONDS": 15,
    # Seconds a process leaves the broker alone after it failed to answer.
    "DOORBELL_REST_SECONDS": 5,
    # Days that an idempotency key is remembered.
    "IDEMPOTENCY_KEEP_DAYS": 30,
}


def value(name: str) -> Any:
    """The setting, or its default; KeyError for a name that is not listed here."""
    return getattr(settings, name, DEFAULTS[name])
