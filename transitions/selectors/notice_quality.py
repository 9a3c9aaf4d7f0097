"""What inskrivningsmeddelanden say and do not say, as plain rows for the follow-up (T2).

Not for showing to a unit: the reader gets sums alone, and `reporting` decides who may read which.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from transitions.models import Addressee, AdmissionNotice
from transitions.rules.chain import Stay
from transitions.rules.kinds import CareForm, ItemKind
from transitions.rules.notice import BEYOND_THE_ACT
from transitions.rules.quality import Quality, quality


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A measured notice as it was sent: by which ward, of whom, whose patient, and its quality meter; ids."""

    patient_id: int
    sent_by_id: int
    sent_at: datetime
    registered_in_id: int
    placed_by_id: int | None
    quality: Quality


def sent_by(units: Collection[int]) -> Q:
    """Notices that these units sent."""
    return Q(item__by_unit__in=units)


def received_by(units: Collection[int]) -> Q:
    """Notices in whose `to` one of these units stands."""
    return Q(Exists(Addressee.objects.filter(item=OuterRef("pk"), unit__in=units, named=True)))


def of_patients_in(organisations: Collection[int]) -> Q:
    """Notices of patients who may belong to these organisations. A superset: the reader's rule decides."""
    return Q(item__episode__placed_by__in=organisations) | Q(item__episode__registered_in__in=organisations)


def notice_rows(which: Q, *, since: datetime, until: datetime) -> list[NoticeRow]:
    """The notices sent in the time; what completed one later is not counted. One query.

    Of the answers the database says only whether there is one.
    """
    rows = (
        AdmissionNotice.objects.filter(
            which,
            item__kind=ItemKind.ADMISSION_NOTICE_SENT,
            item__at__gte=since,
            item__at__lt=until,
            item__cancelled_at__isnull=True,
            asked__gt=0,
        )
        .annotate(**{f"said_{name}": _said(name) for name in BEYOND_THE_ACT})
        .order_by("pk")
        .values_list(
            "item__episode__patient_id",
            "item__by_unit_id",
            "item__at",
            "item__episode__registered_in_id",
            "item__episode__placed_by_id",
            "item__episode__care_form",
            "item__episode__child",
            "unknown",
            *(f"said_{name}" for name in BEYOND_THE_ACT),
        )
    )
    return [
        NoticeRow(*row[:5], quality=_quality(CareForm(row[5]), row[6], row[7], row[8:]))  # type: ignore[misc]
        for row in rows
    ]


def _said(name: str) -> "ExpressionWrapper[Q]":
    stated = Q(lives_alone__isnull=False) if name == "lives_alone" else ~Q(**{name: ""})
    return ExpressionWrapper(stated, output_field=BooleanField())


def _quality(care_form: CareForm, child: bool, unknown: list[str], said: tuple[bool, ...]) -> Quality:
    answers = {name: True for name, one in zip(BEYOND_THE_ACT, said, strict=True) if one}
    return quality(answers, unknown, Stay(care_form, child))
