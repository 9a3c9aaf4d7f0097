"""Similar deviations in groups: the same thing and units, and words that they share and others seldom use (A6)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log

MOST_TELLING = 4
"""So many words of each report are compared."""

IN_COMMON = 2
"""So many of them two reports must share to be alike."""

COMMON_FROM = 20
"""Among so many reports and more, a word that more than half of them use tells nothing."""

WORDS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A deviation: what it is about, from which unit about which, and the stems of the words in it."""

    id: int
    category: str
    reported_by: int
    about: int
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Two or more that are alike, by id, and the stems that at least half of them share, the most shared first."""

    category: str
    reported_by: int
    about: int
    ids: tuple[int, ...]
    stems: tuple[str, ...]


def telling(told: Iterable[Told]) -> dict[int, tuple[str, ...]]:
    """The most telling stems of each of those that concern the same thing and the same units (by id), of all.

    A stem tells the more, the more of these use it and the fewer of all others: (uses among these) x log(1 + all /
    uses among all). One that only a single report of these uses joins nothing, and is left out; so is one
    that more than half of all reports use.
    """
    rows = list(told)
    everywhere = Counter(stem for row in rows for stem in row.stems)
    found: dict[int, tuple[str, ...]] = {}
    for bucket in _buckets(rows).values():
        scores = _scores(bucket, everywhere, len(rows))
        for row in bucket:
            known = sorted(
                (stem for stem in row.stems if stem in scores), key=lambda one: (-scores[one], one)
            )
            found[row.id] = tuple(known[:MOST_TELLING])
    return found


def groups(told: Iterable[Told]) -> list[Group]:
    """Those that are alike: same category, same units, at least two of their most telling stems in common; and whoever
    is like one of a group is in it. The largest first. Time: n log n.
    """
    rows = sorted(told, key=lambda row: row.id)
    stems = telling(rows)
    everywhere = Counter(stem for row in rows for stem in row.stems)
    found = []
    for (category, reported_by, about), bucket in _buckets(rows).items():
        scores = _scores(bucket, everywhere, len(rows))
        for members in _joined(bucket, stems):
            shared = Counter(stem for row in members for stem in row.stems if stem in scores)
            usual = [stem for stem, count in shared.items() if 2 * count >= len(members)]
            usual.sort(key=lambda one: (-shared[one], -scores[one], one))
            ids = tuple(row.id for row in members)
            found.append(Group(category, reported_by, about, ids, tuple(usual[:WORDS_SHOWN])))
    return sorted(found, key=lambda group: (-len(group.ids), group.ids))


def _buckets(rows: Iterable[Told]) -> dict[tuple[str, int, int], list[Told]]:
    found: dict[tuple[str, int, int], list[Told]] = defaultdict(list)
    for row in rows:
        found[(row.category, row.reported_by, row.about)].append(row)
    return found


def _scores(bucket: list[Told], everywhere: Mapping[str, int], total: int) -> dict[str, float]:
    here = Counter(stem for row in bucket for stem in row.stems)
    most = total / 2 if total >= COMMON_FROM else total
    return {
        stem: round(count * log(1 + total / everywhere[stem]), 6)
        for stem, count in here.items()
        if count > 1 and everywhere[stem] <= most
    }


def _joined(bucket: list[Told], stems: Mapping[int, tuple[str, ...]]) -> list[list[Told]]:
    """Those who share a pair of stems, joined: a forest of who leads to whom, one step for each pair of each report."""
    leads = {row.id: row.id for row in bucket}

    def first(one: int) -> int:
        while leads[one] != one:
            leads[one] = leads[leads[one]]
            one = leads[one]
        return one

    seen: dict[tuple[str, ...], int] = {}
    for row in bucket:
        for pair in combinations(sorted(stems[row.id]), IN_COMMON):
            other = seen.setdefault(pair, row.id)
            low, high = sorted((first(other), first(row.id)))
            leads[high] = low
    members: dict[int, list[Told]] = defaultdict(list)
    for row in bucket:
        members[first(row.id)].append(row)
    return [rows for rows in members.values() if len(rows) > 1]
