"""Which failures are worth another try, and when. What is not named here is a fault for a person to see."""

import smtplib
from datetime import timedelta
from typing import Final

from django.db import InterfaceError, OperationalError

from core import conf


class TryAgain(Exception):
    """Raised by a handler or a channel for a failure that passes by itself.

    `code` says which, without personal data.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Gone(Exception):
    """Raised by a channel when the address does not exist: it is not tried again, and a person has to mend it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# The other end is away, slow or busy. SMTPException inherits OSError, so mail answers are judged first.
RECOVERABLE: Final = (TryAgain, ConnectionError, TimeoutError, OSError, OperationalError, InterfaceError)

_MAIL_AWAY: Final = (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError)


def is_recoverable(error: Exception) -> bool:
    """Whether the same attempt may succeed later: connections, time-outs, and SMTP's 4xx; never its 5xx."""
    if isinstance(error, _MAIL_AWAY):
        return True
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return 400 <= error.smtp_code < 500
    if isinstance(error, smtplib.SMTPException):
        return False
    return isinstance(error, RECOVERABLE)


def is_gone(error: Exception) -> bool:
    """Whether the address itself is wrong: the mail server's 5xx about the receiver (a bounce), the gateway's no."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, Gone)


def code_of(error: Exception) -> str:
    """A name for the failure that is safe to store: the class, never the message, which may quote data."""
    if isinstance(error, TryAgain | Gone):
        return error.code[:60]
    if isinstance(error, smtplib.SMTPResponseException):
        return f"smtp_{error.smtp_code}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"smtp_{max(code for code, _ in error.recipients.values())}"
    return type(error).__name__[:60]


def wait_after(attempts: int) -> timedelta:
    """How long to wait after that many tries: 2, 4, 8 … seconds, up to the limit in the settings."""
    longest: float = conf.value("RELAY_BACKOFF_MAX_SECONDS")
    return timedelta(seconds=min(2.0 ** min(attempts, 16), longest))


def is_last(attempts: int) -> bool:
    """Whether that many tries are all that are made."""
    limit: int = conf.value("RELAY_ATTEMPT_LIMIT")
    return attempts >= limit
