"""Tryggt mottagande (T12): the order, the team's answer, its visits, the hand-over and the follow-up."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.models import HomeCareService, Item
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.reception import Reception, Stage, reception
from transitions.rules.reception_values import (
    MOST_WEEKS,
    Continues,
    Declined,
    Outcome,
    Safe,
)
from transitions.selectors import home_templates
from transitions.services.loading import transition
from transitions.services.writing import Writing


@transition
def order_reception(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    team_id: int,
    weeks: int | None = None,
    criteria: Sequence[str] = (),
    note: str = "",
    version: int | None = None,
) -> Item:
    """Order tryggt mottagande from a team that serves where the person lives.

    The terms are those of the person's municipality on the day of the order, with their version; `weeks` may differ.
    `criteria` are those of the terms that the person meets. Raises Conflict: `reception_ordered_already`,
    `patient_deceased`. Invalid: `no_team`, `no_criterion` (none is met and nobody says why), `weeks`.
    """
    permissions.require(acting, permissions.ORDER_HOME_CARE)
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.HOME_RECEPTION_ORDERED, at=at, version=version
    )
    serving = actors.units_serving(writing.episode.registered_in_id, on=local_date(at))
    if team_id not in {unit.id for unit in serving if unit.kind is UnitKind.HOME_RECEPTION_TEAM}:
        raise Invalid("no_team", "Välj ett team i personens kommun.", "team")
    routine = home_templates.template_for(
        writing.episode, home_templates.Kind.HOME_RECEPTION, on=local_date(at)
    )
    terms = home_templates.reception_terms(routine)
    met = [text for text in terms.criteria if text in set(criteria)]
    length = terms.weeks if weeks is None else weeks
    if not 1 <= length <= MOST_WEEKS:
        raise Invalid("weeks", f"Ange 1 till {MOST_WEEKS} veckor.", "weeks")
    if terms.criteria and not met and not note.strip():
        raise Invalid(
            "no_criterion",
            "Kryssa för minst ett kriterium, eller skriv under Vad teamet behöver veta varför personen ändå får det.",
            "criteria",
        )
    data: dict[str, Any] = {
        "weeks": length,
        "first_visit_hours": terms.first_visit_hours,
        "follow_up_days": terms.follow_up_days,
        "terms": home_templates.routine_name(routine),
        "criteria": met,
    }
    writing.put(to=[team_id], data=data, note=note.strip())
    keep_provider(writing)
    return writing.close()


@transition
def answer_reception(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    accepts: bool,
    reason: Declined | None = None,
    visit_at: datetime | None = None,
    who: str = "",
    note: str = "",
    version: int | None = None,
) -> Item:
    """The team takes the order, with the first visit when it is known, or says no and why. It acknowledges the order.

    Raises PermissionDenied for another unit than the team; Conflict("no_reception_to_answer"); Invalid: `no_reason`
    (also: another reason is written out), `no_time` (somebody is named for a visit without a time), `past`.
    """
    kind = ItemKind.HOME_RECEPTION_ACCEPTED if accepts else ItemKind.HOME_RECEPTION_DECLINED
    writing, found = _step(acting, episode_id, kind, at, version)
    of = {"of_item": found.order.id}
    if accepts:
        if visit_at is None and who.strip():
            raise Invalid("no_time", "Ange när det första besöket är.", "visit_at")
        item = writing.put(derived=of, note=note.strip())
        if visit_at is not None:
            _put_plan(writing, of, visit_at, who)
    else:
        if reason is None:
            raise Invalid("no_reason", "Välj varför teamet inte kan ta emot.", "reason")
        if reason is Declined.OTHER and not note.strip():
            raise Invalid("no_reason", "Skriv varför teamet inte kan ta emot.", "note")
        item = writing.put(data={"reason": str(reason)}, derived=of, note=note.strip())
    if found.order.to.get(acting.unit_id, at) is None:
        writing.acknowledge([found.order.id], acting.unit_id)
    keep_provider(writing)
    writing.close()
    return item


@transition
def plan_visit(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    visit_at: datetime,
    who: str = "",
    version: int | None = None,
) -> Item:
    """When the first visit is, and who comes. A later word replaces it. Raises Conflict("no_visit_to_plan")."""
    writing, found = _step(acting, episode_id, ItemKind.HOME_RECEPTION_PLANNED, at, version)
    _put_plan(writing, {"of_item": found.order.id}, visit_at, who)
    return writing.close()


@transition
def record_visit(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    visited_at: datetime,
    who: str = "",
    note: str = "",
    version: int | None = None,
) -> Item:
    """A visit that has been made. The first is the step; each is counted by its local day.

    Raises Conflict("no_reception"). Invalid: `later`, `before_order`.
    """
    writing, found = _step(acting, episode_id, ItemKind.HOME_RECEPTION_VISITED, at, version)
    if visited_at > at:
        raise Invalid("later", "Ange en tid som inte ligger efter nu.", "visited_at")
    if visited_at < _minute(found.order.at):
        raise Invalid("before_order", "Ange en tid efter beställningen.", "visited_at")
    data = {"visited_at": visited_at.isoformat(), **({"who": who.strip()} if who.strip() else {})}
    writing.put(data=data, derived={"of_item": found.order.id}, note=note.strip())
    return writing.close()


@transition
def hand_over_reception(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    continues: Continues,
    to: Iterable[int] = (),
    note: str = "",
    version: int | None = None,
) -> Item:
    """The team is done: the ordinary providers take over and acknowledge, or there is nothing to go on with.

    Raises Conflict("no_reception"); Invalid: `no_receiver`, `unknown_unit`, `no_note` (those who take over are told
    how the person is helped).
    """
    writing, found = _step(acting, episode_id, ItemKind.HOME_RECEPTION_HANDED_OVER, at, version)
    receivers = list(to) if continues is Continues.HOME_CARE else []
    if continues is Continues.HOME_CARE:
        if not receivers:
            raise Invalid("no_receiver", "Välj minst en utförare som tar över.", "to")
        known = actors.units_by_id(receivers)
        if any(unit not in known or known[unit].kind not in HOME_PROVIDERS for unit in receivers):
            raise Invalid("unknown_unit", "Välj utförare som finns i listan.", "to")
        if not note.strip():
            raise Invalid("no_note", "Skriv vad de som tar över behöver veta.", "note")
    data = {"continues": str(continues)}
    writing.put(to=receivers, data=data, derived={"of_item": found.order.id}, note=note.strip())
    keep_provider(writing)
    return writing.close()


@transition
def follow_up_reception(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    outcome: Outcome,
    safe: Safe,
    note: str = "",
    version: int | None = None,
) -> Item:
    """How it went, and how safe the person has felt. Raises Conflict("nothing_to_follow_up"), Invalid("no_note")."""
    if outcome is Outcome.OTHER and not note.strip():
        raise Invalid("no_note", "Skriv hur det gick.", "note")
    writing, found = _step(acting, episode_id, ItemKind.HOME_RECEPTION_FOLLOWED_UP, at, version)
    data = {"outcome": str(outcome), "safe": str(safe)}
    writing.put(data=data, derived={"of_item": found.order.id}, note=note.strip())
    return writing.close()


def _step(
    acting: Acting, episode_id: int, kind: ItemKind, at: datetime, version: int | None
) -> tuple[Writing, Reception]:
    """The write opened, and what it is a step of. Only the team that has the order takes its steps."""
    writing = Writing(acting=acting, episode_id=episode_id, kind=kind, at=at, version=version)
    found = reception(writing.chain)
    if found is not None and found.team_id != acting.unit_id:
        raise PermissionDenied(kind)
    verdict = writing.verdict(kind, at)
    if found is None or not verdict.allowed:
        raise Conflict(verdict)
    return writing, found


def _minute(moment: datetime) -> datetime:
    """A time is typed without seconds."""
    return moment.replace(second=0, microsecond=0)


def _put_plan(writing: Writing, of: dict[str, Any], visit_at: datetime, who: str) -> None:
    if visit_at < _minute(writing.at):
        raise Invalid("past", "Ange en tid som inte har passerat.", "visit_at")
    data = {"visit_at": visit_at.isoformat(), **({"who": who.strip()} if who.strip() else {})}
    writing.put(kind=ItemKind.HOME_RECEPTION_PLANNED, data=data, derived=of)


def keep_provider(writing: Writing) -> None:
    """The team is among those who help at home from its yes to its hand-over: also the next stay tells it (T8)."""
    found = reception(writing.chain)
    helps = found is not None and found.stage in (Stage.ACCEPTED, Stage.ONGOING)
    rows = HomeCareService.objects.filter(
        patient_id=writing.episode.patient_id, slot=HomeCareService.Slot.RECEPTION, until__isnull=True
    )
    for row in rows:
        if not helps or found is None or row.unit_id != found.team_id:
            row.until = max(writing.at, row.since)
            row.save(update_fields=["until"])
        else:
            helps = False  # it stands already
    if helps and found is not None:
        HomeCareService.objects.create(
            patient_id=writing.episode.patient_id,
            unit_id=found.team_id,
            slot=HomeCareService.Slot.RECEPTION,
            since=writing.at,
        )
