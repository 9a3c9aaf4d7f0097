"""Support at home is confirmed as started by its provider; what has not started is somebody's to mend (T34)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from actors.rules.kinds import HOME_PROVIDERS, UnitKind
from transitions.rules.chain import Chain, Fact, Phase
from transitions.rules.kinds import Applies, DischargedTo, ItemKind
from transitions.rules.limits import Limits, after, end_of
from transitions.rules.task_values import TaskFact, TaskKind
from transitions.rules.verdicts import Verdict

_SAID = (ItemKind.SUPPORT_STARTED, ItemKind.SUPPORT_NOT_STARTED)


class NotStarted(StrEnum):
    """Why the support has not started."""

    NOT_AT_HOME = "not_at_home"
    NO_ENTRY = "no_entry"
    THINGS_MISSING = "things_missing"
    STAFF_MISSING = "staff_missing"
    DECLINES = "declines"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of one provider's support.

    `begins_at`: the home-coming, or the later moment that was ordered. `said`: the provider's latest word since then,
    of either kind; None is silence.
    """

    unit_id: int
    begins_at: datetime
    said: Fact | None = None

    @property
    def confirmed(self) -> bool:
        """The provider's support has started."""
        return self.said is not None and self.said.kind is ItemKind.SUPPORT_STARTED

    @property
    def stopped(self) -> bool:
        """The provider has said that it has not."""
        return self.said is not None and not self.confirmed

    def due_at(self, limits: Limits) -> datetime:
        """When an answer is due: some hours after the beginning, or the end of the new day that was named."""
        if self.said is not None and self.said.data.get("from_when"):
            return end_of(date.fromisoformat(self.said.data["from_when"]))
        return after(
            self.said.at if self.stopped and self.said else self.begins_at, limits.support_started_hours
        )


def of_unit(fact: Fact) -> int:
    """Whose support a word is about: the writer's, unless it was written down for somebody else."""
    return int(fact.data.get("unit_id") or fact.by_id)


def starts(chain: Chain) -> tuple[Start, ...]:
    """One for each provider of a person who has come home: told of the home-coming, or ordered for it.

    The alarm is asked only when it was ordered: it goes on by itself. An order that comes later asks anew. A team that
    receives the person (T12) says so by its first visit.
    """
    end = chain.end
    if chain.phase is not Phase.DISCHARGED or end is None or end.data.get("to") != DischargedTo.HOME:
        return ()
    if chain.applies is Applies.OBJECTS:
        return ()
    asked: dict[int, tuple[datetime, datetime]] = {}
    for told in chain.of_kind(ItemKind.HOME_CARE_NOTIFIED):
        ordered = told.data.get("cause") == "order"
        for unit in told.named:
            party = chain.parties.get(unit)
            if party is None or party.kind not in HOME_PROVIDERS:
                continue
            if party.kind is UnitKind.ALARM and not ordered:
                continue
            if party.kind is UnitKind.HOME_RECEPTION_TEAM and chain.last(ItemKind.HOME_RECEPTION_ORDERED):
                continue
            since = max(told.at, end.at) if ordered else end.at
            begins = told.data.get("starts_at")
            before = asked.get(unit, (end.at, end.at))
            asked[unit] = (
                max(since, before[0]),
                max(since, datetime.fromisoformat(begins)) if ordered and begins else max(since, before[1]),
            )
    said = {
        of_unit(fact): fact
        for fact in chain.of_kind(*_SAID)
        if of_unit(fact) in asked and fact.at >= asked[of_unit(fact)][0]
    }
    return tuple(Start(unit, begins, said.get(unit)) for unit, (_, begins) in sorted(asked.items()))


def unconfirmed(chain: Chain) -> tuple[Start, ...]:
    """Those whose support has not been confirmed as started."""
    return tuple(one for one in starts(chain) if not one.confirmed)


def may_confirm(chain: Chain) -> Verdict:
    """Whether there is anything to confirm."""
    if chain.phase is Phase.DECEASED:
        return Verdict.no("patient_deceased")
    if chain.phase is not Phase.DISCHARGED:
        return Verdict.no("not_home_yet")
    return Verdict.yes() if unconfirmed(chain) else Verdict.no("nothing_to_confirm")


def start_tasks(chain: Chain, limits: Limits) -> Iterator[TaskFact]:
    """Each provider says that its support has started. What has not, by time or by word, is the office's too."""
    waiting = unconfirmed(chain)
    for one in waiting:
        since = one.said.at if one.said is not None else one.begins_at
        yield TaskFact(one.unit_id, TaskKind.CONFIRM_STARTED, since, one.due_at(limits))
    if not waiting:
        return
    refused = [one.said.at for one in waiting if one.stopped and one.said is not None]
    silent = [one.due_at(limits) for one in waiting if not one.stopped]
    since = min([*refused, *silent])
    for party in chain.parties.values():
        if party.kind is UnitKind.ASSESSMENT_OFFICE:
            due = after(since, limits.name_providers_hours)
            # A word counts at once, silence from when the time is out.
            yield TaskFact(party.id, TaskKind.START_SUPPORT, since, due, shows_from=since)
