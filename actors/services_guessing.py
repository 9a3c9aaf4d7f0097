"""Guessing is counted, and ends: passwords, codes, recovery codes and passkeys, by exact counters (`core.limits`).

A person's attempts are counted with the address they come from, so that whoever guesses a colleague's password from
elsewhere shuts nobody out; an address is counted by itself, with room for a hospital behind one address. What was
right is taken back. Log-in by SITHS is not counted here: there is nothing to guess.
"""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest

from actors.models import LoginEvent, User
from core import clock, limits, request_id
from core.limits import Limit

PERSON: Final = Limit("login_person", 5, 15 * 60)
"""Wrong passwords for one user name from one address."""
ADDRESS: Final = Limit("login_address", 100, 15 * 60)
"""Wrong passwords, codes and passkeys from one address."""
FACTOR: Final = Limit("login_factor", 5, 15 * 60)
"""Wrong codes for one person, wherever they come from: only who has the password comes this far."""
CODE_ONCE: Final = Limit("login_code_once", 1, 5 * 60)
"""A code opens once."""

REASON_TOO_MANY: Final = "too_many"
REASON_PASSWORD: Final = "wrong_password"  # noqa: S105 - a code of our own
REASON_FACTOR: Final = "wrong_factor"
REASON_NO_FACTOR: Final = "no_second_factor"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt that has been counted: against which limits, and what they said.

    `first_refusal`: a limit was passed just now. It is kept once, else whoever guesses fills the table of events.
    """

    counted: tuple[tuple[Limit, str], ...]
    allowed: bool
    retry_after: int
    first_refusal: bool


def begin_password(request: HttpRequest, username: str) -> Attempt:
    """Count an attempt with a password, before the password is looked at. `username` as it was typed."""
    address = address_of(request)
    return _count((PERSON, f"{username.strip().casefold()}|{address}"), (ADDRESS, address))


def begin_factor(request: HttpRequest, user_id: int | None) -> Attempt:
    """Count an attempt with a code, a recovery code or a passkey; without a person, by the address alone."""
    address = address_of(request)
    if user_id is None:
        return _count((ADDRESS, address))
    return _count((FACTOR, str(user_id)), (ADDRESS, address))


def was_right(attempt: Attempt) -> None:
    """What was counted was no guess: the person's count begins anew, the address gets this one back."""
    for limit, key in attempt.counted:
        if limit is ADDRESS:
            limits.give_back(limit, key)
        else:
            limits.forget(limit, key)


def first_use(user_id: int, code: str) -> bool:
    """Whether this code of this person has not opened anything yet; exact also for two at the same moment."""
    return limits.hit(CODE_ONCE, f"{user_id}|{code}").allowed


def refused(
    request: HttpRequest, *, kind: str, reason: str, username: str = "", user_id: int | None = None
) -> None:
    """Keep a refusal as an event: who was named, from where, why.

    Never what was typed as password or code, and no name that nobody here has: it may be a password in the wrong box.
    """
    known = User.objects.filter(pk=user_id) if user_id else _named(username)
    found = known.values_list("pk", "username").first()
    _add(
        request,
        LoginEvent.Outcome.REFUSED,
        kind,
        reason,
        found[1] if found else "",
        found[0] if found else None,
    )


def let_in(request: HttpRequest, *, kind: str, user: User) -> None:
    """Keep a log-in as an event."""
    _add(request, LoginEvent.Outcome.IN, kind, "", user.username, user.pk)


def sentence(attempt: Attempt) -> str:
    """What the person is told: when to try again, and the other way in."""
    minutes = max(1, -(-attempt.retry_after // 60))
    unit = "minut" if minutes == 1 else "minuter"
    return f"För många försök härifrån. Försök igen om {minutes} {unit}, eller logga in med SITHS-kort om du har ett."


def address_of(request: HttpRequest) -> str:
    """The caller's address as the server sees it."""
    return str(request.META.get("REMOTE_ADDR") or "")


def _count(*pairs: tuple[Limit, str]) -> Attempt:
    counts = [limits.hit(limit, key) for limit, key in pairs]
    refusing = [count.retry_after for count in counts if not count.allowed]
    first = any(count.count == limit.times + 1 for (limit, _), count in zip(pairs, counts, strict=True))
    return Attempt(pairs, not refusing, max(refusing, default=0), first)


def _named(username: str) -> QuerySet[User]:
    text = username.strip()
    return User.objects.filter(username__iexact=text) if text and "\x00" not in text else User.objects.none()


def _add(
    request: HttpRequest,
    outcome: LoginEvent.Outcome,
    kind: str,
    reason: str,
    subject: str,
    user_id: int | None,
) -> None:
    LoginEvent.objects.create(
        at=clock.now(),
        user_id=user_id,
        outcome=outcome,
        kind=kind,
        reason=reason,
        subject=subject,
        address=address_of(request) or None,
        request_id=request_id.current(),
    )
