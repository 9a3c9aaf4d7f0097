"""Tryggt mottagande: how far it has come, whose turn it is, and how the days are counted (T12)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.rules.kinds import UnitKind
from tests.unit.transitions.chains import HOME, OFFICE, PARTIES, START, VC, WARD, fact, hour, notice
from transitions.rules.actions import can
from transitions.rules.audience import addressees, informs_only
from transitions.rules.chain import Chain, Fact, Party
from transitions.rules.everybody import PartState, everybody
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.reception import Stage, helping_team, reception
from transitions.rules.reception_tasks import reception_tasks
from transitions.rules.reception_values import ReceptionTerms
from transitions.rules.started import starts
from transitions.rules.task_values import RECEPTION_TASKS
from transitions.rules.tasks import TaskKind, tasks

K = ItemKind
TEAM, OTHER_TEAM = 21, 22
SWEDEN = ZoneInfo("Europe/Stockholm")
LIMITS = Limits()


def team(unit: int) -> Party:
    return Party(unit, UnitKind.HOME_RECEPTION_TEAM, municipal_side=True, open_care=False)


def chain(*facts: Fact) -> Chain:
    """A case with ward, office, vårdcentral, home care and two teams on it."""
    parties = {unit: PARTIES[unit] for unit in (WARD, OFFICE, VC, HOME)}
    parties |= {TEAM: team(TEAM), OTHER_TEAM: team(OTHER_TEAM)}
    return Chain.of(admitted_at=START, ward_id=WARD, parties=parties, facts=[notice(), *facts])


def order(at: float = 20, *, to: int = TEAM, **more: object) -> Fact:
    more = {"weeks": 3, "first_visit_hours": 4, "follow_up_days": 14, **more}
    return fact(K.HOME_RECEPTION_ORDERED, at, by=OFFICE, to=(to,), **more)


def step(kind: ItemKind, at: float, by: int = TEAM, **data: object) -> Fact:
    return fact(kind, at, by=by, **data)


def home(at: float = 50, to: str = "home") -> Fact:
    made = fact(K.DISCHARGED, at)
    return Fact(made.id, made.kind, made.at, made.by_id, {"to": to}, {}, frozenset())


YES = step(K.HOME_RECEPTION_ACCEPTED, 22)
NO = step(K.HOME_RECEPTION_DECLINED, 22, reason="full")
VISIT = step(K.HOME_RECEPTION_VISITED, 53)
OVER = step(K.HOME_RECEPTION_HANDED_OVER, 400, continues="none")
OF_A_FILE = step(K.HOME_RECEPTION_HANDED_OVER, 400)
DONE = step(K.HOME_RECEPTION_FOLLOWED_UP, 700, outcome="manages", safe="very")


@pytest.mark.parametrize(
    ("facts", "stage", "turn"),
    [
        ((order(),), Stage.ORDERED, (TEAM, TaskKind.ANSWER_RECEPTION)),
        ((order(), NO), Stage.DECLINED, (OFFICE, TaskKind.REARRANGE_RECEPTION)),
        ((order(), YES), Stage.ACCEPTED, (TEAM, TaskKind.PLAN_VISIT)),
        ((order(), YES, home()), Stage.ACCEPTED, (TEAM, TaskKind.FIRST_VISIT)),
        ((order(), YES, home(), VISIT), Stage.ONGOING, (TEAM, TaskKind.HAND_OVER_RECEPTION)),
        ((order(), YES, home(), VISIT, OVER), Stage.HANDED_OVER, (TEAM, TaskKind.FOLLOW_UP_RECEPTION)),
        ((order(), YES, home(), VISIT, OVER, DONE), Stage.FOLLOWED_UP, None),
        ((order(), YES, home(), VISIT, OF_A_FILE), Stage.HANDED_OVER, None),
        ((order(), home(), VISIT), Stage.ONGOING, (TEAM, TaskKind.HAND_OVER_RECEPTION)),
        ((order(), YES, home(to="short_term_housing")), Stage.ACCEPTED, None),
    ],
)
def test_each_stage_is_one_units_turn(
    facts: tuple[Fact, ...], stage: Stage, turn: tuple[int, TaskKind] | None
) -> None:
    whole = chain(*facts)
    found = reception(whole)
    assert found is not None
    assert found.stage is stage
    due = [(task.unit_id, task.kind) for task in reception_tasks(whole, LIMITS)]
    assert due == ([turn] if turn else [])
    assert {task.kind for task in tasks(whole, LIMITS)} & RECEPTION_TASKS == {kind for _, kind in due}


ACTS = {
    K.HOME_RECEPTION_ORDERED: {None, Stage.DECLINED, Stage.HANDED_OVER, Stage.FOLLOWED_UP},
    K.HOME_RECEPTION_ACCEPTED: {Stage.ORDERED},
    K.HOME_RECEPTION_DECLINED: {Stage.ORDERED},
    K.HOME_RECEPTION_PLANNED: {Stage.ACCEPTED},
    K.HOME_RECEPTION_VISITED: {Stage.ACCEPTED, Stage.ONGOING},
    K.HOME_RECEPTION_HANDED_OVER: {Stage.ACCEPTED, Stage.ONGOING},
    K.HOME_RECEPTION_FOLLOWED_UP: {Stage.HANDED_OVER},
}


def test_every_act_at_every_stage() -> None:
    for facts in (
        (),
        (order(),),
        (order(), NO),
        (order(), YES),
        (order(), YES, VISIT),
        (order(), YES, VISIT, OVER),
        (order(), YES, VISIT, OVER, DONE),
    ):
        whole = chain(*facts)
        found = reception(whole)
        stage = found.stage if found else None
        for kind, stages in ACTS.items():
            assert can(kind, whole, hour(800)).allowed is (stage in stages), (kind, stage)
    dead = chain(order(), YES, fact(K.DIED, 60))
    assert not can(K.HOME_RECEPTION_VISITED, dead, hour(61)).allowed
    assert not list(reception_tasks(dead, LIMITS))


def test_due_times_follow_the_terms_of_the_order() -> None:
    def due(*facts: Fact) -> tuple[datetime | None, datetime | None]:
        (task,) = reception_tasks(chain(*facts), LIMITS)
        return task.shows_from, task.due_at

    assert due(order()) == (None, hour(44))
    assert due(order(), YES, home()) == (None, hour(54))
    plan = step(K.HOME_RECEPTION_PLANNED, 23, visit_at=hour(51).isoformat())
    assert due(order(), YES, plan, home()) == (None, hour(51)), "as it was planned"
    # Admitted Monday 2 March, first visit Wednesday 4 March: three weeks end on the 24th, Swedish time.
    assert due(order(), YES, home(), VISIT) == (None, datetime(2026, 3, 24, 23, tzinfo=UTC))
    # Handed over Thursday 19 March; 14 days later is 2 April, summer time.
    shows, ends = due(order(), YES, home(), VISIT, OVER)
    assert ends == datetime(2026, 4, 2, 22, tzinfo=UTC)
    assert shows == ends - timedelta(days=3)
    assert not list(reception_tasks(chain(order(), YES, plan), LIMITS)), "planned, and the person is not home"


def test_a_no_is_the_offices_until_it_has_ordered_otherwise() -> None:
    ordinary = fact(K.HOME_CARE_NOTIFIED, 24, by=OFFICE, to=(HOME,), cause="order")
    by_itself = fact(K.HOME_CARE_NOTIFIED, 24, by=WARD, to=(HOME,), cause="discharged")
    assert not list(reception_tasks(chain(order(), NO, ordinary), LIMITS))
    assert list(reception_tasks(chain(order(), NO, by_itself), LIMITS))
    again = chain(order(), NO, order(26, to=OTHER_TEAM))
    assert [(one.unit_id, one.kind) for one in reception_tasks(again, LIMITS)] == [
        (OTHER_TEAM, TaskKind.ANSWER_RECEPTION)
    ]


def test_steps_belong_to_their_own_order() -> None:
    """An order that is cancelled takes its steps with it."""
    first = order(20, number=500)
    second = order(26, to=OTHER_TEAM, number=600)
    no = step(K.HOME_RECEPTION_DECLINED, 22, reason="full", of_item=500)
    yes = step(K.HOME_RECEPTION_ACCEPTED, 28, by=OTHER_TEAM, of_item=600)
    found = reception(chain(first, no, second, yes))
    assert found is not None
    assert (found.team_id, found.stage) == (OTHER_TEAM, Stage.ACCEPTED)
    gone = Fact(
        second.id, second.kind, second.at, OFFICE, second.data, second.to, second.named, cancelled=True
    )
    found = reception(chain(first, no, gone, yes))
    assert found is not None
    assert (found.team_id, found.stage) == (TEAM, Stage.DECLINED)


def test_an_order_of_a_file_names_nobody() -> None:
    bare = Fact(9_001, K.HOME_RECEPTION_ORDERED, hour(20), OFFICE, {}, {}, frozenset())
    yes = step(K.HOME_RECEPTION_ACCEPTED, 22, by=OTHER_TEAM)
    found = reception(chain(bare, yes))
    assert found is not None
    assert (found.team_id, found.terms.weeks) == (OTHER_TEAM, 2)


def test_the_team_hears_until_it_hands_over_and_counts_as_a_part_of_the_day() -> None:
    date_changed = fact(K.EXPECTED_DISCHARGE_CHANGED, 30, expected_discharge="2026-03-07")
    for facts, team_id in (
        ((order(),), TEAM),
        ((order(), YES), TEAM),
        ((order(), NO), None),
        ((order(), YES, VISIT, OVER), None),
    ):
        whole = chain(*facts, date_changed)
        assert helping_team(whole) == team_id
        parts = {part.part: part for part in everybody(whole, [])}
        assert parts["reception"].unit_id == team_id
    assert {part.part: part.state for part in everybody(chain(order(), date_changed), [])}["reception"] is (
        PartState.NOT_TOLD
    )


def test_the_first_visit_is_how_a_team_says_that_it_has_started() -> None:
    told = fact(K.HOME_CARE_NOTIFIED, 51, to=(TEAM, HOME), cause="discharged")
    assert [one.unit_id for one in starts(chain(order(), YES, home(), told))] == [HOME]
    assert [one.unit_id for one in starts(chain(home(), told))] == [HOME, TEAM], (
        "without an order it is asked"
    )


def test_another_team_and_other_home_care_hear_nothing_of_what_names_somebody() -> None:
    whole = chain()
    ordered = addressees(K.HOME_RECEPTION_ORDERED, whole, named=frozenset({TEAM}), by_id=OFFICE)
    assert set(ordered) == {TEAM}
    handed = addressees(K.HOME_RECEPTION_HANDED_OVER, whole, named=frozenset({99}), by_id=TEAM)
    assert set(handed) == {OFFICE, 99}
    assert informs_only(K.HOME_RECEPTION_HANDED_OVER, named=False)
    assert not informs_only(K.HOME_RECEPTION_HANDED_OVER, named=True)


@given(
    st.lists(st.integers(0, 24 * 90), min_size=1, max_size=12),
    st.integers(1, 12),
    st.sampled_from([datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 10, 10, tzinfo=UTC)]),
)
def test_days_agree_with_a_calendar_walked_day_by_day(hours: list[int], weeks: int, start: datetime) -> None:
    """Over both changes of the clock, in whatever order the visits were written down."""
    made = [start + timedelta(hours=number) for number in hours]
    visits = [
        Fact(
            10_000 + number,
            K.HOME_RECEPTION_VISITED,
            start + timedelta(days=200),
            TEAM,
            {"visited_at": at.isoformat()},
            {},
        )
        for number, at in enumerate(made)
    ]
    before = Fact(
        9_000, K.HOME_RECEPTION_ORDERED, start, OFFICE, {"weeks": weeks}, {TEAM: None}, frozenset({TEAM})
    )
    parties = {OFFICE: PARTIES[OFFICE], WARD: PARTIES[WARD], TEAM: team(TEAM)}
    found = reception(Chain.of(admitted_at=start, ward_id=WARD, parties=parties, facts=[before, *visits]))
    assert found is not None
    day: date = min(made).astimezone(SWEDEN).date()
    seen, last = [], day
    for number in range(91):
        if any(at.astimezone(SWEDEN).date() == day for at in made):
            seen.append(day)
        if number == 7 * weeks - 1:
            last = day
        day += timedelta(days=1)
    assert list(found.days) == seen
    assert found.ends_on == last


@pytest.mark.parametrize(
    "wrong",
    [
        {"weeks": 0},
        {"weeks": 13},
        {"first_visit_hours": 73},
        {"follow_up_days": 181},
        {"criteria": [" "]},
        {"criteria": ["x"] * 13},
    ],
)
def test_terms_that_no_municipality_can_mean_are_refused(wrong: dict[str, object]) -> None:
    right = {"weeks": 2, "first_visit_hours": 4, "follow_up_days": 14, "criteria": ["Bor ensam"]}
    assert ReceptionTerms.of(ReceptionTerms.of(right).stored()) == ReceptionTerms.of(right)
    with pytest.raises(ValueError, match=r"^"):
        ReceptionTerms.of({**right, **wrong})
