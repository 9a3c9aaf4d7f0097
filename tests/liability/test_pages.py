"""The panel, the page of a case, the page of terms: who sees them and what they say."""

import pytest
from django.test import Client
from django.urls import reverse

from actors.middleware import SESSION_KEY
from actors.models import Assignment
from actors.rules.kinds import Role
from core import clock, formats
from core.models import AccessLogRow
from core.panels import Panel, PanelRequest
from liability import permissions, services
from liability.models import DayRate
from liability.panel import liability_panel
from liability.selectors.assessments import current, versions
from tests.liability.support import Stay, at, stay

pytestmark = pytest.mark.django_db

ALLOWED = ("ward", "office")
DENIED = ("vc", "home", "mas", "rehab", "other_ward", "other_office", "management")


@pytest.fixture
def told() -> Stay:
    made = stay().ready().discharged()
    services.assess_episode(episode_id=made.id, as_of=at("2022-03-20 10:00"))
    made.all_in_time()
    made.happens(
        "home_care_notified",
        "2022-03-15 10:00",
        by="office",
        to=["home"],
        starts_at="2022-03-16T12:00:00+01:00",
    )
    services.assess_episode(episode_id=made.id, as_of=at("2022-03-20 10:00"))
    return made


def logged_in(told: Stay, unit: str, role: Role | None = None) -> Client:
    user, assignment = told.region.person(unit)
    if role is not None:
        Assignment.objects.filter(pk=assignment.pk).update(role=role)
    client = Client()
    client.force_login(user)
    session = client.session
    session[SESSION_KEY] = assignment.pk
    session.save()
    return client


def panel(told: Stay, unit: str) -> Panel | None:
    return liability_panel(
        PanelRequest(
            acting=told.region.acting(unit),
            episode_id=told.id,
            episode_public_id=str(told.episode.public_id),
            now=clock.now(),
        )
    )


@pytest.mark.parametrize("unit", ALLOWED)
def test_the_two_sides_see_the_result(told: Stay, unit: str) -> None:
    shown = panel(told, unit)
    assert shown is not None
    assert shown.context["result"]["text"].startswith("Kommunen är betalningsansvarig för 6")
    page = logged_in(told, unit).get(reverse("liability", args=[told.episode.public_id]))
    assert page.status_code == 200
    text = page.content.decode()
    for expected in (
        "Testköpings kommun",
        "Beräknas, ej fakturerbart",
        "55\N{NO-BREAK SPACE}800",
        "LUS 5 kap. 4 §",
        f"2022: 6\N{NO-BREAK SPACE}dagar à {formats.money_text(9_300)}",
        "Tidigare beräkningar",
        "Tillkom: kallelse till SIP 2022-03-02",
    ):
        assert expected in text, expected


@pytest.mark.parametrize(
    ("unit", "role", "address"),
    [
        ("office", None, "liability_forecast"),
        ("ward", None, "liability_forecast"),
        ("management", Role.MANAGER, "liability_overview"),
        ("management", Role.ADMINISTRATOR, "liability_terms"),
    ],
)
def test_every_page_has_a_way_in(told: Stay, unit: str, role: Role | None, address: str) -> None:
    """In the menu, or in the footer for those whose menu is full."""
    page = logged_in(told, unit, role).get(reverse("directory")).content.decode()
    assert f'href="{reverse(address)}"' in page


@pytest.mark.parametrize("unit", DENIED)
def test_others_do_not(told: Stay, unit: str) -> None:
    acting = told.region.acting(unit)
    assert panel(told, unit) is None
    assert current(acting=acting, episode_id=told.id) is None
    assert versions(acting=acting, episode_id=told.id) == []
    page = logged_in(told, unit).get(reverse("liability", args=[told.episode.public_id]))
    assert page.status_code == 404
    assert "betalningsansvarig" not in page.content.decode()


def test_a_look_at_the_page_is_logged(told: Stay) -> None:
    logged_in(told, "office").get(reverse("liability", args=[told.episode.public_id]))
    assert AccessLogRow.objects.filter(case_id=told.id, action="liability").count() == 1


def test_the_panel_is_on_the_page_of_the_case(told: Stay) -> None:
    case = reverse("case", args=[told.episode.public_id])
    assert "Se hur det är räknat" in logged_in(told, "ward").get(case).content.decode()


def test_before_a_notice_there_is_no_panel() -> None:
    made = stay()
    services.assess_episode(episode_id=made.id)
    assert panel(made, "ward") is None


def test_a_page_before_the_first_result() -> None:
    made = stay().ready()
    page = logged_in(made, "ward").get(reverse("liability", args=[made.episode.public_id]))
    assert "Inget är beräknat ännu" in page.content.decode()


def test_the_start_is_a_sentence_while_the_days_are_free() -> None:
    made = stay().all_in_time().ready()
    services.assess_episode(episode_id=made.id, as_of=at("2022-03-08 10:00"))
    shown = panel(made, "office")
    assert shown is not None
    assert shown.context["result"]["text"] == (
        "Betalningsansvar från torsdag 10\N{NO-BREAK SPACE}mars\N{NO-BREAK SPACE}2022 om ingen utskrivning sker "
        "dessförinnan (LUS 5 kap. 4 §)."
    )


def test_the_page_of_terms_says_what_is_not_known(told: Stay) -> None:
    text = logged_in(told, "office").get(reverse("liability_terms")).content.decode()
    assert "Belopp saknas" in text
    assert "Inte bekräftad" in text
    assert "Lägg in ett belopp" not in text


def test_an_administrator_enters_an_amount(told: Stay) -> None:
    client = logged_in(told, "management", Role.ADMINISTRATOR)
    url = reverse("liability_terms")
    wrong = client.post(url, {"year": "2021", "amount": "nio tusen", "source": ""})
    assert wrong.status_code == 422
    assert not DayRate.objects.exists()
    done = client.post(url, {"year": "2021", "amount": "8900", "source": "HSLF-FS 2020:1"})
    assert done.status_code == 302
    assert DayRate.objects.get(year=2021).amount == 8_900


@pytest.mark.parametrize("unit", ["ward", "office"])
def test_others_enter_no_amount(told: Stay, unit: str) -> None:
    page = logged_in(told, unit).post(
        reverse("liability_terms"), {"year": "2021", "amount": "1", "source": "x"}
    )
    assert page.status_code == 403
    assert not DayRate.objects.exists()


@pytest.mark.parametrize("unit", ["home", "vc"])
def test_terms_are_for_the_two_sides_and_those_who_lead(told: Stay, unit: str) -> None:
    assert logged_in(told, unit).get(reverse("liability_terms")).status_code == 403


def test_an_act_without_an_entry_raises(told: Stay) -> None:
    with pytest.raises(KeyError):
        permissions.may(told.region.acting("ward"), "delete_everything")
