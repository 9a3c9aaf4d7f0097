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
    # Seconds after which the next way in a party's order is taken, when the one before has not got through.
    "DELIVERY_NEXT_WAY_SECONDS": 270,
    # Seconds that a call to another system may take in all, and that a name may take to be looked up.
    "OUTWARD_SECONDS": 5,
    "OUTWARD_NAME_SECONDS": 3,
    # Failures in a row after which another system is left alone, and for how many seconds by this process.
    "OUTWARD_FAILURES": 5,
    "OUTWARD_REST_SECONDS": 30,
    # Whether systems on this machine may be called, without TLS; refused at start in production.
    "OUTWARD_LOCAL": False,
    # Hosts that webhooks may go to, with their subdomains; empty for any public host.
    "WEBHOOK_HOSTS": (),
    # Longest wait between two tries of a planning system that is away, in seconds.
    "WEBHOOK_BACKOFF_MAX_SECONDS": 300,
    # Minutes after which a message that a planning system took but did not fetch is sent again; then a person is asked.
    "WEBHOOK_RESEND_MINUTES": (15, 60, 240),
    # Hours that a replaced signing secret still holds.
    "WEBHOOK_SECRET_OVERLAP_HOURS": 72,
    # Hours that a one-time link can be opened, minutes that its code holds, and minutes to acknowledge after opening.
    "LINK_HOURS": 24,
    "LINK_CODE_MINUTES": 10,
    "LINK_RECEIPT_MINUTES": 60,
    # Where SMS are handed over (a gateway that takes JSON), its key, and the sender's name. Empty: there is none.
    "SMS_GATEWAY_URL": "",
    "SMS_GATEWAY_TOKEN": "",
    "SMS_SENDER": "Hemvag",
    # What is answered longest when more is asked than can be: the list, a case with what it asks, and to acknowledge;
    # and whoever watches the system (core.middleware_load). Whole paths.
    "CORE_FLOWS": (
        r"/",
        r"/att-gora/",
        r"/arenden/[0-9a-f-]{36}/",
        r"/arenden/[0-9a-f-]{36}/kvittera/\d+/",
        r"/healthz",
        r"/readyz",
    ),
    # Seconds that a request may have waited for a thread before it is turned away, the same for the core of the work,
    # and the shortest time after which whoever was turned away is asked to come back (at most three times that).
    "SHED_AFTER_SECONDS": 1.0,
    "SHED_CORE_AFTER_SECONDS": 10.0,
    "SHED_RETRY_SECONDS": 5,
    # Seconds a process leaves the broker alone after it failed to answer.
    "DOORBELL_REST_SECONDS": 5,
    # Minutes after its time from which a step of the ladder counts as late, how many late ones in one sweep are told as
    # an error, and how many days back messages without a ladder are looked for.
    "LADDER_LATE_MINUTES": 10,
    "LADDER_LATE_COUNT": 20,
    "LADDER_LOOKS_BACK_DAYS": 14,
    # Days back that the nightly comparison of cases, messages, deliveries and receipts reaches.
    "RECONCILE_DAYS": 7,
    # Where video meetings are held when an organisation has said nothing of its own: an address with {rum} for a random
    # room. Empty: the link is typed.
    "SIP_VIDEO_LINK": "",
    # Days before the day of a SIP's follow-up, and before all is to be written ahead of a meeting, at which units are
    # reminded.
    "SIP_FOLLOW_UP_REMINDERS": (14, 3),
    "SIP_PREPARE_REMINDERS": (2, 0),
    # What the making of one PDF may take: seconds of processor time, and memory in MB (address space).
    "PDF_CPU_SECONDS": 30,
    "PDF_MEMORY_MB": 1024,
    # Minutes within which the same form with the same content, sent again with nothing done since, is a repetition.
    "RESEND_MINUTES": 30,
    # Days that an idempotency key is remembered.
    "IDEMPOTENCY_KEEP_DAYS": 30,
    # Minutes within which opened patients are counted, and for each role how many patients may be opened, and how many
    # of them without the unit being in the case, before an alert is written. "*" holds for roles not named.
    "LOOK_ALERT_MINUTES": 10,
    "LOOK_LIMITS": {"*": (60, 20)},
    # Days after which a unit whose patients' data was read is flagged when nobody has reviewed its log.
    "LOG_REVIEW_DAYS": 30,
    # Rows in a sample of a unit's log.
    "LOG_SAMPLE_SIZE": 20,
}


def value(name: str) -> Any:
    """The setting, or its default; KeyError for a name that is not listed here."""
    return getattr(settings, name, DEFAULTS[name])
