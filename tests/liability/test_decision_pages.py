"""A question that the act leaves open: asked on the case, proposed by one side, answered by the other."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AccessLogRow, OutboxMessage
from liability import services
from liability.models import Assessment, Decision
from liability.rules.decisions import Choice
from liability.services.decisions import answer_decision, propose_decision
from tests.database import kept_rows
from tests.liability.statement_support import set_terms
from tests.liability.support import Stay, at, stay
from transitions.locks import NotFound

LATER = at("2022-03-20 10:00")


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stay]:
    with kept_rows(django_db_blocker):
        made = stay()
        set_terms(made)
        made.ready()
        made.happens(
            "sip_called", "2022-03-14 10:00", by="vc", to=["office"], caller="care_contact", sip="S-1"
        )
        made.discharged()
        services.assess_episode(episode_id=made.id, as_of=LATER)
        yield made


@pytest.fixture
def told(made_once: Stay, db: None) -> Stay:
    """A call to SIP that came too late; the same for the whole file."""
    return made_once


def propose(told: Stay, unit: str, choice: Choice = Choice.OWED, day: str | None = "2022-03-14") -> Decision:
    return propose_decision(
        acting=told.region.acting(unit),
        episode_id=told.id,
        notice_at=at("2022-03-07 10:00"),
        choice=choice,
        from_day=at(f"{day} 00:00").date() if day else None,
        text="Kallelsen dröjde en vecka.",
    )


def answer(told: Stay, unit: str, row: Decision, *, accepted: bool, text: str = "") -> Decision:
    return answer_decision(
        acting=told.region.acting(unit),
        episode_id=told.id,
        public_id=row.public_id,
        accepted=accepted,
        text=text,
    )


def test_what_both_decide_is_part_of_the_result_and_the_earlier_one_is_kept(told: Stay) -> None:
    assert told.current.status == "needs_review"
    row = propose(told, "ward")
    before = OutboxMessage.objects.filter(event="liability.due").count()
    answer(told, "office", row, accepted=True)
    assert OutboxMessage.objects.filter(event="liability.due").count() == before + 1
    services.assess_episode(episode_id=told.id, as_of=LATER)
    assert (told.current.status, told.current.days, told.current.amount) == ("liable", 2, 18_600)
    assert any(reason["code"] == "decided_owed" for reason in told.current.reasons)
    assert Assessment.objects.filter(episode_id=told.id).count() == 2
    with pytest.raises(Conflict):
        propose(told, "office", Choice.NOT_OWED, None)


def test_one_side_alone_decides_nothing(told: Stay) -> None:
    row = propose(told, "office", Choice.NOT_OWED, None)
    with pytest.raises(Conflict) as own:
        answer(told, "office", row, accepted=True)
    assert own.value.code == "own_proposal"
    with pytest.raises(Conflict) as twice:
        propose(told, "ward")
    assert twice.value.code == "proposed_already"
    with pytest.raises(Invalid):
        answer(told, "ward", row, accepted=False)
    answer(told, "ward", row, accepted=False, text="Nej, vårdcentralen var stängd.")
    services.assess_episode(episode_id=told.id, as_of=LATER)
    assert told.current.status == "needs_review"
    propose(told, "ward")


def test_a_day_outside_the_period_is_refused(told: Stay) -> None:
    with pytest.raises(Invalid) as refused:
        propose(told, "ward", day="2022-03-17")
    assert "2022-03-07 till 2022-03-16" in refused.value.message


def test_others_propose_nothing(told: Stay) -> None:
    for unit in ("other_ward", "other_office"):
        with pytest.raises(NotFound):
            propose(told, unit)


def test_the_database_refuses_a_decision_of_one_side(told: Stay) -> None:
    row = propose(told, "ward")
    for change in (
        {"state": "accepted"},
        {"state": "accepted", "answered_at": LATER, "answered_side": "region"},
        {"from_day": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=row.pk).update(**change)


def test_the_pages(told: Stay) -> None:
    ward, office = told.region.client("ward"), told.region.client("office")
    case = reverse("liability", args=[told.episode.public_id])
    text = ward.get(case).content.decode()
    for expected in (
        "Kallelsen till SIP kom för sent. Ska kommunen betala ändå",
        "Föreslå en bedömning",
        "Dag för dag: Underrättelse 7 mars 2022",
        "Region och kommun behöver bedöma om dagen ska betalas",
        "Fristdag 2: kommunen betalar inte",
    ):
        assert expected in text, expected
    address = reverse("decision_propose", args=[told.episode.public_id])
    form = ward.get(address).context["form"]
    data = {
        "version": told.episode.version,
        "key": "0e8a1a63-9b36-4ab1-8e1c-4b0d6a4d8f01",
        "notice_at": form.initial["notice_at"],
        "choice": "owed",
        "from_day": "2022-03-14",
    }
    refused = ward.post(address, {**data, "text": ""})
    assert refused.status_code == 422
    assert ward.post(address, {**data, "text": "Dröjde."}).status_code == 302
    listed = office.get(reverse("decisions"))
    assert "Väntar på ditt svar" in listed.content.decode()
    assert AccessLogRow.objects.filter(action="liability_waiting").exists()
    row = Decision.objects.get()
    answered = office.post(
        reverse("decision_answer", args=[told.episode.public_id, row.public_id]),
        {**data, "accepted": "yes", "text": ""},
    )
    assert answered.status_code == 302
    assert "Gemensamma bedömningar" in office.get(case).content.decode()
