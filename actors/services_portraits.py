"""A face on the contact card: put there and taken away by the person herself."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from actors.acting import Acting
from actors.models import Portrait, ProtectedStaff
from core import audit, clock, pictures
from core.invalid import Invalid


def save_portrait(*, acting: Acting, content: bytes) -> None:
    """Show this face as one's own, in place of the one before.

    Raises Invalid: `too_large`, `unreadable` (`core.pictures`), `protected`: who has protected identity shows no face.
    """
    if ProtectedStaff.objects.filter(user_id=_who(acting), ended_at__isnull=True).exists():
        raise Invalid(
            "protected", "Du har skyddade personuppgifter i Hemväg. Då visas ingen bild på dig.", "picture"
        )
    image = pictures.portrait(content)
    with transaction.atomic():
        row, made = Portrait.objects.select_for_update().get_or_create(
            user_id=_who(acting), defaults={"image": image, "changed_at": clock.now()}
        )
        if not made:
            if bytes(row.image) == image:
                return
            row.image, row.public_id, row.changed_at = image, uuid.uuid4(), clock.now()
            row.save(update_fields=["image", "public_id", "changed_at"])
        audit.record(acting, "portrait.saved", row)


def remove_portrait(*, acting: Acting) -> bool:
    """Show no face any more. Returns whether there was one."""
    with transaction.atomic():
        row = Portrait.objects.select_for_update().filter(user_id=_who(acting)).first()
        if row is None:
            return False
        audit.record(acting, "portrait.removed", row)
        row.delete()
    return True


def _who(acting: Acting) -> int:
    if acting.user_id is None:
        raise PermissionDenied("a face belongs to a person")
    return acting.user_id
