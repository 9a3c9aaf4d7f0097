"""How a call to a party's system looks and how it is signed; `verify` is what a receiver has to ask."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

HEADER: Final = "Hemvag-Signature"
VERSION: Final = 1
TEST: Final = "test"
_TOLERANCE: Final = 300


def signature(body: bytes, keys: Sequence[str], at: int) -> str:
    """The header's value: `t=<seconds since 1970>,v1=<hex>` with one `v1` for each secret that holds."""
    signed = f"{at}.".encode() + body
    marks = [hmac.new(key.encode(), signed, hashlib.sha256).hexdigest() for key in keys]
    return ",".join([f"t={at}", *(f"v1={mark}" for mark in marks)])


def verify(header: str, body: bytes, key: str, now: int, *, tolerance: int = _TOLERANCE) -> bool:
    """What a receiver has to ask: is it signed with my secret, and is it of now? As docs/api.md tells it.

    A receiver also keeps the event ids that it has taken, for at least the tolerance.
    """
    fields = [part.partition("=") for part in header.split(",")]
    times = [value for name, _, value in fields if name == "t"]
    marks = [value for name, _, value in fields if name == "v1"]
    if len(times) != 1 or not (times[0].isascii() and times[0].isdigit()):
        return False
    if abs(now - int(times[0])) > tolerance:
        return False
    signed = f"{times[0]}.".encode() + body
    wanted = hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(wanted.encode(), mark.encode()) for mark in marks)


def event_id(reference: UUID) -> UUID:
    """The id of the event: the same at every try, and not the reference by which its content is fetched."""
    return uuid5(NAMESPACE_URL, f"hemvag:event:{reference}")


def content(kind: str, event: UUID, reference: UUID | None, at: datetime) -> bytes:
    """The body: no person, no case, no unit."""
    told = {
        "version": VERSION,
        "id": str(event),
        "kind": kind,
        "reference": str(reference) if reference else None,
        "sent_at": at.isoformat(timespec="seconds"),
    }
    return json.dumps(told, separators=(",", ":")).encode()
