"""Making the evening pack (X8): ordered by a person or by the evening's round, made by a worker, kept a week.

The file is encrypted with AES-256 and a password of the unit's own, which nobody stores: it is reckoned from the secret
key and a serial, and shown to the unit's people, who keep it on paper. So the file may lie where the unit reaches it
when Hemväg is down (`EVENING_PACK_DIR`), and is worth nothing without the paper.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from pypdf import PdfReader, PdfWriter

from actors.acting import Acting
from core import audit, clock, doorbell, orders
from transitions import permissions
from transitions.models import EveningPack
from transitions.selectors import packs as selectors

MAKE_TASK: Final = "transitions.tasks.make_pack"
KEPT: Final = timedelta(days=7)


@transaction.atomic
def order_pack(*, acting: Acting, unit_id: int) -> EveningPack:
    """Store the order and ring for a worker. A person orders for the own unit. Raises PermissionDenied."""
    if acting.source != "system":
        permissions.require(acting, permissions.MAKE_PACK)
        if unit_id != acting.unit_id:
            raise PermissionDenied
    now = clock.now()
    pack = EveningPack(
        ordered_at=now, ordered_by_id=acting.user_id, ordered_by_name=acting.user_name, unit_id=unit_id
    )
    pack.number = f"{clock.local(now):%y%m%d-%H%M}-{str(pack.public_id)[:4].upper()}"
    pack.save()
    audit.record(acting, "pack.ordered", pack)
    doorbell.ring_on_commit(MAKE_TASK, pack.pk)
    return pack


def order_all(*, acting: Acting) -> int:
    """Each evening: a pack for every unit with open cases. Returns how many were ordered."""
    units = selectors.units_with_cases()
    for unit_id in units:
        order_pack(acting=acting, unit_id=unit_id)
    return len(units)


@transaction.atomic
def store(
    pack: EveningPack, content: bytes, *, pages: int, cases: int, acting: Acting, unit_code: str
) -> bool:
    """Encrypt the document and store it as the order's file. False when another worker was first."""
    encrypted = encrypt(content, password(pack.unit_id or 0))
    made = orders.finish(EveningPack, pack.pk, encrypted, suffix=lambda _: "pdf")
    if made is None:
        return False
    made.cases, made.pages = cases, pages
    made.save(update_fields=["cases", "pages"])
    audit.record(acting, "pack.made", made, {"cases": (None, cases)})
    if settings.EVENING_PACK_DIR:
        _put_beside(encrypted, unit_code)
    return True


def _put_beside(content: bytes, unit_code: str) -> None:
    """The latest of each unit, where it is reached without Hemväg. The name holds the unit's code alone."""
    directory = Path(settings.EVENING_PACK_DIR)
    directory.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(unit_code.encode()).hexdigest()[:12] if "/" in unit_code else unit_code
    fresh = directory / f".{name}.pdf"
    fresh.write_bytes(content)
    # Beside and renamed: whoever copies the directory never gets half a file.
    fresh.replace(directory / f"{name}.pdf")


def password(unit_id: int) -> str:
    """The unit's password: 24 letters and figures in groups of four, 120 bits. Other with another secret key."""
    secret = hmac.new(settings.SECRET_KEY.encode(), f"evening-pack:{unit_id}".encode(), hashlib.sha256)
    text = base64.b32encode(secret.digest()).decode()[:24]
    return "-".join(text[start : start + 4] for start in range(0, 24, 4))


def encrypt(content: bytes, secret: str) -> bytes:
    """The document under AES-256 (PDF 2.0)."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt(user_password=secret, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def decrypted(pack: EveningPack) -> bytes:
    """The document as it was before it was encrypted, to print at once."""
    with pack.file.open("rb") as file:
        reader = PdfReader(BytesIO(file.read()))
    reader.decrypt(password(pack.unit_id or 0))
    out = BytesIO()
    PdfWriter(clone_from=reader).write(out)
    return out.getvalue()


@transaction.atomic
def note_fetched(*, acting: Acting, pack: EveningPack, printed: bool) -> None:
    """Write down that the file was fetched, and in which form."""
    audit.record(acting, "pack.fetched", pack, {"printed": (None, printed)})


@transaction.atomic
def note_password_shown(*, acting: Acting, pack: EveningPack) -> None:
    """Write down that the unit's password was shown."""
    audit.record(acting, "pack.password_shown", pack)


def remove_old(*, now: datetime) -> int:
    """Remove files that are older than a week; the row stays. Returns how many."""
    rows = EveningPack.objects.filter(made_at__lt=now - KEPT).exclude(file="")
    removed = 0
    for row in rows:
        row.file.delete(save=False)
        row.file = ""
        row.save(update_fields=["file"])
        removed += 1
    return removed
