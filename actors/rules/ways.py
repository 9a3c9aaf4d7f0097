"""How somebody came in, and what that opens (inloggningssätt; HSLF-FS 2016:40 3 kap. 15 §: strong authentication).

A session is worth what is written in it, never more: one that says nothing is worth nothing.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final


class Way(StrEnum):
    """The way in, as a session and a log-in event keep it."""

    SITHS = "siths"
    PASSKEY = "passkey"
    SECOND_FACTOR = "second_factor"
    """A password, and then a code, a passkey or a recovery code."""
    DEMO = "demo"
    """The demo's own password, with invented people."""
    ENROL = "enrol"
    """A password alone, while the person may add a second factor: opens the page where that is done."""


FULL: Final = frozenset({Way.SITHS, Way.PASSKEY, Way.SECOND_FACTOR, Way.DEMO})
"""Ways that open everything a person's assignments open."""


def way_in(records: Iterable[Mapping[str, Any]], *, demo: bool, may_enrol: bool) -> Way | None:
    """The way that the proofs of a log-in amount to, None when they do not suffice.

    `records` are the proofs given, each with `method` ("password", "mfa", "socialaccount") and, for a second factor
    used alone with the person verified by it, `passwordless`. `demo`: the person is one of the demo's. `may_enrol`:
    the person has no second factor, and the time to add one has not passed.
    """
    given = list(records)
    methods = {str(record.get("method")) for record in given}
    if "socialaccount" in methods:
        return Way.SITHS
    if any(record.get("method") == "mfa" and record.get("passwordless") is True for record in given):
        return Way.PASSKEY
    if "password" not in methods:
        return None
    if "mfa" in methods:
        return Way.SECOND_FACTOR
    if demo:
        return Way.DEMO
    return Way.ENROL if may_enrol else None


def is_full(way: object) -> bool:
    """Whether what a session says of its way in is one that opens everything."""
    return isinstance(way, str) and way in FULL
