"""Drafts of deviations that a chain speaks for (A7): which, for whom, about whom. A person sends each, or none is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from deviations.rules.kinds import Category
from deviations.rules.suggestions import FROM_CLOCK, about_of
from transitions.rules.audience import informs_only, needs_receipt
from transitions.rules.chain import Chain, Fact, Phase
from transitions.rules.checklist import points
from transitions.rules.clocks import ClockCode, ClockState, clocks
from transitions.rules.kinds import ItemKind, PointState
from transitions.rules.limits import Limits
from transitions.rules.message_states import acted_at, wrong_at
from transitions.rules.readmission import answers
from transitions.rules.sip_times import silent_and_absent

WATCHED = timedelta(days=14)
"""Nothing older is proposed: those who were there no longer remember, and a switched-on rule fills no list."""
MOST_HOURS = 24 * 14
"""A longer wait than the drafts are found for proposes nothing: then the rule is switched off instead."""


class ProposalRule(StrEnum):
    """What proposes a deviation."""

    ADMISSION_NOTICE = "admission_notice"
    EXPECTED_DATE = "expected_date"
    SIP_CALL = "sip_call"
    SIP_ABSENCE = "sip_absence"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    CRITICAL_POINT = "critical_point"
    CARE_CONTACT = "care_contact"
    HOME_CARE_TOLD = "home_care_told"
    READMISSION = "readmission"


class Dismissal(StrEnum):
    """Why a draft was not sent."""

    SOLVED = "solved"
    KNOWN = "known"
    NO_FAULT = "no_fault"
    WRONG = "wrong"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Setting:
    """Whether a rule proposes, and so many hours after what it saw."""

    active: bool
    wait_hours: int


USUAL: Mapping[ProposalRule, Setting] = {
    ProposalRule.ADMISSION_NOTICE: Setting(True, 0),
    ProposalRule.EXPECTED_DATE: Setting(True, 24),
    ProposalRule.SIP_CALL: Setting(True, 0),
    ProposalRule.SIP_ABSENCE: Setting(True, 24),
    ProposalRule.NOT_ACKNOWLEDGED: Setting(True, 48),
    ProposalRule.CRITICAL_POINT: Setting(True, 0),
    ProposalRule.CARE_CONTACT: Setting(True, 24),
    ProposalRule.HOME_CARE_TOLD: Setting(True, 0),
    ProposalRule.READMISSION: Setting(True, 0),
}
"""What holds where nobody has decided. The hours are local: no statute says them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A deviation that `unit_id` may want to report. `about_id` None: the chain does not say whom it is about."""

    rule: ProposalRule
    category: Category
    unit_id: int
    about_id: int | None
    since: datetime


def is_due(draft: Draft, setting: Setting, now: datetime) -> bool:
    """Whether the draft is to be shown to its unit at `now`."""
    if not setting.active:
        return False
    return draft.since + timedelta(hours=setting.wait_hours) <= now <= draft.since + WATCHED


def drafts(chain: Chain, limits: Limits, now: datetime) -> tuple[Draft, ...]:
    """Every draft that the chain speaks for, one for each rule, unit and unit that it is about; the earliest of it."""
    found: dict[tuple[ProposalRule, int, int | None], Draft] = {}
    for one in (
        *_missed(chain, limits, now),
        *_absent(chain),
        *_unacknowledged(chain),
        *_open_points(chain),
        *_readmitted(chain),
    ):
        key = (one.rule, one.unit_id, one.about_id)
        if one.unit_id != one.about_id and (key not in found or one.since < found[key].since):
            found[key] = one
    return tuple(
        found[key] for key in sorted(found, key=lambda key: (list(ProposalRule).index(key[0]), key[1]))
    )


_REPORTS: Mapping[ClockCode, tuple[UnitKind, ...]] = {
    ClockCode.ADMISSION_NOTICE: (UnitKind.ASSESSMENT_OFFICE, UnitKind.PRIMARY_CARE, UnitKind.OPEN_PSYCHIATRY),
    ClockCode.EXPECTED_DATE: (UnitKind.ASSESSMENT_OFFICE, UnitKind.HOME_CARE, UnitKind.PRIMARY_CARE),
    ClockCode.SIP_CALL: (UnitKind.ASSESSMENT_OFFICE, UnitKind.MUNICIPAL_HEALTH_CARE, UnitKind.WARD),
    ClockCode.CARE_CONTACT: (UnitKind.ASSESSMENT_OFFICE, UnitKind.WARD),
    ClockCode.HOME_CARE_TOLD: (*sorted(HOME_PROVIDERS), UnitKind.ASSESSMENT_OFFICE),
}
"""Which unit gets the draft: the first kind that is on the chain. One event is one draft, not one for each unit."""


def _missed(chain: Chain, limits: Limits, now: datetime) -> Iterator[Draft]:
    for clock in clocks(chain, limits, now):
        if clock.state not in (ClockState.MISSED, ClockState.LATE):
            continue
        since = clock.due_at or (chain.end.at if chain.end else None)
        about = about_of(clock.code, chain)
        unit = _first(chain, _REPORTS[clock.code], but=about)
        if since is not None and unit is not None:
            yield Draft(ProposalRule(clock.code.value), FROM_CLOCK[clock.code], unit, about, since)


def _first(chain: Chain, kinds: Iterable[UnitKind], *, but: int | None) -> int | None:
    """The unit of the first of the kinds that the chain has; of wards the present one."""
    for kind in kinds:
        found = sorted(party.id for party in chain.parties.values() if party.kind is kind and party.id != but)
        if kind is UnitKind.WARD:
            found = [unit for unit in found if unit == chain.current_ward_id]
        if found:
            return found[0]
    return None


def _absent(chain: Chain) -> Iterator[Draft]:
    for one in silent_and_absent(chain):
        rule, category = ProposalRule.SIP_ABSENCE, Category.SIP_NOT_ATTENDED
        yield Draft(rule, category, one.held.by_id, one.unit_id, one.held.at)


def _unacknowledged(chain: Chain) -> Iterator[Draft]:
    """Messages that a unit has neither acknowledged nor acted on nor said were not for it: the sender's to report."""
    if chain.deceased:
        return
    moved = {fact.by_id: fact.at for fact in chain.of_kind(ItemKind.TRANSFERRED)}
    for fact in chain.facts:
        if fact.cancelled or fact.kind in _NOT_WORK or not needs_receipt(fact.kind):
            continue
        for unit, acknowledged in fact.to.items():
            waits = acknowledged is None and unit in fact.named and unit in chain.parties
            gone = unit in moved and fact.at <= moved[unit]
            if waits and not gone and not _dealt_with(chain, fact, unit):
                rule, category = ProposalRule.NOT_ACKNOWLEDGED, Category.INFORMATION_NOT_READ
                yield Draft(rule, category, fact.by_id, unit, fact.at)


_NOT_WORK = frozenset(
    {
        ItemKind.DEVIATION_REPORTED,
        ItemKind.DEVIATION_RECEIVED,
        ItemKind.DEVIATION_ANSWERED,
        ItemKind.DEVIATION_CLOSED,
    }
)
"""Deviations have an order of their own in which an answer is asked for."""


def _dealt_with(chain: Chain, fact: Fact, unit: int) -> bool:
    if informs_only(fact.kind, named=unit in fact.named):
        return True
    return acted_at(chain, fact, unit) is not None or wrong_at(chain, fact, unit) is not None


def _open_points(chain: Chain) -> Iterator[Draft]:
    """Sent home although a critical point of the going-home list stood open: about the ward."""
    end = chain.end
    if end is None or chain.phase is Phase.DECEASED:
        return
    still = [one for one in points(chain.until(end.at)) if one.critical and one.state is PointState.OPEN]
    if still:
        ward = chain.current_ward_id
        unit = _first(chain, (UnitKind.ASSESSMENT_OFFICE,), but=ward)
        unit = unit or min((one.owner_id for one in still if one.owner_id != ward), default=None)
        if unit is not None:
            category = Category.NOT_READY_FOR_DISCHARGE
            yield Draft(ProposalRule.CRITICAL_POINT, category, unit, ward, end.at)


_CAUSES: Mapping[str, Category] = {
    "aids": Category.AIDS,
    "home_adaptation": Category.HOME_ADAPTATION,
    "medicines": Category.MEDICINES,
    "consumables": Category.CONSUMABLES,
    "open_care_not_planned": Category.OPEN_CARE_NOT_PLANNED,
    "home_care_not_informed": Category.HOME_CARE_NOT_INFORMED,
    "insufficient_support": Category.SUPPORT_NOT_STARTED,
}
"""Causes of a readmission that are nobody's illness; `medical` and `other` propose nothing (T14)."""


def _readmitted(chain: Chain) -> Iterator[Draft]:
    """Whoever has said that the cause was another than illness is asked whether it is a deviation. Whose, it says."""
    for one in answers(chain):
        category = _CAUSES.get(str(one.fact.data.get("cause", "")))
        if category is not None:
            yield Draft(ProposalRule.READMISSION, category, one.unit_id, None, one.fact.at)
