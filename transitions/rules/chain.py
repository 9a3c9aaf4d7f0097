"""A patient's chain: the facts of one care episode, and the state that follows from them.

Facts are read in order of `at`, equal times in order of arrival (contracts/report.md). State is always
derived from the facts, never counted up, so that a fact that becomes known late takes its right place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from actors.rules.kinds import UnitKind
from transitions.rules.kinds import OPEN_COMPULSORY, Applies, CareForm, Certainty, ItemKind, LegalForm


class Phase(StrEnum):
    """Where in the chain the episode is."""

    ADMITTED = "admitted"
    NOTICED = "noticed"
    READY = "ready"
    DISCHARGED = "discharged"
    DECEASED = "deceased"
    AT_HOME = "at_home"


@dataclass(frozen=True, slots=True)
class Party:
    """A unit on the chain, as rules need to know it.

    `earlier_id`: the stay that this one is a readmission after, when the unit was on that chain too (T14).
    """

    id: int
    kind: UnitKind
    municipal_side: bool
    open_care: bool
    ward: bool = False
    earlier_id: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One item of the chain.

    `to` are the addressed units with when each acknowledged (None: not yet); `named` those that the
    sender wrote in the message's `to`, as against those addressed by rule. `by_id` is a unit.
    """

    id: int
    kind: ItemKind
    at: datetime
    by_id: int
    data: Mapping[str, Any]
    to: Mapping[int, datetime | None]
    named: frozenset[int] = frozenset()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Spell:
    """One standing notice of utskrivningsklar, from its sending to its end (None while it stands)."""

    notice: Fact
    ended_at: datetime | None = None
    ended_by: ItemKind | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """What is known of the stay from its beginning, and which steps differ by it (T15).

    `child`: under 18 on the day of admission. `at_home`: there is no stay at all; the chain was opened for a SIP (S7).
    """

    care_form: CareForm = CareForm.SOMATIC
    child: bool = False
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """An episode's facts in order, with what the rules ask of them. Times are aware."""

    admitted_at: datetime
    ward_id: int
    parties: Mapping[int, Party]
    facts: tuple[Fact, ...]
    stay: Stay = Stay()

    @classmethod
    def of(
        cls,
        *,
        admitted_at: datetime,
        ward_id: int,
        parties: Mapping[int, Party],
        facts: Iterable[Fact],
        stay: Stay = Stay(),
    ) -> "Chain":
        """Build a chain from facts in any order."""
        return cls(admitted_at, ward_id, parties, _in_order(facts), stay)

    def with_facts(self, facts: Iterable[Fact]) -> "Chain":
        """The same chain with these facts, in any order, in place of its own."""
        return replace(self, facts=_in_order(facts))

    def without(self, hidden: frozenset[int]) -> "Chain":
        """The chain as it looks to a unit from which these facts are kept."""
        if not hidden:
            return self
        return replace(self, facts=tuple(fact for fact in self.facts if fact.id not in hidden))

    def until(self, moment: datetime) -> "Chain":
        """The chain as it was at `moment`, that moment's own facts included."""
        return replace(self, facts=tuple(fact for fact in self.facts if fact.at <= moment))

    def of_kind(self, *kinds: ItemKind) -> Sequence[Fact]:
        """Facts of these kinds that have not been cancelled, in order."""
        return [fact for fact in self.facts if fact.kind in kinds and not fact.cancelled]

    def last(self, *kinds: ItemKind) -> Fact | None:
        """The latest fact of these kinds, or None."""
        found = self.of_kind(*kinds)
        return found[-1] if found else None

    def names_municipal_side(self, fact: Fact) -> bool:
        """The message names a unit of the municipal side (contracts/report.md 6)."""
        return any(unit in self.parties and self.parties[unit].municipal_side for unit in fact.named)

    @property
    def notice(self) -> Fact | None:
        """The inskrivningsmeddelande: the first notice of admission that names the municipal side."""
        for fact in self.of_kind(ItemKind.ADMISSION_NOTICE_SENT):
            if self.names_municipal_side(fact):
                return fact
        return None

    @property
    def notice_left(self) -> Fact | None:
        """The latest notice or completion, when it says that questions are left to answer (T2)."""
        fact = self.last(ItemKind.ADMISSION_NOTICE_SENT, ItemKind.NOTICE_COMPLETED)
        return fact if fact is not None and fact.data.get("left") else None

    @property
    def notice_clock_from(self) -> datetime:
        """From when the 24 hours count: admission, or the doctor's later judgement (LUS 2:3)."""
        notice = self.notice
        judged = [
            fact.at for fact in self.of_kind(ItemKind.NEED_ASSESSED) if notice is None or fact.at <= notice.at
        ]
        return max([self.admitted_at, *judged])

    @property
    def end(self) -> Fact | None:
        """What ended the episode: discharge or death."""
        found = self.of_kind(ItemKind.DISCHARGED, ItemKind.DIED)
        return found[0] if found else None

    @property
    def spells(self) -> tuple[Spell, ...]:
        """Periods as utskrivningsklar. A notice while one stands is a repeat and changes nothing."""
        spells: list[Spell] = []
        standing: Fact | None = None
        ending = (
            ItemKind.DISCHARGE_READY_WITHDRAWN,
            ItemKind.TRANSFERRED,
            ItemKind.DISCHARGED,
            ItemKind.DIED,
        )
        for fact in self.of_kind(ItemKind.DISCHARGE_READY_SENT, *ending):
            if fact.kind is ItemKind.DISCHARGE_READY_SENT:
                standing = standing or fact
            elif standing is not None:
                spells.append(Spell(standing, fact.at, fact.kind))
                standing = None
        if standing is not None:
            spells.append(Spell(standing))
        return tuple(spells)

    @property
    def standing(self) -> Spell | None:
        """The notice of utskrivningsklar that stands now, or None."""
        spells = self.spells
        return spells[-1] if spells and spells[-1].ended_at is None else None

    @property
    def phase(self) -> Phase:
        """Where in the chain the episode is."""
        if self.stay.at_home:
            return Phase.AT_HOME
        end = self.end
        if end is not None:
            return Phase.DECEASED if end.kind is ItemKind.DIED else Phase.DISCHARGED
        if self.standing is not None:
            return Phase.READY
        return Phase.NOTICED if self.of_kind(ItemKind.ADMISSION_NOTICE_SENT) else Phase.ADMITTED

    @property
    def deceased(self) -> bool:
        """The person has died, in hospital or after it."""
        return self.phase is Phase.DECEASED or self.last(ItemKind.DIED_AT_HOME) is not None

    @property
    def dates_told(self) -> tuple[tuple[date, Certainty | None, Fact], ...]:
        """Every expected discharge that was told, in order: local date, certainty when stated, and the fact."""
        found = []
        for fact in self.of_kind(ItemKind.ADMISSION_NOTICE_SENT, ItemKind.EXPECTED_DISCHARGE_CHANGED):
            text = fact.data.get("expected_discharge")
            if text:
                stated = fact.data.get("certainty")
                found.append((date.fromisoformat(text), Certainty(stated) if stated else None, fact))
        return tuple(found)

    @property
    def expected(self) -> tuple[date, Certainty | None, Fact] | None:
        """The expected discharge in force: local date, certainty when stated, and who said so."""
        told = self.dates_told
        return told[-1] if told else None

    @property
    def current_ward_id(self) -> int:
        """The ward the person is on now, or ended on."""
        moved = self.last(ItemKind.TRANSFERRED)
        return int(moved.data["ward_id"]) if moved else self.ward_id

    @property
    def applies(self) -> Applies | None:
        """The person's latest word on insatser (T3), or None when nobody has asked."""
        fact = self.last(ItemKind.CONTACT_TAKEN, ItemKind.SUPPORT_APPLIED, ItemKind.SUPPORT_DECLINED)
        if fact is None:
            return None
        if fact.kind is ItemKind.SUPPORT_APPLIED:
            return Applies.YES
        if fact.kind is ItemKind.SUPPORT_DECLINED:
            return Applies.OBJECTS
        return Applies(fact.data["applies"])

    @property
    def notified_units(self) -> frozenset[int]:
        """Units that some notice of admission has reached."""
        return frozenset(unit for fact in self.of_kind(ItemKind.ADMISSION_NOTICE_SENT) for unit in fact.named)

    @property
    def providers_known(self) -> bool:
        """Somebody has said who the present home-care providers are, or that there are none."""
        return bool(self.of_kind(ItemKind.SERVICES_REPORTED, ItemKind.HOME_CARE_NOTIFIED))

    @property
    def on_leave(self) -> Fact | None:
        """The leave (permission) that the person is on, or None (T21). Who has ended the stay is on none."""
        if self.end is not None:
            return None
        last = self.last(ItemKind.LEAVE_STARTED, ItemKind.LEAVE_ENDED)
        return last if last is not None and last.kind is ItemKind.LEAVE_STARTED else None

    @property
    def interrupted(self) -> Fact | None:
        """The interruption of the planning that stands: until a new date, a notice or an end (T21)."""
        last = self.last(
            ItemKind.INTERRUPTED,
            ItemKind.ADMISSION_NOTICE_SENT,
            ItemKind.EXPECTED_DISCHARGE_CHANGED,
            ItemKind.DISCHARGE_READY_SENT,
            ItemKind.DISCHARGED,
            ItemKind.DIED,
        )
        return last if last is not None and last.kind is ItemKind.INTERRUPTED else None

    @property
    def legal_form(self) -> LegalForm:
        """On what legal ground the care is given now, or will be given after discharge (T15)."""
        fact = self.last(ItemKind.LEGAL_FORM_CHANGED)
        return LegalForm(fact.data["form"]) if fact else LegalForm.VOLUNTARY

    @property
    def care_plan_instead_of_sip(self) -> bool:
        """The person goes over to open compulsory care: a samordnad vårdplan in place of the SIP (LUS 4:1 st. 2)."""
        return self.legal_form in OPEN_COMPULSORY


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.at, fact.id)))
