"""Making and ending tokens. A token is shown once; only its check sum is kept."""

import hashlib
import secrets
from datetime import date

from django.db import transaction

from actors import selectors as actors
from actors.acting import Acting
from core import audit, clock
from integrations.models import SystemToken

PREFIX = "hv_"
"""Makes a token that lies about recognisable as one."""


class UnknownUnit(LookupError):
    """There is no unit with that code."""


def hash_token(token: str) -> str:
    """The check sum under which a token is stored. The token is 256 random bits: no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, acting: Acting, unit_code: str, name: str, valid_to: date | None = None
) -> tuple[SystemToken, str]:
    """Make a token for a system at a unit. Returns the row and the token, which cannot be read again.

    Raises UnknownUnit; ValueError without a name.
    """
    name = name.strip()
    if not name:
        raise ValueError("a token belongs to a named system")
    unit = actors.unit_by_code(unit_code)
    if unit is None:
        raise UnknownUnit(unit_code)
    token = f"{PREFIX}{secrets.token_urlsafe(32)}"
    row = SystemToken.objects.create(
        name=name, unit_id=unit.id, token_hash=hash_token(token), created_at=clock.now(), valid_to=valid_to
    )
    audit.record(acting, "token.made", row, {"unit": (None, unit.id), "valid_to": (None, valid_to)})
    return row, token


@transaction.atomic
def end_token(*, acting: Acting, token_id: int) -> SystemToken:
    """End a token today at once: it is refused at the next request. Raises SystemToken.DoesNotExist."""
    row = SystemToken.objects.select_for_update().get(pk=token_id)
    row.token_hash = hash_token(secrets.token_urlsafe(32))
    row.valid_to = clock.today()
    row.save(update_fields=["token_hash", "valid_to"])
    audit.record(acting, "token.ended", row, {"valid_to": (None, row.valid_to)})
    return row


def use_token(token: str) -> tuple[int, Acting] | None:
    """The token's id and for whom its bearer acts; None when it is unknown or has ended. Two queries."""
    today = clock.today()
    row = SystemToken.objects.filter(token_hash=hash_token(token)).first()
    if row is None or (row.valid_to is not None and row.valid_to < today):
        return None
    unit = actors.units_by_id([row.unit_id]).get(row.unit_id)
    if unit is None:
        return None
    if row.last_used_on != today:
        SystemToken.objects.filter(pk=row.pk).update(last_used_on=today)
    return row.pk, actors.acting_for_unit(unit, name=row.name, source="api")
