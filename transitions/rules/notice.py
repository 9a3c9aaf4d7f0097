"""What an inskrivningsmeddelande asks about, by section, and which of it matters for whom (T2, T15).

The statute's content (LUS 2:2) is name, number, registered address and expected discharge. Everything here goes beyond
it, and is sent on consent or a harm assessment only (`rules.fields`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from transitions.rules.chain import Stay
from transitions.rules.kinds import CareForm


class Section(StrEnum):
    """The sections that unfold by need."""

    FUNCTION = "function"
    REHAB = "rehab"
    HEALTH = "health"
    HOME = "home"
    PEOPLE = "people"
    CHILD = "child"


class Level(StrEnum):
    """How much help the person needs with something."""

    NONE = "none"
    SOME = "some"
    MUCH = "much"


class Shape(StrEnum):
    """What kind of answer a question has."""

    TEXT = "text"
    LEVEL = "level"
    YES_NO = "yes_no"


class Who(StrEnum):
    """Whom a question is asked about."""

    ALL = "all"
    ADULTS = "adults"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Question:
    """One field beyond the act. `short_stay`: asked also of one who stays for a day or two (detox)."""

    name: str
    section: Section
    shape: Shape = Shape.TEXT
    who: Who = Who.ALL
    short_stay: bool = False


_S, _L = Section, Shape.LEVEL

QUESTIONS = (
    Question("mobility", _S.FUNCTION, _L, short_stay=True),
    Question("hygiene", _S.FUNCTION, _L),
    Question("eating", _S.FUNCTION, _L),
    Question("cognition", _S.FUNCTION, _L, short_stay=True),
    Question("communication", _S.FUNCTION, _L),
    Question("function", _S.FUNCTION, short_stay=True),
    Question("rehab", _S.REHAB),
    Question("aids", _S.REHAB),
    Question("home_adaptation", _S.REHAB),
    Question("medicines", _S.HEALTH, short_stay=True),
    Question("housing", _S.HOME, short_stay=True),
    Question("lives_alone", _S.HOME, Shape.YES_NO, Who.ADULTS, short_stay=True),
    Question("decisions", _S.HOME, short_stay=True),
    Question("next_of_kin", _S.PEOPLE, who=Who.ADULTS, short_stay=True),
    Question("guardians", _S.PEOPLE, who=Who.ADULTS),
    Question("children", _S.PEOPLE, who=Who.ADULTS, short_stay=True),
    Question("interpreter", _S.PEOPLE, short_stay=True),
    Question("custodians", _S.CHILD, who=Who.CHILDREN, short_stay=True),
    Question("siblings", _S.CHILD, who=Who.CHILDREN, short_stay=True),
    Question("school", _S.CHILD, who=Who.CHILDREN),
)
"""In the order of the page."""

BEYOND_THE_ACT = tuple(question.name for question in QUESTIONS)
"""The fields of the questions."""

LEVELS = tuple(question.name for question in QUESTIONS if question.shape is Shape.LEVEL)


def wanted(stay: Stay) -> tuple[Question, ...]:
    """The questions that matter for this stay: a child's are others, and a stay of a day or two has fewer."""
    who = {Who.ALL, Who.CHILDREN if stay.child else Who.ADULTS}
    short = stay.care_form is CareForm.DETOX
    return tuple(one for one in QUESTIONS if one.who in who and (one.short_stay or not short))


def is_answered(value: Any) -> bool:
    """Something was said; False is an answer too."""
    return value is not None and value != ""


def merged(
    notices: Iterable[tuple[Mapping[str, Any], Iterable[str]]],
) -> tuple[dict[str, Any], frozenset[str]]:
    """The answers as they stand after a notice and what completed it, oldest first: the latest word on each field.

    Each notice is its answers by field, and the fields of which the sender said "vet ej". Returns the same two.
    """
    answers: dict[str, Any] = {}
    unknown: set[str] = set()
    for said, not_known in notices:
        for name in not_known:
            answers.pop(name, None)
            unknown.add(name)
        for name, value in said.items():
            if is_answered(value):
                answers[name] = value
                unknown.discard(name)
    return answers, frozenset(unknown)
