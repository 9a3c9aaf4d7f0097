"""What carries a field: words, assessments, representatives, and the table of fields."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transitions.presenters.sending import field_grounds, sending_lines
from transitions.rules.disclosure import Ability, Person
from transitions.rules.fields import FIELDS, Carrier, carrier, ground_of, withheld
from transitions.rules.harm import HarmFacts, OslGround, WhyNoConsent, may_assess
from transitions.rules.kinds import Ground, ItemKind, Scope
from transitions.rules.notice import BEYOND_THE_ACT
from transitions.rules.representation import (
    Mandate,
    Representation,
    RepresentativeKind,
    may_block,
    may_consent,
    person_of,
)
from transitions.rules.sectors import Sector
from transitions.rules.standing import Assessment, Standing, Word

T0 = datetime(2026, 3, 2, 9, tzinfo=UTC)
UNITS = (1, 2)
NOTICE = ItemKind.ADMISSION_NOTICE_SENT


def hour(number: int) -> datetime:
    """So many hours after the beginning."""
    return T0 + timedelta(hours=number)


YES = Word(Scope.INFORMATION, True, hour(1))
NO = Word(Scope.INFORMATION, False, hour(1))
WEIGHED = Assessment(Scope.INFORMATION, True, OslGround.NO_HARM_CARE, hour(2))

HARM = HarmFacts(
    ground=OslGround.NO_HARM_CARE,
    by=Sector.HEALTH_CARE,
    private=False,
    why=WhyNoConsent.NOT_REACHED,
    vulnerable=False,
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "ok"),
        ({"ground": OslGround.CONSENT}, "record_the_consent"),
        ({"ground": OslGround.NO_HARM_SOCIAL}, "other_side"),
        ({"by": Sector.SOCIAL_SERVICES}, "other_side"),
        ({"ground": OslGround.VULNERABLE_SOCIAL}, "other_side"),
        ({"ground": OslGround.UNABLE}, "only_unable"),
        ({"ground": OslGround.UNABLE, "why": WhyNoConsent.UNABLE}, "ok"),
        ({"ground": OslGround.VULNERABLE_CARE}, "only_vulnerable"),
        ({"ground": OslGround.VULNERABLE_CARE, "vulnerable": True, "why": WhyNoConsent.REFUSES}, "ok"),
        ({"ground": OslGround.PRIVATE_PROVIDER}, "private_only"),
        ({"ground": OslGround.PRIVATE_PROVIDER, "private": True}, "ok"),
        ({"why": WhyNoConsent.REFUSES}, "person_refuses"),
        ({"ground": OslGround.OWN_ACTIVITY, "why": WhyNoConsent.REFUSES}, "ok"),
        ({"why": WhyNoConsent.REFUSES, "discloses": False}, "ok"),
    ],
)
def test_a_ground_fits_who_weighs_and_whom_it_is_about(change: dict[str, Any], code: str) -> None:
    """law.md 6.5."""
    assert may_assess(replace(HARM, **change)).code == code


TODAY = date(2026, 3, 2)
GUARDIAN = Representation(RepresentativeKind.GUARDIAN, (), TODAY - timedelta(days=1))
GOD_MAN = Representation(RepresentativeKind.GOD_MAN, (Mandate.PERSON,), TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("who", "person", "ability", "code"),
    [
        (GUARDIAN, Person.YOUNG_CHILD, None, "ok"),
        (GUARDIAN, Person.MATURE_CHILD, None, "child_decides"),
        (GUARDIAN, Person.ADULT, None, "not_in_force"),
        (replace(GUARDIAN, valid_to=TODAY - timedelta(days=1)), Person.YOUNG_CHILD, None, "not_in_force"),
        (replace(GUARDIAN, valid_to=TODAY), Person.YOUNG_CHILD, None, "ok"),
        (GOD_MAN, Person.ADULT, Ability.CAN, "person_decides"),
        (GOD_MAN, Person.ADULT, Ability.LASTINGLY_NOT, "ask_and_assess"),
        (GOD_MAN, Person.ADULT, None, "ask_and_assess"),
        (replace(GOD_MAN, mandates=(Mandate.PROPERTY,)), Person.ADULT, None, "outside_mandate"),
        (
            replace(GOD_MAN, kind=RepresentativeKind.FORVALTARE),
            Person.ADULT,
            Ability.LASTINGLY_NOT,
            "ask_and_assess",
        ),
        (replace(GOD_MAN, kind=RepresentativeKind.FUTURE_PROXY), Person.ADULT, None, "ask_and_assess"),
    ],
)
def test_who_may_consent_for_whom(
    who: Representation, person: Person, ability: Ability | None, code: str
) -> None:
    """law.md 6.7: only the guardians of a young child replace consent."""
    assert may_consent(who, person=person, ability=ability, on=TODAY).code == code


def test_no_representative_blocks() -> None:
    """PDL 4:4, SVOD 2:3."""
    for person in (Person.YOUNG_CHILD, Person.MATURE_CHILD):
        assert may_block(RepresentativeKind.GUARDIAN, person).code == "guardian_cannot_block"
    assert may_block(RepresentativeKind.GOD_MAN, Person.ADULT).code == "ask_and_assess"


def test_a_child_decides_by_maturity() -> None:
    assert person_of(44, mature=None) is Person.ADULT
    assert person_of(18, mature=False) is Person.ADULT
    assert person_of(17, mature=True) is Person.MATURE_CHILD
    assert person_of(17, mature=False) is Person.YOUNG_CHILD
    assert person_of(17, mature=None) is None
    assert person_of(None, mature=True) is None


@pytest.mark.parametrize(
    ("standing", "at", "beyond", "duty"),
    [
        (Standing(), 3, None, True),
        (Standing((YES,)), 0, None, True),
        (Standing((YES,)), 1, Ground.CONSENT, True),
        (Standing((replace(YES, until=hour(3)),)), 3, None, True),
        (Standing((replace(YES, withdrawn_at=hour(3)),)), 3, None, False),
        (Standing((replace(YES, units=frozenset({2})),)), 3, None, True),
        (Standing((replace(YES, scope=Scope.READING),)), 3, None, True),
        (Standing((NO,)), 3, None, False),
        (Standing((NO, replace(YES, since=hour(2)))), 3, Ground.CONSENT, True),
        (Standing((NO,), (WEIGHED,)), 3, Ground.HARM_ASSESSMENT, True),
        (Standing((replace(NO, since=hour(3)),), (WEIGHED,)), 3, None, False),
        (Standing((), (replace(WEIGHED, discloses=False),)), 3, None, False),
        (Standing((), (WEIGHED, replace(WEIGHED, since=hour(3), discloses=False))), 3, None, False),
        (Standing((), (replace(WEIGHED, ground=OslGround.DUTY),)), 3, None, True),
        (Standing((NO,), (replace(WEIGHED, ground=OslGround.DUTY),)), 3, None, True),
        (Standing((), (replace(WEIGHED, until=hour(3)),)), 3, None, True),
        (Standing((YES,), (replace(WEIGHED, discloses=False),)), 3, Ground.CONSENT, False),
    ],
)
def test_what_stands(standing: Standing, at: int, beyond: Ground | None, duty: bool) -> None:
    assert standing.carries_beyond([Scope.INFORMATION], 1, hour(at)) is beyond
    assert standing.carries_duty(1, hour(at)) is duty


_HOURS = st.integers(0, 6)
_ENDS = st.none() | _HOURS.map(hour)
_REACH = st.sampled_from([frozenset[int](), frozenset({1}), frozenset({2})])


@st.composite
def words(draw: st.DrawFn) -> Word:
    """A yes or a no that ends after it began."""
    since = draw(_HOURS)
    later = st.none() | st.integers(since + 1, 8).map(hour)
    yes = draw(st.booleans())
    return Word(
        Scope.INFORMATION,
        yes,
        hour(since),
        draw(later) if yes else None,
        draw(later) if yes else None,
        draw(_REACH) if yes else frozenset(),
    )


assessments = st.builds(
    Assessment,
    scope=st.just(Scope.INFORMATION),
    discloses=st.booleans(),
    ground=st.sampled_from([OslGround.NO_HARM_CARE, OslGround.DUTY]),
    since=_HOURS.map(hour),
    until=_ENDS,
    units=_REACH,
)


def read_slowly(standing: Standing, unit: int, now: int) -> tuple[Ground | None, bool]:
    """The same, hour by hour from the beginning: what each hour changes, and what it leaves."""
    said_no_at: int | None = None
    last_yes_at: int | None = None
    weighed: list[Assessment] = []
    for passed in range(now + 1):
        moment = hour(passed)
        nos = [word for word in standing.words if not word.yes and word.since == moment]
        nos += [word for word in standing.words if word.yes and word.withdrawn_at == moment]
        if nos:
            said_no_at = passed
            weighed = []
        weighed += [one for one in standing.assessments if one.since == moment]
    at = hour(now)
    in_force = [
        word
        for word in standing.words
        if word.yes
        and word.since <= at
        and not any(end and end <= at for end in (word.until, word.withdrawn_at))
    ]
    for word in in_force:
        began = int((word.since - T0).total_seconds() // 3600)
        last_yes_at = began if last_yes_at is None else max(last_yes_at, began)
    ours = [
        one
        for one in weighed
        if (not one.units or unit in one.units) and not (one.until is not None and one.until <= at)
    ]
    newest = None
    for one in ours:
        if newest is None or one.since > newest.since:
            newest = one
    objecting = said_no_at is not None and (last_yes_at is None or last_yes_at <= said_no_at)
    consent = any(not word.units or unit in word.units for word in in_force)
    beyond: Ground | None = None
    if consent:
        beyond = Ground.CONSENT
    elif newest is not None and newest.discloses and newest.ground is not OslGround.DUTY:
        beyond = Ground.HARM_ASSESSMENT
    return beyond, newest.discloses if newest is not None else not objecting


@settings(max_examples=300, deadline=None)
@given(st.lists(words(), max_size=4), st.lists(assessments, max_size=3), st.integers(0, 8))
def test_what_stands_is_what_a_diary_says(said: list[Word], weighed: list[Assessment], now: int) -> None:
    standing = Standing(tuple(said), tuple(weighed))
    for unit in UNITS:
        beyond, duty = read_slowly(standing, unit, now)
        assert standing.carries_beyond([Scope.INFORMATION], unit, hour(now)) is beyond
        assert standing.carries_duty(unit, hour(now)) is duty


def test_every_kind_has_its_fields_and_every_note_a_carrier() -> None:
    assert set(FIELDS) == set(ItemKind)
    assert all("note" in fields for fields in FIELDS.values())
    with pytest.raises(KeyError):
        carrier(NOTICE, "diagnosis")


def test_the_content_of_lus_2_2_is_a_duty_and_nothing_else_of_the_notice_is() -> None:
    """Name, number and registered address are the person's card; the date is the notice's."""
    duties = {name for name, carried_by in FIELDS[NOTICE].items() if carried_by is Carrier.DUTY}
    assert duties == {"expected_discharge", "certainty"}
    assert {name for name, carried_by in FIELDS[NOTICE].items() if carried_by is Carrier.BEYOND} == {
        *BEYOND_THE_ACT,
        "needs",
        "note",
    }


def test_a_duty_is_carried_whatever_the_person_says() -> None:
    refuses = Standing((NO,), (replace(WEIGHED, discloses=False),))
    for kind, fields in FIELDS.items():
        for name, carried_by in fields.items():
            if carried_by is Carrier.DUTY:
                found = ground_of(carried_by, kind, standing=refuses, unit=1, at=hour(3))
                assert found is not None, (kind, name)


def test_what_is_not_carried_is_withheld_unit_by_unit() -> None:
    fields = dict(FIELDS[NOTICE])
    to_one = Standing((replace(YES, units=frozenset({1})),))
    assert withheld(fields, NOTICE, standing=to_one, unit=1, at=hour(3)) == ()
    assert set(withheld(fields, NOTICE, standing=to_one, unit=2, at=hour(3))) == {
        *BEYOND_THE_ACT,
        "needs",
        "note",
    }


def test_the_send_page_says_what_the_service_does() -> None:
    to_one = Standing((replace(YES, units=frozenset({1})),))
    units = {1: "Biståndsenheten", 2: "Vårdcentralen"}
    lines = sending_lines(NOTICE, ("expected_discharge", "function"), units, standing=to_one, at=hour(3))
    assert [(line.ground, line.units, line.everybody) for line in lines] == [
        ("duty", ("Biståndsenheten", "Vårdcentralen"), True),
        ("consent", ("Biståndsenheten",), False),
        ("none", ("Vårdcentralen",), False),
    ]
    grounds = field_grounds(NOTICE, ("expected_discharge", "function"), (2,), standing=to_one, at=hour(3))
    assert grounds == {"expected_discharge": "duty", "function": "none"}


def test_the_document_says_what_the_table_says() -> None:
    """docs/visibility.md has one row for each kind: its fields by what carries them."""
    text = (Path(__file__).parents[3] / "docs" / "visibility.md").read_text()
    section = text.split("## What carries each field")[1].split("\n## ")[0]
    rows = {
        cells[0]: cells[1:]
        for cells in ([cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines())
        if len(cells) == 6
    }
    columns = (Carrier.DUTY, Carrier.UNLESS_SECRECY, Carrier.BEYOND, Carrier.SENDER, Carrier.PROCESS)
    for kind, fields in FIELDS.items():
        told = [set(re.findall(r"[a-z_]+", cell)) for cell in rows[f"`{kind}`"]]
        assert told == [
            {name for name, carried_by in fields.items() if carried_by is column} for column in columns
        ], kind
