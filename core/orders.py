"""Files that are ordered and made in the background: the row comes first, then the work, then the file.

A worker that dies leaves an order that is rung for again; one that fails three times is called failed. Apps have a
model of their own that inherits `FileOrder`, with what the file is of.
"""

import hashlib
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q

from core import clock

ATTEMPTS = 3
"""Tries of one order before it is called failed."""

FORGOTTEN_AFTER = timedelta(minutes=2)
"""After this long an order that no worker has finished is rung for again."""


class OrderState(StrEnum):
    """Where an order stands."""

    ORDERED = "ordered"
    MADE = "made"
    FAILED = "failed"


class FileOrder(models.Model):
    """An ordered file: who ordered it, how far it has come (`progress`, percent), and what came of it.

    The file is named by the row's public id alone.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        "läge", max_length=8, choices=[(each, each) for each in OrderState], default=OrderState.ORDERED
    )
    ordered_at = models.DateTimeField("beställd")
    ordered_by = models.ForeignKey(
        "actors.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beställd av"
    )
    ordered_by_name = models.CharField("beställarens namn", max_length=150)
    unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="enhet"
    )
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    progress = models.PositiveSmallIntegerField("hur långt, procent", default=0)
    begun_at = models.DateTimeField("påbörjad", null=True, blank=True)
    made_at = models.DateTimeField("klar", null=True, blank=True)
    file = models.FileField("fil", upload_to="reports", blank=True, default="")
    size = models.PositiveIntegerField("storlek i byte", null=True, blank=True)
    sha256 = models.CharField("filens kontrollsumma", max_length=64, blank=True, default="")

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
        ordering = ["-ordered_at", "-pk"]

    @staticmethod
    def constraints(name: str) -> list[models.BaseConstraint]:
        """What the database refuses of an order; `name` begins the constraints' names."""
        made, ordered = OrderState.MADE, Q(made_at__isnull=True, sha256="")
        return [
            models.CheckConstraint(
                condition=Q(state=made, made_at__isnull=False, size__isnull=False) & ~Q(sha256="")
                | ~Q(state=made) & ordered,
                name=f"{name}_made_has_a_file",
            ),
            models.CheckConstraint(condition=~Q(ordered_by_name=""), name=f"{name}_is_ordered_by_somebody"),
        ]


Order = TypeVar("Order", bound=FileOrder)


def lock(model: type[Order], order_id: int) -> Order | None:
    """The order, locked; None when it does not exist. Inside `atomic()`."""
    rows: models.QuerySet[Any] = model.objects.select_for_update(of=("self",))
    found: Order | None = rows.filter(pk=order_id).first()
    return found


@transaction.atomic
def begin(model: type[Order], order_id: int, *, now: datetime) -> Order | None:
    """Count a try of the order. None when it is done already, does not exist, or has been tried too often."""
    order = lock(model, order_id)
    if order is None or order.state != OrderState.ORDERED:
        return None
    if order.attempts >= ATTEMPTS:
        order.state = OrderState.FAILED
        order.save(update_fields=["state"])
        return None
    order.attempts += 1
    order.begun_at = now
    order.save(update_fields=["attempts", "begun_at"])
    return order


def tell_progress(order: FileOrder, percent: int) -> None:
    """How far the work has come, for whoever waits."""
    order.progress = percent
    order.save(update_fields=["progress"])


def finish(
    model: type[Order], order_id: int, content: bytes, *, suffix: Callable[[Order], str]
) -> Order | None:
    """Store the file of an order. None when another worker was first. Inside the caller's transaction."""
    order = lock(model, order_id)
    if order is None or order.state != OrderState.ORDERED:
        return None
    order.file.save(f"{order.public_id}.{suffix(order)}", ContentFile(content), save=False)
    order.state = OrderState.MADE
    order.made_at = clock.now()
    order.progress = 100
    order.size = len(content)
    order.sha256 = hashlib.sha256(content).hexdigest()
    order.save(update_fields=["file", "state", "made_at", "progress", "size", "sha256"])
    return order


def forgotten(model: type[FileOrder], *, now: datetime) -> Sequence[int]:
    """Orders that wait longer than they should: their doorbell was not heard, or the worker died. One query."""
    before = now - FORGOTTEN_AFTER
    rows: models.QuerySet[Any] = model.objects.filter(
        state=OrderState.ORDERED, ordered_at__lt=before
    ).exclude(begun_at__gte=before)
    return list(rows.order_by("pk").values_list("pk", flat=True))
