"""What somebody had typed and not sent: kept for the same person in the same unit, on the same page, for a day."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import Resolver404, resolve

from actors.acting import Acting
from actors.models import Draft
from core import clock

KEEP: Final = timedelta(days=1)
LARGEST: Final = 64 * 1024
"""Characters of one draft, as it is stored."""

ASSIGNMENT_FIELD: Final = "hemvag_assignment"
NEVER: Final = re.compile(
    r"csrfmiddlewaretoken|hemvag_\w+|key|version|seen|login|next|\w*pass\w*|\w*secret\w*|otp|code",
    re.IGNORECASE,
)
"""Fields that are no draft: tokens, what the page itself fills in, and secrets."""

_OUTSIDE: Final = ("/konto/", "/admin/", "/api/", "/uppdrag/", "/bekrafta/", "/utkast/", "/session/")


@dataclass(frozen=True, slots=True)
class Typed:
    """A draft: values by field name, and when it was saved."""

    fields: Mapping[str, list[str]]
    saved_at: datetime


class Refused(Exception):
    """It cannot be a draft. `code` is `page` (no page with a form of a unit's), `empty` or `large`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def save(*, acting: Acting, path: str, data: QueryDict) -> datetime:
    """Keep what was typed on the page, in place of what was kept before. Returns the time. Raises Refused."""
    if acting.user_id is None or not _is_page(path):
        raise Refused("page")
    fields = {name: data.getlist(name) for name in data if not NEVER.fullmatch(name)}
    if not any(value.strip() for values in fields.values() for value in values):
        raise Refused("empty")
    if "\0" in "".join(value for values in fields.values() for value in values):
        raise Refused("page")
    if len(json.dumps(fields)) > LARGEST:
        raise Refused("large")
    now = clock.machine_now()
    Draft.objects.update_or_create(
        user_id=acting.user_id,
        unit_id=acting.unit_id,
        path=path,
        defaults={"fields": fields, "saved_at": now, "expires_at": now + KEEP},
    )
    return now


def find(*, acting: Acting, path: str) -> Typed | None:
    """What this person had typed on the page, for this unit; nothing older than a day."""
    row = _own(acting, path).filter(expires_at__gt=clock.machine_now()).first()
    return Typed(row.fields, row.saved_at) if row else None


def discard(*, acting: Acting, path: str) -> None:
    """Forget it: the form was sent, or the person does not want it."""
    _own(acting, path).delete()


def forget_expired() -> int:
    """Delete what is older than a day, everybody's. Returns how many."""
    return Draft.objects.filter(expires_at__lte=clock.machine_now()).delete()[0]


def _own(acting: Acting, path: str) -> QuerySet[Draft]:
    if acting.user_id is None:
        return Draft.objects.none()
    return Draft.objects.filter(user_id=acting.user_id, unit_id=acting.unit_id, path=path)


def _is_page(path: str) -> bool:
    if not path.startswith("/") or len(path) > 200 or path.startswith(_OUTSIDE):
        return False
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
