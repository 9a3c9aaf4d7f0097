"""Sending in to hospital: the sender's report, its way to the ward, and a visit that led to no admission (T32)."""

from datetime import datetime

from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import audit
from core.invalid import Invalid
from transitions.models import Addressee, CareEpisode, Item
from transitions.rules import fields as field_rules
from transitions.rules.audience import AUDIENCE
from transitions.rules.kinds import ItemKind
from transitions.rules.sent_in import FOLLOWS, follows, told_of_visit
from transitions.selectors.consents import standing_of
from transitions.services.loading import transition
from transitions.services.writing import Writing

OPEN_CARE = frozenset({UnitKind.PRIMARY_CARE, UnitKind.OPEN_PSYCHIATRY})


@transition
def report_sent_in(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    reason: str,
    usual: str = "",
    done: str = "",
    sent_with: str = "",
    phone: str = "",
    version: int | None = None,
) -> Item:
    """Tell the ward why the person was sent in, how the person usually is, what was done and sent along.

    On an ended case the report waits, and follows the person to the ward that admits within 72 hours
    (`follow_to_ward`). Raises Invalid("no_reason"); Conflict("patient_deceased").
    """
    if not reason.strip():
        raise Invalid("no_reason", "Skriv varför personen skickas in.", "note")
    told = {"usual": usual, "done": done, "sent_with": sent_with, "phone": phone}
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.SENT_IN_REPORTED, at=at, version=version
    )
    writing.put(data={name: value.strip() for name, value in told.items() if value.strip()}, note=reason)
    return writing.close()


@transition
def record_emergency_visit(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    visited_at: datetime,
    note: str = "",
    version: int | None = None,
) -> Item:
    """The person was at the emergency department and was not admitted: vårdcentral and sender are told, with receipt.

    Raises Invalid: `later`, `nobody_to_tell` when no open care is known; Conflict("patient_deceased").
    """
    if visited_at > at:
        raise Invalid("later", "Ange en tid som inte ligger efter nu.", "visited_at")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.EMERGENCY_VISIT, at=at, version=version
    )
    listed = writing.episode.patient.listed_at_id
    named = told_of_visit(writing.chain, listed_at=listed, by_id=acting.unit_id)
    on_chain = any(
        one.kind in OPEN_CARE and one.id != acting.unit_id for one in writing.chain.parties.values()
    )
    if not named and not on_chain and acting.unit_kind not in OPEN_CARE:
        text = "Ingen vårdcentral är känd i ärendet. Ring den vårdcentral där personen är listad."
        raise Invalid("nobody_to_tell", text)
    writing.put(to=named, data={"visited_at": visited_at.isoformat()}, note=note)
    return writing.close()


def follow_to_ward(acting: Acting, episode: CareEpisode) -> None:
    """Address the reports that belong to an admission to its ward, each cut to what may be sent there.

    Runs within the widened admission: a report may stand on a case that the ward is not on.
    """
    rows = Item.objects.filter(
        kind=ItemKind.SENT_IN_REPORTED,
        episode__patient_id=episode.patient_id,
        cancelled_at__isnull=True,
        at__range=(episode.admitted_at - FOLLOWS, episode.admitted_at),
    ).select_related("episode")
    for item in rows:
        if item.by_unit_id == episode.ward_id or not follows(item.at, episode.admitted_at):
            continue
        filled = [*item.data, field_rules.NOTE]
        kind = ItemKind.SENT_IN_REPORTED
        withheld = field_rules.withheld(
            {name: field_rules.carrier(kind, name) for name in filled},
            kind,
            standing=standing_of(item.episode),
            unit=episode.ward_id,
            at=episode.admitted_at,
        )
        _, created = Addressee.objects.get_or_create(
            item=item,
            unit_id=episode.ward_id,
            defaults={"ground": AUDIENCE[kind].ground, "named": False, "withheld": list(withheld)},
        )
        if created:
            audit.record(acting, "item.followed", item, {"ward": (None, episode.ward_id)})
