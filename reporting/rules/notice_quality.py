"""How much of what an inskrivningsmeddelande asks the sender did not know: "vet ej", and what was left open (T2)."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from reporting.rules.periods import Period
from reporting.rules.rounding import percent
from reporting.rules.suppression import Cell, suppress

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class NoticeFact:
    """A notice as it was sent; `ward` is the sender's name.

    The three are names of questions: each that was asked stands in one of them.
    """

    patient: str
    ward: str
    sent_at: datetime
    answered: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """How many questions were asked, how many of them were "vet ej", and left open. None is hidden."""

    asked: int
    unknown: int | None
    missing: int | None

    @property
    def share_unknown(self) -> float | None:
        """The part that was "vet ej", in percent with one decimal. None when hidden, or nothing was asked."""
        return None if self.unknown is None else percent(self.unknown, self.asked)

    @property
    def share_missing(self) -> float | None:
        """The part that was left open, in the same way."""
        return None if self.missing is None else percent(self.missing, self.asked)


@dataclass(slots=True)
class _Tally:
    asked: int = 0
    unknown: Cell = field(default_factory=Cell)
    missing: Cell = field(default_factory=Cell)

    def add(self, patient: str, answered: int, unknown: int, missing: int) -> None:
        self.asked += answered + unknown + missing
        self.unknown.add(patient, unknown)
        self.missing.add(patient, missing)


@dataclass(frozen=True, slots=True)
class NoticeQuality:
    """Of the notices of an organisation: over a period by question and by ward, and over twelve months by month.

    `notices` is how many were sent in the period, `whole` their questions together.
    """

    notices: int
    whole: Shares
    by_question: Mapping[str, Shares]
    by_ward: Mapping[str, Shares]
    by_month: Mapping[Period, Shares]


def notice_quality(
    notices: Sequence[NoticeFact],
    period: Period,
    months: Sequence[Period],
    questions: Sequence[str],
    *,
    unsuppressed: bool = False,
) -> NoticeQuality:
    """The figures; `questions` are all that can be asked, in order.

    Small numbers are hidden within each split, unless `unsuppressed` (never in a file).
    """
    inside = [one for one in notices if period.contains(one.sent_at)]
    by_question = {name: _Tally() for name in questions}
    for notice in inside:
        for place, names in enumerate((notice.answered, notice.unknown, notice.missing)):
            for name in names:
                by_question[name].add(notice.patient, *(int(place == each) for each in range(3)))
    wards: dict[str, list[NoticeFact]] = {}
    for notice in inside:
        wards.setdefault(notice.ward, []).append(notice)
    by_month = {month: [one for one in notices if month.contains(one.sent_at)] for month in months}
    asked = {name: tally for name, tally in by_question.items() if tally.asked}
    return NoticeQuality(
        notices=len(inside),
        whole=_shown({"": _together(inside)}, unsuppressed=True)[""],
        by_question=_shown(asked, unsuppressed),
        by_ward=_shown({ward: _together(those) for ward, those in sorted(wards.items())}, unsuppressed),
        by_month=_shown({month: _together(those) for month, those in by_month.items()}, unsuppressed),
    )


def _together(notices: Iterable[NoticeFact]) -> _Tally:
    tally = _Tally()
    for one in notices:
        tally.add(one.patient, len(one.answered), len(one.unknown), len(one.missing))
    return tally


def _shown(split: Mapping[K, _Tally], unsuppressed: bool) -> dict[K, Shares]:
    unknown, missing = (
        [cell.value for cell in row] if unsuppressed else suppress(row)
        for row in ([one.unknown for one in split.values()], [one.missing for one in split.values()])
    )
    return {
        name: Shares(split[name].asked, *pair)
        for name, pair in zip(split, zip(unknown, missing, strict=True), strict=True)
    }
