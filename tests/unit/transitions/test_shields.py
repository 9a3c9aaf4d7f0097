"""Block, emergency opening, protection: the rules, the block against a slow reference."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import Role, UnitKind
from transitions.rules import shields
from transitions.rules.kinds import Ground, Protection
from transitions.rules.shields import Bar, LiftGround, Place, ReviewOutcome, ShieldLimits, StatedBy

REASON = "Medvetslös, vi behöver veta vilka läkemedel."
UNITS = {1: 10, 2: 10, 3: 20, 4: 30}
"""Unit to organisation: two units in one organisation, two alone."""

places = st.sampled_from([Place(unit, organisation) for unit, organisation in UNITS.items()])
blocks = st.lists(
    st.one_of(
        st.sampled_from(sorted(set(UNITS.values()))).map(Bar),
        st.sampled_from(sorted(UNITS)).map(lambda unit: Bar(UNITS[unit], unit)),
    ),
    max_size=3,
)
grounds = st.one_of(st.none(), st.sampled_from(sorted(Ground)))


def slow(writer: Place, reader: Place, ground: Ground | None, standing: list[Bar]) -> bool:
    """As the acts say it, one step at a time."""
    if reader == writer:
        return True
    if ground is None:
        return False
    if ground == "own" or ground.startswith("lus_"):
        return True
    inside = {
        bar: {
            unit
            for unit, organisation in UNITS.items()
            if (unit == bar.unit_id if bar.unit_id else organisation == bar.organisation_id)
        }
        for bar in standing
    }
    return not any(writer.unit_id in units and reader.unit_id not in units for units in inside.values())


@given(writer=places, reader=places, ground=grounds, standing=blocks)
def test_a_block_hides_what_the_slow_reading_of_the_acts_hides(
    writer: Place, reader: Place, ground: Ground | None, standing: list[Bar]
) -> None:
    found = shields.shown(writer=writer, reader=reader, ground=ground, blocks=standing)
    assert found is slow(writer, reader, ground, standing)


def test_a_guardian_does_not_block_and_a_proxy_says_what_the_order_covers() -> None:
    code = {who: shields.may_block(stated_by=who, explained="", own=True).code for who in StatedBy}
    assert code == {
        StatedBy.PATIENT: "ok",
        StatedBy.PROXY: "no_reason",
        StatedBy.GUARDIAN: "guardian_may_not_block",
    }
    assert shields.may_block(
        stated_by=StatedBy.PROXY, explained="God man, sörja för person", own=True
    ).allowed
    assert shields.may_block(stated_by=StatedBy.PATIENT, explained="", own=False).code == "not_own_data"


@pytest.mark.parametrize(
    ("ground", "explained", "health_care", "code"),
    [
        (LiftGround.PATIENT, "", False, "ok"),
        (LiftGround.CONSENT, "", False, "ok"),
        (LiftGround.UNAVOIDABLE, REASON, True, "ok"),
        (LiftGround.UNAVOIDABLE, REASON, False, "not_health_care"),
        (LiftGround.UNAVOIDABLE, "", True, "no_reason"),
    ],
)
def test_a_block_is_lifted_on_the_acts_grounds(
    ground: LiftGround, explained: str, health_care: bool, code: str
) -> None:
    found = shields.may_lift(
        ground=ground, explained=explained, health_care=health_care, own=True, lifted=False
    )
    assert found.code == code


EMERGENCY = {
    (Role.WARD_NURSE, UnitKind.WARD),
    (Role.WARD_DOCTOR, UnitKind.WARD),
    (Role.CARE_CONTACT, UnitKind.PRIMARY_CARE),
    (Role.REHAB, UnitKind.PRIMARY_CARE_REHAB),
    (Role.HOUSING_NURSE, UnitKind.MUNICIPAL_HEALTH_CARE),
    (Role.HOUSING_NURSE, UnitKind.SPECIAL_HOUSING),
    (Role.OTHER_CARE, UnitKind.OUT_OF_HOURS_CARE),
}
NEVER = {
    *product(
        set(Role)
        - {
            Role.WARD_NURSE,
            Role.WARD_DOCTOR,
            Role.CARE_CONTACT,
            Role.REHAB,
            Role.HOUSING_NURSE,
            Role.OTHER_CARE,
        },
        UnitKind,
    ),
    *product(
        Role,
        {
            UnitKind.ASSESSMENT_OFFICE,
            UnitKind.HOME_CARE,
            UnitKind.NIGHT_PATROL,
            UnitKind.LSS,
            UnitKind.HOUSING_SUPPORT,
            UnitKind.ADDICTION_SERVICES,
            UnitKind.CHILD_WELFARE,
            UnitKind.DAY_ACTIVITY,
        },
    ),
}


def _open(role: Role, kind: UnitKind, explained: str = REASON, recent: int = 0) -> str:
    return shields.may_open_emergency(
        role=role, kind=kind, explained=explained, opened_last_hour=recent, limits=ShieldLimits()
    ).code


def test_only_care_providers_open_in_an_emergency() -> None:
    assert {pair for pair in EMERGENCY if _open(*pair) != "ok"} == set()
    assert {pair for pair in NEVER if _open(*pair) != "not_health_care"} == set()


def test_an_emergency_opening_has_a_reason_and_a_number_an_hour() -> None:
    ward = Role.WARD_NURSE, UnitKind.WARD
    assert _open(*ward, explained="akut    ") == "no_reason"
    assert [_open(*ward, recent=count) for count in (4, 5, 6)] == [
        "ok",
        "too_many_openings",
        "too_many_openings",
    ]


def test_nobody_reviews_the_own_opening_or_another_organisations() -> None:
    def code(**facts: object) -> str:
        asked = {
            "role": Role.MAS,
            "own_organisation": True,
            "own_opening": False,
            "outcome": ReviewOutcome.JUSTIFIED,
            "explained": "",
            **facts,
        }
        return shields.may_review(**asked).code  # type: ignore[arg-type]

    assert code() == code(role=Role.MANAGER) == "ok"
    assert code(role=Role.WARD_NURSE) == code(own_organisation=False) == "not_reviewer"
    assert code(own_opening=True) == "own_opening"
    assert code(outcome=ReviewOutcome.UNJUSTIFIED) == "no_reason"


@given(before=st.sampled_from(Protection), told=st.sampled_from(Protection))
def test_an_admission_never_weakens_a_protection(before: Protection, told: Protection) -> None:
    kept = shields.kept_protection(before, told)
    assert kept is (before if before is not Protection.NONE else told)
    assert shields.may_change_protection(before=before, after=told, explained=REASON).allowed is (
        before is not told
    )
