"""Utskrivningsklar, its withdrawal, moves, discharge and death."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import UnitKind
from actors.selectors import UnitRef
from core.invalid import Invalid
from transitions.models import Addressee, Item
from transitions.rules.audience import AUDIENCE
from transitions.rules.chain import Chain
from transitions.rules.end_of_life import lacks_doctor
from transitions.rules.fields import FIELDS, withheld
from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import DischargedTo, ItemKind, Scope
from transitions.rules.readiness import counts_from
from transitions.services.checklist import critical_open, follow_the_ward, left_open
from transitions.services.loading import transition
from transitions.services.readiness import Readiness
from transitions.services.secrecy import put_assessment
from transitions.services.writing import Writing


@dataclass(frozen=True, slots=True)
class DutyAssessment:
    """The sender's assessment that secrecy does not prevent, or prevents, a duty of LUS 3 kap. (OSL 10:28)."""

    assessed_by: str
    reason: str
    discloses: bool = True


@transition
def send_discharge_ready(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    to: Iterable[int] | None = None,
    doctor_name: str = "",
    judged_at: datetime | None = None,
    note: str = "",
    readiness: Readiness | None = None,
    assessment: DutyAssessment | None = None,
    version: int | None = None,
) -> Item:
    """Tell the units that the treating doctor has judged the patient utskrivningsklar (LUS 3:1; T6).

    `at` is when the server received the sending: the count of days uses it. `to` None means everybody that the
    inskrivningsmeddelande reached (the item says `everybody`). Of one who objects, what secrecy may prevent goes only
    with an `assessment`; the notice itself goes. `readiness` has the points before it and the paper: a notice that
    somebody has signed for on paper counts from the paper's time. Raises Invalid: those of
    `services.readiness`, `judged_after_sending`, `judged_before_admission`, `no_doctor`.
    """
    if not acting.importing and not doctor_name.strip():
        raise Invalid("no_doctor", "Ange behandlande läkare.", "doctor_name")
    paper = readiness.paper if readiness is not None else None
    entered_at, at = at, counts_from(paper, entered_at=at)
    if judged_at is not None and judged_at > at:
        raise Invalid(
            "judged_after_sending",
            "Läkarens bedömning kan inte ligga efter att underrättelsen lämnades.",
            "judged_at",
        )
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.DISCHARGE_READY_SENT, at=at, version=version
    )
    if judged_at is not None and judged_at < writing.chain.admitted_at:
        raise Invalid(
            "judged_before_admission", "Bedömningen kan inte ligga före inskrivningen.", "judged_at"
        )
    data: dict[str, Any] = {} if to is not None else {"everybody": True}
    if readiness is not None:
        readiness.check(admitted_at=writing.chain.admitted_at, now=entered_at)
        data |= readiness.data()
    if doctor_name:
        data["doctor"] = doctor_name.strip()
    if judged_at is not None:
        data["judged_at"] = judged_at.isoformat()
    assess_duty(writing, assessment, "Underrättelse om utskrivningsklar")
    writing.put(to=_receivers(writing.chain, to), data=data, note=note)
    return writing.close()


@transition
def withdraw_discharge_ready(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    to: Iterable[int] | None = None,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Take the notice back when the patient got worse; a new one begins a new count (law.md 1.5)."""
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.DISCHARGE_READY_WITHDRAWN, at=at, version=version
    )
    standing = writing.chain.standing
    told = standing.notice.named if standing and to is None else None
    writing.put(to=told if told is not None else _receivers(writing.chain, to), note=note)
    return writing.close()


@transition
def record_discharge(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    to: DischargedTo,
    note: str = "",
    why_open: str = "",
    assessment: DutyAssessment | None = None,
    version: int | None = None,
) -> Item:
    """Discharge: information to the units the same day, unless secrecy prevents (LUS 3:2).

    Of one who objects, the information goes only with an `assessment`; that the stay has ended is told all the same.
    With a critical point of the going-home checklist open, or nobody who answers round the clock for one who goes
    home to die, `why_open` says why, and is kept (T11, T31). Raises
    Invalid("open_critical_points").
    """
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.DISCHARGED, at=at, version=version)
    still_open = [] if acting.importing else critical_open(writing)
    alone = not acting.importing and lacks_doctor(writing.chain)
    if (still_open or alone) and not why_open.strip():
        raise Invalid(
            "open_critical_points",
            "Det som är avgörande för hemgången är inte klart. Skriv varför personen ändå skrivs ut.",
            "why_open",
        )
    assess_duty(writing, assessment, "Information vid utskrivning")
    left_open(writing, still_open, why_open)
    asked = {} if acting.importing else {"information_due": True}
    told = {"without_doctor": why_open.strip()} if alone else {}
    writing.put(kind=ItemKind.DISCHARGED, data={"to": str(to)}, derived={**asked, **told}, note=note)
    return writing.close()


@transition
def record_death(
    *, acting: Acting, episode_id: int, at: datetime, note: str = "", version: int | None = None
) -> Item:
    """The patient has died: every unit is told, every other task falls away."""
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.DIED, at=at, version=version)
    writing.put(note=note)
    return writing.close()


@transition
def transfer(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    ward_id: int,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Move to another inpatient unit: one chain goes on, a standing notice of utskrivningsklar ends (LUS 1:3).

    The new ward gets what the old one has of the case (T16): within the care provider all of it (PDL 4:1), another
    provider what a message would carry there.

    Raises Invalid("not_a_ward").
    """
    ward = actors.units_by_id([ward_id]).get(ward_id)
    if ward is None or ward.kind is not UnitKind.WARD:
        raise Invalid("not_a_ward", "Välj en vårdavdelning.", "ward")
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.TRANSFERRED, at=at, version=version)
    follow_the_ward(writing, writing.chain.current_ward_id, ward.id)
    item = writing.put(to=[ward.id], data={"ward": ward.code, "ward_id": ward.id}, note=note)
    if not acting.importing:
        _hand_over(writing, item, ward)
    return writing.close()


def _hand_over(writing: Writing, moved: Item, ward: UnitRef) -> None:
    """Rows of its own for the new ward, of every item that the old one wrote or got."""
    acting, episode = writing.acting, writing.episode
    same_provider = ward.organisation_id == acting.organisation_id
    rows = {
        row.item_id: row for row in Addressee.objects.filter(item__episode=episode, unit_id=acting.unit_id)
    }
    held = set(
        Addressee.objects.filter(item__episode=episode, unit_id=ward.id).values_list("item", flat=True)
    )
    fresh = []
    for item in Item.objects.filter(episode=episode).exclude(pk=moved.pk).exclude(by_unit_id=ward.id):
        mine = rows.get(item.pk)
        if item.pk in held or (mine is None and item.by_unit_id != acting.unit_id):
            continue
        kind = ItemKind(item.kind)
        kept = set(mine.withheld if mine else ())
        if not same_provider:
            kept |= set(withheld(FIELDS[kind], kind, standing=writing.standing, unit=ward.id, at=writing.at))
        fresh.append(
            Addressee(
                item=item,
                unit_id=ward.id,
                ground=mine.ground if mine else AUDIENCE[kind].ground,
                withheld=sorted(kept),
                acknowledged_at=writing.at,
                acknowledged_by=acting.user_name,
            )
        )
    Addressee.objects.bulk_create(fresh)


def assess_duty(writing: Writing, assessment: DutyAssessment | None, what: str) -> None:
    """Record the assessment that what LUS 3 kap. orders is, or is not, prevented by secrecy (OSL 10:28)."""
    if assessment is None:
        return
    refuses = writing.standing.says_no(Scope.INFORMATION, writing.at)
    put_assessment(
        writing,
        ground=OslGround.DUTY,
        why=WhyNoConsent.REFUSES if refuses else WhyNoConsent.NOT_REACHED,
        what=what,
        reason=assessment.reason,
        assessed_by=assessment.assessed_by,
        units=(),
        discloses=assessment.discloses,
    )


def _receivers(chain: Chain, to: Iterable[int] | None) -> frozenset[int]:
    return frozenset(to) if to is not None else chain.notified_units
