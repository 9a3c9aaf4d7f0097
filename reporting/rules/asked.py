"""What auditors have asked or recommended, and what the figures say of it; where they say nothing, that and why (U8).

The questions are data (reporting/data/asked.json): the seven recommendations of 2011 and the shortcomings that auditors
and nämnder have pointed out. An answer is made of the report's own measures, of registers and goals, never of anything
else; a question without a figure that can be counted is answered with "går inte att säga".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reporting.rules.measures import Value


class Says(StrEnum):
    """Whether the data speaks."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `measures`: codes of the report's; `registers`: kinds of local agreements; `causes`: of readmissions.

    `unknown`: what no figure tells, whatever the period.
    """

    code: str
    title: str
    question: str
    source: str
    measures: tuple[str, ...]
    registers: tuple[str, ...]
    goals: bool
    causes: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """How many agreements of some kinds stand, how many all have signed, how many are past their revision."""

    standing: int
    signed: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what is known. `missing`: measures with nothing to count, by code."""

    asked: Asked
    says: Says
    told: tuple[str, ...]
    missing: tuple[str, ...]
    register: RegisterCount | None
    causes: Mapping[str, int | None]


def answer(
    asked: Asked,
    measures: Mapping[str, Value],
    wholes: Mapping[str, str | None],
    causes: Mapping[str, int | None],
    register: RegisterCount | None,
    goals: int,
) -> Answered:
    """What is known of a question.

    :param wholes: of each measure, the one that it is a part of
    :param causes: readmissions by cause; None is hidden
    :param register: of the question's kinds; None where the reader's area keeps no register
    :param goals: how many effect goals hold

    A count is told when there is something to count it in: the measure is known, and what it is a part of is above 0.
    """
    told = tuple(code for code in asked.measures if _speaks(code, measures, wholes))
    missing = tuple(code for code in asked.measures if code not in told)
    known = {cause: causes.get(cause) for cause in asked.causes}
    parts = [
        *(code in told for code in asked.measures),
        *([register is not None] if asked.registers else []),
        *([goals > 0] if asked.goals else []),
        *([any(value is not None for value in known.values())] if asked.causes else []),
    ]
    says = Says.YES if parts and all(parts) else Says.PARTLY if any(parts) else Says.NO
    return Answered(asked, says, told, missing, register if asked.registers else None, known)


def answers(
    questions: Sequence[Asked],
    measures: Mapping[str, Value],
    wholes: Mapping[str, str | None],
    causes: Mapping[str, int | None],
    registers: Mapping[str, RegisterCount],
    goals: int,
) -> list[Answered]:
    """All of them. `registers` by kind; empty where no register is kept."""
    return [
        answer(asked, measures, wholes, causes, _together(asked.registers, registers), goals)
        for asked in questions
    ]


def _together(kinds: Sequence[str], registers: Mapping[str, RegisterCount]) -> RegisterCount | None:
    found = [registers[kind] for kind in kinds if kind in registers]
    if not found:
        return None
    return RegisterCount(
        sum(one.standing for one in found),
        sum(one.signed for one in found),
        sum(one.overdue for one in found),
    )


def _speaks(code: str, measures: Mapping[str, Value], wholes: Mapping[str, str | None]) -> bool:
    whole = wholes.get(code)
    return measures.get(code) is not None and (whole is None or bool(measures.get(whole)))
