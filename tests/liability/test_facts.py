"""What the rules are told of a chain."""

from typing import Any

import pytest

from actors.models import Organisation
from liability.rules.facts import Event, EventKind
from liability.selectors.assessments import cases_of
from tests.liability.support import NOTICE, Stay, at, stay
from transitions import services
from transitions.models import CareEpisode
from transitions.rules.kinds import ItemKind
from transitions.selectors import unscoped

pytestmark = pytest.mark.django_db


def events(told: Stay) -> list[Event]:
    (episode,) = unscoped.episodes().filter(pk=told.id)
    return list(cases_of([episode])[told.id].events)


def case(told: Stay) -> Any:
    (episode,) = unscoped.episodes().filter(pk=told.id)
    return cases_of([episode])[told.id]


def test_a_chain_is_told_in_the_words_of_the_contract() -> None:
    told = stay().all_in_time().ready().discharged()
    assert [(each.kind.value, each.to, each.by) for each in events(told)] == [
        ("admitted", None, None),
        ("admission_notice_sent", ("municipality", "open_care"), None),
        ("care_contact_appointed", None, None),
        ("sip_called", None, "care_contact"),
        ("discharge_ready_sent", ("municipality", "open_care"), None),
        ("discharged", None, None),
    ]
    assert events(told)[0].at == at("2022-03-01 08:00")


@pytest.mark.parametrize(
    ("receivers", "sides"),
    [
        (["office"], ("municipality",)),
        (["home"], ("municipality",)),  # a private provider's unit is on the municipality's side
        (["vc"], ("open_care",)),
        (["rehab"], ("open_care",)),
        (["other_ward"], ()),
        (["office", "rehab"], ("municipality", "open_care")),
    ],
)
def test_whom_a_notice_reached(receivers: list[str], sides: tuple[str, ...]) -> None:
    assert events(stay().ready(to=receivers))[-1].to == sides


def test_a_notice_to_everybody_names_nobody() -> None:
    told = stay()
    services.send_discharge_ready(
        acting=told.region.acting("ward", source="import"), episode_id=told.id, at=at(NOTICE)
    )
    assert events(told)[-1].to is None


def test_who_owes_and_where_the_ward_is() -> None:
    told = stay()
    found = case(told)
    assert (found.registered_in, found.placed_by, found.care_region, found.care_form) == (
        "0199",
        None,
        "01",
        "somatic",
    )
    CareEpisode.objects.filter(pk=told.id).update(placed_by=told.region.organisations["other"])
    assert case(told).placed_by == "0198"
    CareEpisode.objects.filter(pk=told.id).update(placed_by=told.region.organisations["provider"])
    assert case(told).placed_by is None


def test_a_ward_that_no_region_owns_says_nothing_of_the_region() -> None:
    told = stay()
    private = told.region.organisations["provider"]
    ward = told.region.units["ward"]
    ward.organisation = private
    ward.save()
    assert case(told).care_region is None


def test_a_move_says_where_to() -> None:
    told = stay()
    Organisation.objects.create(
        code="0127", kind="municipality", name="Flytt", parent=told.region.organisations["region"]
    )
    told.happens("registration_changed", "2022-03-05 10:00", registered_in="0127")
    assert [each.registered_in for each in events(told) if each.kind is EventKind.REGISTRATION_CHANGED] == [
        "0127"
    ]


def test_a_cancelled_message_counts_no_more() -> None:
    told = stay().ready()
    services.cancel_message(
        acting=told.region.acting("ward", source="import"),
        episode_id=told.id,
        at=at("2022-03-07 11:00"),
        of=ItemKind.DISCHARGE_READY_SENT,
        of_at=at(NOTICE),
    )
    assert EventKind.DISCHARGE_READY_SENT not in {each.kind for each in events(told)}


def test_what_does_not_bear_on_it_is_not_told() -> None:
    told = stay()
    told.happens("contact_taken", "2022-03-02 10:00", by="office", applies="yes")
    assert len(events(told)) == 2
