"""Joint meetings: forums and seats, what is lifted, decided, attended; who has mandate (A11, A13).

Each raises PermissionDenied, NotFound, Conflict or Invalid with the field. No text may hold an identity number.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from actors import selectors as actors
from actors.acting import Acting
from core import audit, clock, outbox, scope
from core.conflicts import Conflict
from core.identity_numbers import holds_number
from core.invalid import Invalid
from deviations import permissions_meetings as permissions
from deviations import selectors_meetings as selectors
from deviations.models import (
    Deviation,
    Forum,
    ForumSeat,
    MandateHolder,
    Meeting,
    MeetingAttendance,
    MeetingDecision,
    MeetingItem,
)
from deviations.rules.kinds import Category
from deviations.rules.meetings import ForumKind, Mandate
from transitions.locks import NotFound
from transitions.rules.kinds import ItemKind
from transitions.rules.readmission import earlier_for
from transitions.rules.verdicts import Verdict
from transitions.selectors.chains import chain_of_case

STALE = "Någon annan har ändrat sedan du öppnade sidan. Det du skrev finns kvar."
CLOSED = "Mötet är avslutat. Ta upp frågan på nästa möte."


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat as typed. `holder` empty: vacant."""

    organisation_id: int
    title: str
    mandate: str
    holder: str = ""
    unit_id: int | None = None


def _clean(text: str, field: str, *, required: str = "") -> str:
    """A text without an identity number: what a meeting takes up is of no person."""
    found = text.strip()
    if not found and required:
        raise Invalid(f"no_{field}", required, field)
    if holds_number(found):
        raise Invalid("identity_number", "Ta bort personnumret. Ett möte tar inte upp vem det gäller.", field)
    return found


def _mandate(value: str) -> str:
    try:
        return Mandate(value)
    except ValueError as error:
        raise Invalid("mandate", "Välj vilket mandat personen har.", "mandate") from error


@scope.atomic
def save_forum(
    *,
    acting: Acting,
    name: str,
    kind: str,
    every_weeks: int,
    agenda: str,
    forum: Forum | None = None,
    version: int | None = None,
) -> Forum:
    """Make a forum that the own unit keeps, or change it. Raises Invalid: `no_name`, `kind`; Conflict: `stale`."""
    permissions.require(permissions.keeps(acting), "forum")
    if forum is not None:
        permissions.require(permissions.keeps_forum(acting, forum), "forum")
        row = Forum.objects.select_for_update().get(pk=forum.pk)
        if version is not None and row.version != version:
            raise Conflict(Verdict.no("stale"), STALE)
        row.version += 1
    else:
        row = Forum(kept_by_id=acting.unit_id, area_id=acting.organisation_id)
    try:
        row.kind = ForumKind(kind)
    except ValueError as error:
        raise Invalid("kind", "Välj vilket slags möte det är.", "kind") from error
    if not 1 <= every_weeks <= 53:
        raise Invalid("every_weeks", "Ange mellan 1 och 53 veckor.", "every_weeks")
    row.name = _clean(name, "name", required="Ge forumet ett namn.")
    row.every_weeks, row.agenda = every_weeks, _clean(agenda, "agenda")
    row.save()
    audit.record(acting, "forum.saved", row)
    return row


@scope.atomic
def save_seat(
    *, acting: Acting, forum: Forum, at: datetime, seat: Seat, row: ForumSeat | None = None
) -> ForumSeat:
    """Give the forum a seat, or change who has it. A changed holder has it since today. Raises Invalid."""
    permissions.require(permissions.keeps_forum(acting, forum), "seat")
    today = clock.local_date(at)
    row = ForumSeat.objects.select_for_update().get(pk=row.pk) if row else ForumSeat(forum=forum, since=today)
    if seat.organisation_id not in {one.id for one in actors.organisations(ids=[seat.organisation_id])}:
        raise Invalid("organisation", "Välj en organisation i listan.", "organisation")
    holder = _clean(seat.holder, "holder")
    if holder != row.holder:
        row.since = today
    row.organisation_id, row.unit_id = seat.organisation_id, seat.unit_id
    row.title = _clean(seat.title, "title", required="Skriv vilken funktion platsen har.")
    row.holder, row.mandate = holder, _mandate(seat.mandate)
    row.save()
    audit.record(acting, "forum.seat", row, {"vacant": (None, not holder)})
    return row


@scope.atomic
def end_seat(*, acting: Acting, forum: Forum, row: ForumSeat, at: datetime) -> ForumSeat:
    """The seat is no longer there; what it has answered for stands."""
    permissions.require(permissions.keeps_forum(acting, forum), "seat")
    row.ended_on = clock.local_date(at)
    row.save()
    audit.record(acting, "forum.seat_ended", row)
    return row


@scope.atomic
def call_meeting(
    *, acting: Acting, forum: Forum, at: datetime, starts_at: datetime, place: str = ""
) -> Meeting:
    """Call the next meeting: the standing points are on it from the beginning. Raises Invalid: `twice`."""
    permissions.require(permissions.keeps_forum(acting, forum), "meeting")
    try:
        with transaction.atomic():
            row = Meeting.objects.create(forum=forum, starts_at=starts_at, place=_clean(place, "place"))
    except IntegrityError as error:
        raise Invalid("twice", "Det finns redan ett möte den tiden.", "starts_at") from error
    for line in forum.agenda.splitlines():
        if line.strip():
            MeetingItem.objects.create(meeting=row, title=line.strip()[:200], at=at, by_name=acting.user_name)
    units = {seat.unit_id for seat in forum.seats.all() if seat.unit_id}
    _tell("meeting.called", units | {acting.unit_id}, row, acting)
    audit.record(acting, "meeting.called", row, {"starts_at": (None, starts_at)})
    return row


def _tell(event: str, units: Iterable[int], row: Meeting, acting: Acting) -> None:
    outbox.emit(event, case=None, payload={"meeting": row.pk, "units": sorted(units)}, acting=acting)


def _open(acting: Acting, meeting: Meeting) -> Meeting:
    row = (
        permissions.meetings_visible_to(acting).filter(pk=meeting.pk).select_for_update(of=("self",)).first()
    )
    if row is None:
        raise NotFound
    if row.closed_at is not None:
        raise Conflict(Verdict.no("meeting_closed"), CLOSED)
    return row


@scope.atomic
def lift(*, acting: Acting, meeting: Meeting, ids: Collection[int], at: datetime) -> int:
    """Lift deviations that the unit sees to a meeting: category, severity, unit and month, nothing of a person.

    What the meeting has already is left as it is. Returns how many were lifted. Raises Invalid: `none`.
    """
    row = _open(acting, meeting)
    found = list(selectors.to_lift(acting=acting, meeting=row).filter(pk__in=list(ids)).order_by("pk"))
    if not ids:
        raise Invalid("none", "Markera minst en avvikelse.")
    for deviation in found:
        MeetingItem.objects.create(
            meeting=row,
            category=deviation.category,
            severity=deviation.severity,
            about_id=deviation.about_id,
            month=_month_of(deviation),
            deviation=deviation,
            by_name=acting.user_name,
            at=at,
        )
    if found:
        audit.record(acting, "meeting.lifted", row, {"deviations": (None, len(found))})
    return len(found)


def _month_of(deviation: Deviation) -> date:
    return clock.local_date(deviation.reported_at).replace(day=1)


@scope.atomic
def lift_readmission(*, acting: Acting, meeting: Meeting, episode_id: int, at: datetime) -> MeetingItem:
    """Lift a readmission that the unit knows of: the month and the causes that the parties have given. Twice is once.

    Raises NotFound for a case that is none, or whose earlier stay the unit was not on.
    """
    row = _open(acting, meeting)
    chain = chain_of_case(acting=acting, episode_id=episode_id)
    if earlier_for(chain, acting.unit_id) is None:
        raise NotFound
    causes = {str(fact.data.get("cause", "")) for fact in chain.of_kind(ItemKind.READMISSION_CAUSE_RECORDED)}
    item, made = MeetingItem.objects.get_or_create(
        meeting=row,
        episode_id=episode_id,
        defaults={
            "month": clock.local_date(chain.admitted_at).replace(day=1),
            "causes": ",".join(sorted(causes - {""}))[:200],
            "by_name": acting.user_name,
            "at": at,
        },
    )
    if made:
        audit.record(acting, "meeting.lifted", row, {"readmissions": (None, 1)})
    return item


@scope.atomic
def add_item(*, acting: Acting, meeting: Meeting, at: datetime, title: str) -> MeetingItem:
    """Put a point on a meeting's agenda. Raises Invalid: `no_title`, `identity_number`."""
    row = _open(acting, meeting)
    return MeetingItem.objects.create(
        meeting=row,
        title=_clean(title, "title", required="Skriv vad ni ska ta upp."),
        by_name=acting.user_name,
        at=at,
    )


@scope.atomic
def decide(
    *,
    acting: Acting,
    items: Collection[MeetingItem],
    at: datetime,
    text: str,
    seat_id: int,
    due_on: date,
    category: str = "",
) -> list[MeetingDecision]:
    """Decide the same on one or several points of a meeting: who answers for it, by when, what it is to make rarer.

    It comes back to the deviations that the points were lifted from: reporter, unit concerned and recipient are told.
    Raises Invalid: `no_text`, `seat`, `vacant`, `due_past`, `category`, `no_items`.
    """
    if not items:
        raise Invalid("no_items", "Välj minst en punkt.", "items")
    meeting = _open(acting, next(iter(items)).meeting)
    permissions.require(permissions.keeps_forum(acting, meeting.forum), "decide")
    said = _clean(text, "text", required="Skriv vad ni har beslutat.")
    seat = selectors.seat_by_id(forum=meeting.forum, seat_id=seat_id)
    if seat is None:
        raise Invalid("seat", "Välj vem som ansvarar.", "seat")
    if not seat.holder:
        raise Invalid("vacant", "Platsen är vakant. Välj någon som kan ansvara.", "seat")
    if due_on < clock.local_date(at):
        raise Invalid("due_past", "Välj i dag eller en senare dag.", "due_on")
    if category and category not in set(Category):
        raise Invalid("category", "Välj en av kategorierna.", "category")
    made = []
    for item in items:
        if item.meeting_id != meeting.pk:
            raise NotFound
        row = MeetingDecision.objects.create(
            item=item,
            text=said,
            seat=seat,
            responsible=seat.holder,
            due_on=due_on,
            category=category or item.category,
            decided_at=at,
        )
        audit.record(acting, "meeting.decided", row, {"due_on": (None, due_on)})
        made.append(row)
    told = {seat.unit_id} if seat.unit_id else set()
    told |= _concerned(items)
    if told:
        _tell("meeting.decided", told, meeting, acting)
    return made


@scope.wide
def _concerned(items: Iterable[MeetingItem]) -> set[int]:
    """The units of the deviations that points were lifted from: whoever decides need not see them all."""
    ids = [item.deviation_id for item in items if item.deviation_id is not None]
    rows = Deviation.objects.filter(pk__in=ids).values_list("reported_by_id", "about_id", "routed_to_id")
    return {unit for row in rows for unit in row}


@scope.atomic
def mark_done(*, acting: Acting, decision: MeetingDecision, at: datetime, text: str) -> MeetingDecision:
    """What was decided is done: by the forum's keeper, or the unit of the seat that answers for it. Twice is once.

    Raises Invalid: `no_text`.
    """
    mine = decision.seat.unit_id == acting.unit_id or permissions.keeps_forum(
        acting, decision.item.meeting.forum
    )
    permissions.require(mine, "decision_done")
    said = _clean(text, "text", required="Skriv vad som gjordes.")
    row = MeetingDecision.objects.select_for_update().get(pk=decision.pk)
    if row.done_on is None:
        row.done_on, row.done_text, row.done_by = clock.local_date(at), said, acting.user_name
        row.save()
        audit.record(acting, "meeting.decision_done", row, {"done_on": (None, row.done_on)})
    return row


@scope.atomic
def close_meeting(
    *,
    acting: Acting,
    meeting: Meeting,
    at: datetime,
    minutes: str,
    came: Mapping[int, bool],
    substitutes: Mapping[int, str],
    version: int | None = None,
) -> Meeting:
    """Close a meeting: who came, and what was said. `came` has every present seat. Its minutes can then be fetched.

    Raises Invalid: `not_yet`; Conflict: `meeting_closed`, `stale`.
    """
    row = _open(acting, meeting)
    permissions.require(permissions.keeps_forum(acting, row.forum), "close_meeting")
    if version is not None and row.version != version:
        raise Conflict(Verdict.no("stale"), STALE)
    if at < row.starts_at:
        raise Invalid("not_yet", "Mötet har inte börjat än.")
    row.minutes = _clean(minutes, "minutes")
    row.closed_at, row.closed_by = at, acting.user_name
    row.version += 1
    row.save()
    for seat in row.forum.seats.filter(ended_on__isnull=True):
        name = _clean(substitutes.get(seat.pk, ""), "minutes")
        MeetingAttendance.objects.update_or_create(
            meeting=row, seat=seat, defaults={"came": came.get(seat.pk, False), "by_name": name}
        )
    audit.record(acting, "meeting.closed", row)
    return row


@scope.atomic
def save_holder(
    *,
    acting: Acting,
    at: datetime,
    title: str,
    mandate: str,
    holder: str = "",
    phone: str = "",
    counterpart_id: int | None = None,
    row: MandateHolder | None = None,
) -> MandateHolder:
    """Say who speaks for the own organisation, towards one other or all; without a name the place is vacant (A13).

    Raises Invalid: `no_title`, `mandate`, `counterpart`, `twice`.
    """
    permissions.require(permissions.keeps(acting), "mandate")
    today = clock.local_date(at)
    row = row or MandateHolder(organisation_id=acting.organisation_id, since=today)
    if counterpart_id == acting.organisation_id:
        raise Invalid("counterpart", "Välj en annan organisation än den egna.", "counterpart")
    name = _clean(holder, "holder")
    if name != row.holder:
        row.since = today
    row.title = _clean(title, "title", required="Skriv vilken funktion det är.")
    row.holder, row.phone, row.mandate = name, phone.strip(), _mandate(mandate)
    row.counterpart_id = counterpart_id
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid("twice", "Den funktionen finns redan mot samma organisation.", "title") from error
    audit.record(acting, "mandate.saved", row, {"vacant": (None, not name)})
    return row
