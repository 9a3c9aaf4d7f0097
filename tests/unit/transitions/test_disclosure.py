"""Who may read what was not sent to them: worked cases with their answers, and a slow reading of the act."""

from dataclasses import fields, replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transitions.rules.disclosure import (
    Ability,
    Answer,
    By,
    Person,
    ReadingFacts,
    Said,
    may_open_in_emergency,
    may_read,
)
from transitions.rules.sectors import Sector

CARE, SOCIAL, OUTSIDE = Sector.HEALTH_CARE, Sector.SOCIAL_SERVICES, Sector.OUTSIDE
YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.CANNOT_TELL

PROVIDER = ReadingFacts(
    reader=CARE,
    data=CARE,
    available=True,
    informed=True,
    objected=By.NOBODY,
    blocked=By.NOBODY,
    relation=True,
    support=False,
    matters=True,
    consent=Said.YES,
    ability=Ability.CAN,
    person=Person.ADULT,
    would_object=False,
    danger=False,
)
"""A vårdcentral that treats the person, with consent, reads what a hospital has made available."""
OFFICE = replace(PROVIDER, reader=SOCIAL, relation=False, support=True)
"""A handläggare who assesses insatser for an older person, with consent, reads a hospital's data."""
UNABLE = {"consent": Said.NOT_ASKED, "ability": Ability.LASTINGLY_NOT}
CHILD = {"consent": Said.NOT_ASKED, "person": Person.YOUNG_CHILD}

WORKED = [
    ("1 consent, relation, matters", PROVIDER, {}, YES, "conditions_met", "3 kap. 1 §"),
    ("2 no relation", PROVIDER, {"relation": False}, NO, "no_relation", "3 kap. 1 §"),
    ("3 asked and refused", PROVIDER, {"consent": Said.NO}, NO, "refused", "3 kap. 1 §"),
    ("4 never asked", PROVIDER, {"consent": Said.NOT_ASKED}, NO, "no_consent", "3 kap. 1 §"),
    ("5 does not matter for the care", PROVIDER, {"matters": False}, NO, "does_not_matter", "3 kap. 1 §"),
    ("6 not made available", PROVIDER, {"available": False}, NO, "not_available", "2 kap. 1 §"),
    ("7 never informed", PROVIDER, {"informed": False}, NO, "not_informed", "2 kap. 2 §"),
    ("8 the person objected", PROVIDER, {"objected": By.PERSON}, NO, "objected", "2 kap. 2–3 §§"),
    ("9 blocked, consent or not", PROVIDER, {"blocked": By.PERSON}, NO, "blocked", "2 kap. 3 §"),
    (
        "10 a guardian cannot object for a child",
        PROVIDER,
        {**CHILD, "objected": By.GUARDIAN},
        YES,
        "conditions_met",
        "3 kap. 1 §",
    ),
    ("11 young child, provider", PROVIDER, CHILD, YES, "conditions_met", "3 kap. 1 §"),
    (
        "12 a mature child decides, and says no",
        PROVIDER,
        {"person": Person.MATURE_CHILD, "consent": Said.NO},
        NO,
        "refused",
        "3 kap. 1 §",
    ),
    ("13 lastingly unable, provider", PROVIDER, UNABLE, YES, "conditions_met", "3 kap. 3 §"),
    (
        "14 lastingly unable, would have objected",
        PROVIDER,
        {**UNABLE, "would_object": True},
        NO,
        "no_consent_lastingly_unable",
        "3 kap. 3 §",
    ),
    (
        "15 only asleep: the ordinary way waits",
        PROVIDER,
        {"consent": Said.NOT_ASKED, "ability": Ability.TEMPORARILY_NOT},
        NO,
        "no_consent",
        "3 kap. 1 §",
    ),
    ("16 office, consent", OFFICE, {}, YES, "conditions_met", "3 kap. 2 §"),
    ("17 office without insats or assessment", OFFICE, {"support": False}, NO, "no_support", "3 kap. 2 §"),
    (
        "18 office, lastingly unable, health-care data",
        OFFICE,
        UNABLE,
        NO,
        "no_consent_lastingly_unable",
        "3 kap. 4 §",
    ),
    (
        "19 office, lastingly unable, another board's data",
        OFFICE,
        {**UNABLE, "data": SOCIAL},
        YES,
        "conditions_met",
        "3 kap. 4 §",
    ),
    ("20 office, young child, health-care data", OFFICE, CHILD, NO, "no_consent", "3 kap. 2 §"),
    (
        "21 office, young child, another board's data",
        OFFICE,
        {**CHILD, "data": SOCIAL},
        YES,
        "conditions_met",
        "3 kap. 2 §",
    ),
    (
        "22 addiction services, with consent",
        OFFICE,
        {"reader": OUTSIDE},
        NO,
        "outside_the_act",
        "3 kap. 7 §",
    ),
    (
        "23 child welfare's data, with consent",
        PROVIDER,
        {"data": OUTSIDE},
        NO,
        "outside_the_act",
        "3 kap. 7 §",
    ),
    ("24 nobody recorded a consent", PROVIDER, {"consent": None}, UNSURE, "no_consent", "3 kap. 1 §"),
    (
        "25 lastingly unable, wish not sought",
        PROVIDER,
        {**UNABLE, "would_object": None},
        UNSURE,
        "no_consent_lastingly_unable",
        "3 kap. 3 §",
    ),
    (
        "26 objected, relation unknown: no is enough",
        PROVIDER,
        {"objected": By.PERSON, "relation": None},
        NO,
        "objected",
        "2 kap. 2–3 §§",
    ),
    (
        "27 same provider, inner secrecy",
        PROVIDER,
        {"own_provider": True, "consent": Said.NOT_ASKED},
        YES,
        "own_provider",
        "PDL 4 kap. 1 §",
    ),
    (
        "28 same provider, blocked",
        PROVIDER,
        {"own_provider": True, "blocked": By.PERSON},
        NO,
        "blocked",
        "PDL 4 kap. 4 §",
    ),
    (
        "29 same municipality, but the other activity",
        OFFICE,
        {"own_provider": True, "consent": Said.NOT_ASKED},
        NO,
        "no_consent",
        "3 kap. 2 §",
    ),
]


@pytest.mark.parametrize(
    ("base", "change", "answer", "code", "paragraph"),
    [case[1:] for case in WORKED],
    ids=[case[0] for case in WORKED],
)
def test_worked_cases(
    base: ReadingFacts, change: dict[str, Any], answer: Answer, code: str, paragraph: str
) -> None:
    found = may_read(replace(base, **change))
    assert (found.answer, found.code) == (answer, code)
    assert found.paragraph.endswith(paragraph)
    assert found.allowed is (answer is YES)


DANGER = replace(
    PROVIDER, danger=True, consent=Said.NOT_ASKED, ability=Ability.TEMPORARILY_NOT, relation=None
)
EMERGENCIES = [
    ("unconscious, danger to life", {}, YES, "emergency"),
    ("social services have none", {"reader": SOCIAL, "support": True}, NO, "health_care_only"),
    ("addiction services have none", {"reader": OUTSIDE}, NO, "health_care_only"),
    ("no danger", {"danger": False}, NO, "no_danger"),
    ("can be asked", {"ability": Ability.CAN}, NO, "can_be_asked"),
    ("has said no", {"consent": Said.NO}, NO, "can_be_asked"),
    ("another provider's block stays", {"blocked": By.PERSON}, NO, "blocked_ask_the_holder"),
    ("the own provider's block gives way", {"blocked": By.PERSON, "own_provider": True}, YES, "emergency"),
    ("not made available", {"available": False}, NO, "not_available"),
    ("child welfare's data", {"data": OUTSIDE}, NO, "outside_the_act"),
    ("does not matter", {"matters": False}, NO, "does_not_matter"),
    ("nobody knows of a block", {"blocked": None}, UNSURE, "blocked_ask_the_holder"),
    ("a young child", {"person": Person.YOUNG_CHILD, "ability": Ability.CAN}, YES, "emergency"),
]


@pytest.mark.parametrize(
    ("change", "answer", "code"), [case[1:] for case in EMERGENCIES], ids=[case[0] for case in EMERGENCIES]
)
def test_emergencies(change: dict[str, Any], answer: Answer, code: str) -> None:
    found = may_open_in_emergency(replace(DANGER, **change))
    assert (found.answer, found.code) == (answer, code)


VALUES: dict[str, tuple[Any, ...]] = {
    "reader": tuple(Sector),
    "data": tuple(Sector),
    "own_provider": (False, True),
    "objected": tuple(By),
    "blocked": tuple(By),
    "consent": tuple(Said),
    "ability": tuple(Ability),
    "person": tuple(Person),
}
"""Every value of a fact; the rest are yes or no."""
SURE = {"reader", "data", "own_provider"}


def read_slowly(f: ReadingFacts) -> bool:
    """The act read aloud, with every fact known."""
    if f.reader is OUTSIDE or f.data is OUTSIDE:
        return False
    blocked = f.blocked is By.PERSON or (f.blocked is By.GUARDIAN and f.person is Person.ADULT)
    objected = f.objected is By.PERSON or (f.objected is By.GUARDIAN and f.person is Person.ADULT)
    if f.own_provider and f.reader is f.data:
        taking_part = f.relation if f.reader is CARE else f.support
        return bool(taking_part and f.matters and not blocked)
    if blocked or objected or not f.available or not f.informed or not f.matters:
        return False
    if f.reader is CARE:
        if not f.relation:
            return False
        if f.person is Person.YOUNG_CHILD:
            return True
    else:
        if not f.support:
            return False
        if f.data is CARE:
            return f.consent is Said.YES
        if f.person is Person.YOUNG_CHILD:
            return True
    if f.consent is Said.YES:
        return True
    if f.consent is Said.NO:
        return False
    return f.ability is Ability.LASTINGLY_NOT and not f.would_object


def open_slowly(f: ReadingFacts) -> bool:
    """3 kap. 5–6 §§ and PDL 4:5 read aloud."""
    if f.reader is not CARE or f.data is OUTSIDE or not f.danger or not f.matters:
        return False
    if f.person is not Person.YOUNG_CHILD and (f.consent is Said.NO or f.ability is Ability.CAN):
        return False
    if f.own_provider and f.data is CARE:
        return True
    stopped = {By.PERSON} if f.person is not Person.ADULT else {By.PERSON, By.GUARDIAN}
    return bool(f.available) and f.objected not in stopped and f.blocked not in stopped


def completed(f: ReadingFacts) -> list[ReadingFacts]:
    """Every way in which the unknown facts could turn out."""
    unknown = [field.name for field in fields(f) if getattr(f, field.name) is None]
    return [
        replace(f, **dict(zip(unknown, values, strict=True)))
        for values in product(*(VALUES.get(name, (False, True)) for name in unknown))
    ]


@st.composite
def some_facts(draw: st.DrawFn) -> ReadingFacts:
    """Facts near the worked cases, some of them unknown."""
    found = draw(st.sampled_from([PROVIDER, OFFICE, DANGER]))
    changed = draw(st.sets(st.sampled_from([field.name for field in fields(found)]), max_size=5))
    values = {}
    for name in sorted(changed):
        options = VALUES.get(name, (False, True))
        values[name] = draw(st.sampled_from(options if name in SURE else (None, *options)))
    return replace(found, **values)


def _expected(answers: set[bool]) -> Answer:
    return UNSURE if len(answers) > 1 else YES if answers == {True} else NO


@settings(max_examples=600, deadline=None)
@given(some_facts())
def test_the_rule_reads_as_the_act_reads(facts: ReadingFacts) -> None:
    """Whatever is unknown: yes and no only when they hold however it turns out."""
    everyway = completed(facts)
    assert may_read(facts).answer is _expected({read_slowly(one) for one in everyway})
    assert may_open_in_emergency(facts).answer is _expected({open_slowly(one) for one in everyway})


def test_nothing_known_opens_nothing() -> None:
    for reader, data in product(Sector, Sector):
        assert not may_read(ReadingFacts(reader, data)).allowed
        assert not may_open_in_emergency(ReadingFacts(reader, data)).allowed
