"""Faces, and to whom they are shown: staff with protected identity to their own unit alone, as their names."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from actors.acting import Acting
from actors.models import Assignment, Portrait, ProtectedStaff
from actors.selectors import valid_on


def _visible_to(acting: Acting) -> QuerySet[Portrait]:
    protected = ProtectedStaff.objects.filter(user_id=OuterRef("user_id"), ended_at__isnull=True)
    colleague = Assignment.objects.filter(user_id=OuterRef("user_id"), unit_id=acting.unit_id)
    return Portrait.objects.filter(~Exists(protected) | Exists(colleague) | Q(user_id=acting.user_id))


def faces(acting: Acting, user_ids: Iterable[int | None]) -> dict[int, str]:
    """The addresses of these people's pictures, by user, as the one who acts may see them. At most one query."""
    wanted = {each for each in user_ids if each is not None}
    if not wanted:
        return {}
    rows = _visible_to(acting).filter(user_id__in=wanted).values_list("user_id", "public_id")
    return {user: _address(public_id) for user, public_id in rows}


def face_named(acting: Acting, unit_id: int, text: str, *, on: date) -> str:
    """The picture of the one colleague of a unit whose name a text begins with ("Eva Sand, distriktssköterska").

    "" when nobody has one, or two have the name. One query.
    """
    there = Assignment.objects.filter(valid_on(on), user_id=OuterRef("user_id"), unit_id=unit_id)
    rows = _visible_to(acting).filter(Exists(there)).values_list("user__name", "public_id")
    name = text.partition(",")[0].strip().casefold()
    found = [public_id for known, public_id in rows if name and known.casefold() == name]
    return _address(found[0]) if len(found) == 1 else ""


def image(acting: Acting, public_id: UUID) -> bytes | None:
    """The picture itself, or None where there is none for the one who asks. One query."""
    found = _visible_to(acting).filter(public_id=public_id).values_list("image", flat=True).first()
    return bytes(found) if found is not None else None


def _address(public_id: UUID) -> str:
    return reverse("portrait", args=[public_id])
