"""A result that needs people is a task of both sides, with the question in words, until both have decided."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from core import clock
from liability import services
from liability.rules.decisions import QUESTIONS, Choice
from liability.rules.reasons import ReasonCode
from liability.services.decisions import answer_decision, propose_decision
from tests.database import kept_rows
from tests.liability.support import NOTICE, Stay, at, stay
from transitions.models import Task
from transitions.rules.tasks import TaskKind
from transitions.services.work import sweep_deadlines

ASKED = at("2022-03-09 10:00")
LATER = at("2022-03-12 10:00")
PROPOSE, ANSWER = str(TaskKind.PROPOSE_OWING), str(TaskKind.ANSWER_OWING)
QUESTION = QUESTIONS[ReasonCode.OPEN_CARE_AVAILABLE_AGAIN]


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stay]:
    with kept_rows(django_db_blocker):
        made = stay().all_in_time().ready()
        made.happens("open_care_unavailable", "2022-03-07 11:00", by="vc")
        made.happens("open_care_available", "2022-03-08 11:00", by="vc")
        services.assess_episode(episode_id=made.id, as_of=ASKED)
        yield made


@pytest.fixture
def told(made_once: Stay, db: None) -> Stay:
    """Open care that was missing a day and then was there: only people can say what follows."""
    return made_once


def asked(told: Stay) -> dict[str, str]:
    """Who has the task, by unit: its kind."""
    kinds = [TaskKind.PROPOSE_OWING, TaskKind.ANSWER_OWING]
    names = {told.region.id(name): name for name in ("ward", "office", "vc")}
    found = Task.objects.filter(episode_id=told.id, kind__in=kinds)
    return {names[unit]: str(kind) for unit, kind in found.values_list("unit_id", "kind")}


def propose(told: Stay, unit: str) -> object:
    return propose_decision(
        acting=told.region.acting(unit),
        episode_id=told.id,
        notice_at=at(NOTICE),
        choice=Choice.NOT_OWED,
        from_day=None,
        text="Insatserna saknades.",
    ).public_id


def answer(told: Stay, unit: str, proposal: object, *, accepted: bool) -> None:
    answer_decision(
        acting=told.region.acting(unit),
        episode_id=told.id,
        public_id=proposal,  # type: ignore[arg-type]
        accepted=accepted,
        text="Se journalen.",
    )


def test_both_sides_have_the_question_and_nobody_else(told: Stay) -> None:
    assert asked(told) == {"ward": PROPOSE, "office": PROPOSE}
    row = Task.objects.get(episode_id=told.id, kind=PROPOSE, unit_id=told.region.id("ward"))
    assert (row.waits_for, row.since, row.due_at) == ("open_care_available_again", ASKED, None)


def test_the_question_keeps_its_age_as_the_days_go(told: Stay) -> None:
    services.assess_episode(episode_id=told.id, as_of=LATER)
    ages = Task.objects.filter(episode_id=told.id, kind=PROPOSE).values_list("since", flat=True)
    assert set(ages) == {ASKED}


@pytest.mark.parametrize(("first", "other"), [("ward", "office"), ("office", "ward")])
def test_the_other_side_has_the_word_after_a_proposal(told: Stay, first: str, other: str) -> None:
    proposal = propose(told, first)
    assert asked(told) == {other: ANSWER}
    services.assess_episode(episode_id=told.id, as_of=LATER)
    assert asked(told) == {other: ANSWER}
    answer(told, other, proposal, accepted=False)
    assert asked(told) == {"ward": PROPOSE, "office": PROPOSE}


def test_it_ends_when_both_have_decided_and_stays_ended(told: Stay) -> None:
    proposal = propose(told, "ward")
    answer(told, "office", proposal, accepted=True)
    assert asked(told) == {}
    services.assess_episode(episode_id=told.id, as_of=LATER)
    assert told.current.status == "not_liable"
    assert asked(told) == {}
    assert told.episode.owing_question == ""


def test_it_ends_when_the_facts_answer_it(told: Stay) -> None:
    told.happens("discharge_ready_withdrawn", "2022-03-07 10:30", to=["office"])
    services.assess_episode(episode_id=told.id, as_of=LATER)
    assert asked(told) == {}


@pytest.mark.parametrize(("days", "who"), [(15, {"ward": PROPOSE, "office": PROPOSE}), (121, {})])
@pytest.mark.parametrize("how", ["died", "discharged"])
def test_it_outlives_the_stay(
    told: Stay, monkeypatch: pytest.MonkeyPatch, how: str, days: int, who: dict[str, str]
) -> None:
    """Longer than a closed case stays on the lists, but not for ever: the list of questions keeps it."""
    over = at("2022-03-11 10:00")
    monkeypatch.setattr(clock, "_machine_now", lambda: over + timedelta(minutes=1))
    if how == "died":
        told.happens("died", "2022-03-11 10:00", to=["office"])
    else:
        told.discharged("2022-03-11 10:00")
    services.assess_episode(episode_id=told.id, as_of=over + timedelta(minutes=1))
    assert told.current.status == "needs_review"
    assert asked(told) == {"ward": PROPOSE, "office": PROPOSE}
    later = over + timedelta(days=days, minutes=1)
    monkeypatch.setattr(clock, "_machine_now", lambda: later)
    sweep_deadlines(acting=told.region.acting("ward"), now=later)
    services.assess_episode(episode_id=told.id, as_of=later)
    assert asked(told) == who
    assert set(Task.objects.filter(episode_id=told.id).values_list("kind", flat=True)) <= {PROPOSE}


def test_the_pages_spell_it_out(told: Stay) -> None:
    for unit in ("ward", "office"):
        client = told.region.client(unit)
        listed = client.get(reverse("worklist")).content.decode()
        assert QUESTION in listed
    case = reverse("case", args=[told.episode.public_id])
    page = told.region.client("office").get(case).content.decode()
    assert QUESTION in page
    propose(told, "ward")
    Task.objects.filter(episode_id=told.id).exclude(kind=ANSWER).delete()
    page = told.region.client("office").get(case).content.decode()
    assert "Se frågan och svara" in page
    assert reverse("liability", args=[told.episode.public_id]) in page
    vc = told.region.client("vc").get(case).content.decode()
    assert QUESTION not in vc
