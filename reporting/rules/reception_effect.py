"""What came of tryggt mottagande: how many, how safe they felt, how many came back, with a team and without (U11).

Two groups that nobody has drawn lots for: those who get a team are chosen because they are frail or worried. The
figures say what happened, never what the team caused; whether a difference is more than chance is told by Newcombe's
interval of the difference of two shares (method 10: Wilson's interval of each).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import NormalDist

from reporting.rules.dates import days_between, local_date
from reporting.rules.rounding import percent
from reporting.rules.suppression import SMALLEST_SHOWN, Cell, suppress, suppress_row

WINDOW_DAYS = 30
SAFE_FROM = 4
CONFIDENCE = 0.95
SAID = ("very", "rather", "not_very", "not_at_all", "not_asked")


@dataclass(frozen=True, slots=True)
class HomeComing:
    """A home-coming. `safe`: 1 to 5, None where nobody has answered."""

    id: Hashable
    patient: Hashable
    at: datetime
    with_team: bool
    safe: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Those with a team, or those without. None is hidden, or nothing to count."""

    home: int | None
    back: int | None
    back_percent: float | None
    answers: int | None
    safe_percent: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Percentage points, with minus without; and whether 0 lies outside the interval."""

    low: float
    high: float

    @property
    def more_than_chance(self) -> bool:
        """Whether the groups differ by more than chance makes likely."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Effect:
    """Both groups. A difference is None where a group is hidden or empty. `over`: thirty days have gone for all."""

    with_team: Group
    without: Group
    back: Difference | None
    safe: Difference | None
    said: Mapping[str, int | None]
    over: bool


def effect(
    rows: Sequence[HomeComing],
    admissions: Iterable[tuple[Hashable, datetime]],
    said: Iterable[tuple[Hashable, str]],
    *,
    now: datetime,
    last: datetime,
) -> Effect:
    """The figures of a period's home-comings, small numbers hidden.

    :param admissions: patient and time of unplanned admissions, whoever's
    :param said: patient and what a team wrote down of how safe the person has felt
    :param last: when the period ends
    """
    by_patient: dict[Hashable, list[datetime]] = {}
    for patient, at in admissions:
        by_patient.setdefault(patient, []).append(at)
    groups = [[row for row in rows if row.with_team], [row for row in rows if not row.with_team]]
    back = [[row for row in group if _came_back(row, by_patient.get(row.patient, ()))] for group in groups]
    answered = [[row for row in group if row.safe is not None] for group in groups]
    safe = [[row for row in group if row.safe is not None and row.safe >= SAFE_FROM] for group in groups]
    home_shown = _shown(groups)
    stayed = [[row for row in group if row not in came] for group, came in zip(groups, back, strict=True)]
    hide_back = None in home_shown or None in _shown(back) or None in _shown(stayed)
    back_shown: list[int | None] = [None, None] if hide_back else [len(one) for one in back]
    few = any(0 < len({row.patient for row in one}) < SMALLEST_SHOWN for one in answered)
    answers_shown: list[int | None] = [None, None] if few else [len(one) for one in answered]
    made = [
        Group(
            home=home_shown[i],
            back=back_shown[i],
            back_percent=None if hide_back else percent(len(back[i]), len(groups[i])),
            answers=answers_shown[i],
            safe_percent=None if few else percent(len(safe[i]), len(answered[i])),
        )
        for i in (0, 1)
    ]
    row = {name: Cell() for name in SAID}
    for patient, name in said:
        if name in row:
            row[name].add(patient)
    return Effect(
        with_team=made[0],
        without=made[1],
        back=None
        if hide_back
        else difference(*(len(one) for one in (back[0], groups[0], back[1], groups[1]))),
        safe=None if few else difference(*(len(one) for one in (safe[0], answered[0], safe[1], answered[1]))),
        said=suppress_row(row),
        over=days_between(local_date(last), local_date(now)) > WINDOW_DAYS,
    )


def difference(first: int, of_first: int, second: int, of_second: int) -> Difference | None:
    """Newcombe's interval of the difference of two shares, in percentage points; None when a group is empty."""
    if not of_first or not of_second:
        return None
    one, (low_one, high_one) = first / of_first, wilson(first, of_first)
    two, (low_two, high_two) = second / of_second, wilson(second, of_second)
    middle = one - two
    return Difference(
        100 * (middle - sqrt((one - low_one) ** 2 + (high_two - two) ** 2)),
        100 * (middle + sqrt((high_one - one) ** 2 + (two - low_two) ** 2)),
    )


def wilson(count: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share, between 0 and 1."""
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share, wide = count / of, z * z / of
    middle = (share + wide / 2) / (1 + wide)
    half = z * sqrt(share * (1 - share) / of + wide / (4 * of)) / (1 + wide)
    return middle - half, middle + half


def _came_back(row: HomeComing, admissions: Iterable[datetime]) -> bool:
    """Within 1 to 30 local days, as the contract counts readmissions; the same day is none."""
    left = local_date(row.at)
    return any(1 <= days_between(left, local_date(at)) <= WINDOW_DAYS for at in admissions if at >= row.at)


def _shown(groups: Iterable[Iterable[HomeComing]]) -> list[int | None]:
    cells = []
    for group in groups:
        cell = Cell()
        for row in group:
            cell.add(row.patient)
        cells.append(cell)
    return suppress(cells)
