"""What a month's statements are made of: kept results as rows, grouped by who owes whom under which terms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet

from actors import selectors as actors
from core import clock
from liability.models import Assessment
from liability.rules.amounts import NationalAmounts
from liability.rules.assessment import Rulebook, Status
from liability.rules.billing import Line, SpellFact, line_of, mean_line
from liability.rules.periods import month_of, next_month
from liability.rules.terms import Basis, Terms, region_of
from transitions.rules.kinds import Protection

COLUMNS = (
    "episode_id",
    "number",
    "as_of",
    "spells",
    "facts",
    "episode__ended_at",
    "episode__ward__name",
    "episode__patient__protection",
)


@dataclass(frozen=True, slots=True)
class Key:
    """Who owes whom, under which terms."""

    region_id: int
    municipality_id: int
    terms_code: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to be: a spell of an episode in a month."""

    episode_id: int
    number: int
    notice_at: datetime
    ended_on: date | None
    start_day: date | None
    ward: str
    line: Line
    reasons: list[dict[str, str]]
    facts: dict[str, Any]


Entries = dict[Key, dict[tuple[int, datetime], Entry]]


def midnight(day: date) -> datetime:
    """The beginning of a day in Stockholm."""
    return datetime.combine(day, time(), tzinfo=clock.STOCKHOLM)


def overlapping(month: date) -> QuerySet[Assessment]:
    """The current results of stays that were under way in the month."""
    return Assessment.objects.filter(
        Q(episode__ended_at__isnull=True) | Q(episode__ended_at__gte=midnight(month)),
        superseded_at__isnull=True,
        episode__admitted_at__lt=midnight(next_month(month)),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Organisations by code. One query."""

    by_code: Mapping[str, int]

    def key(self, spell: Mapping[str, Any], care_region: str | None) -> Key | None:
        """Who owes whom for the spell; None while nobody knows, which is a matter for a decision."""
        owing, code = spell.get("owed_by"), spell.get("terms_code")
        if not owing or not code:
            return None
        region = self.by_code.get(care_region or region_of(owing))
        municipality = self.by_code.get(owing)
        if region is None or municipality is None or region == municipality:
            return None
        return Key(region, municipality, code)


def places() -> Places:
    """Every organisation's id. One query."""
    return Places({each.code: each.id for each in actors.organisations()})


def entries(
    rows: QuerySet[Assessment], month: date, rules: Rulebook, known: Places, terms: Mapping[str, Terms]
) -> Entries:
    """The rows of the month, by who owes whom. One query."""
    found: Entries = defaultdict(dict)
    for values in rows.order_by("episode_id").values_list(*COLUMNS):
        for key, entry in _of_episode(values, month, rules.national_amounts, known, terms):
            found[key][entry.episode_id, entry.notice_at] = entry
    return found


def _of_episode(
    values: tuple[Any, ...],
    month: date,
    national: NationalAmounts,
    known: Places,
    terms_by_code: Mapping[str, Terms],
) -> Iterator[tuple[Key, Entry]]:
    episode_id, number, as_of, spells, facts, ended_at, ward, protection = values
    mean_days: dict[Key, int] = {}
    last: dict[Key, Entry] = {}
    until = clock.local_date(as_of)
    shown_ward = ward if protection == Protection.NONE else ""
    for spell in spells:
        key = known.key(spell, facts.get("care_region"))
        terms = terms_by_code.get(key.terms_code) if key else None
        if key is None or terms is None:
            continue
        fact = _fact(spell, until)
        line: Line | None
        if terms.basis is Basis.AVERAGE and fact.status is Status.AVERAGE:
            if ended_at is None or month_of(clock.local_date(ended_at)) != month:
                continue
            mean_days[key] = mean_days.get(key, 0) + fact.ready_days
            line = mean_line(mean_days[key], terms, month, national)
        else:
            line = line_of(fact, terms, month, national)
        if line is None:
            continue
        entry = Entry(
            episode_id=episode_id,
            number=number,
            notice_at=datetime.fromisoformat(spell["notice_at"]),
            ended_on=fact.ends_on,
            start_day=fact.start_day,
            ward=shown_ward,
            line=line,
            reasons=spell["reasons"],
            facts=facts,
        )
        if key in mean_days:
            # A patient is one in the mean: the days of several spells are summed on the first of them.
            first = last.get(key)
            last[key] = entry if first is None else _with_line(first, line)
        else:
            yield key, entry
    yield from last.items()


def _with_line(entry: Entry, line: Line) -> Entry:
    return Entry(
        entry.episode_id,
        entry.number,
        entry.notice_at,
        entry.ended_on,
        entry.start_day,
        entry.ward,
        line,
        entry.reasons,
        entry.facts,
    )


def _fact(spell: Mapping[str, Any], until: date) -> SpellFact:
    ends_on = spell["ends_on"]
    start = spell["start_day"]
    return SpellFact(
        status=Status(spell["status"]),
        notice_on=clock.local_date(datetime.fromisoformat(spell["notice_at"])),
        start_day=None if start is None else date.fromisoformat(start),
        ends_on=None if ends_on is None else date.fromisoformat(ends_on),
        until=until,
        ready_days=spell["ready_days"],
    )


def changed_since(moment: datetime, months: Iterable[date]) -> QuerySet[Assessment]:
    """Current results that came after the moment, of stays that may have days in the months."""
    known = list(months)
    return Assessment.objects.filter(
        Q(episode__ended_at__isnull=True) | Q(episode__ended_at__gte=midnight(min(known))),
        superseded_at__isnull=True,
        computed_at__gt=moment,
        episode__admitted_at__lt=midnight(next_month(max(known))),
    )
