"""The demo region: small here, whole in `make demo`. Nothing is empty, nobody is real, nothing is sent."""

import io
from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker
from stdnum import luhn

from actors.models import Assignment, Organisation, Portrait, Unit, User
from actors.rules.kinds import Role
from core import clock
from core.models import Delivery, OutboxMessage
from integrations.demo import plots
from integrations.demo.faces import LOOKS
from integrations.demo.logins import LOGINS, PASSWORD, demo_logins
from integrations.demo.places import DISTRICTS, HOSPITALS, MUNICIPALITIES, county
from integrations.demo.region import Region
from liability.models import Terms
from reporting.models import Activity, BoardReport, EffectGoal, ExperienceComment, ExperienceInvite
from reporting.models.goal import Area
from tests.database import kept_rows
from transitions.models import AdmissionNotice, CareEpisode, HomeCareService, Item, Patient, Seen, Task
from transitions.rules.personal_number import birth_date


def told(seed: int = 1) -> Region:
    region = Region(seed=seed, now=clock.now(), ended=60, open_cases=40)
    region.tell()
    return region


def test_the_county_is_whole() -> None:
    made = county()
    assert len(MUNICIPALITIES) == 26
    assert len(DISTRICTS) == 11
    kinds = Counter(row["kind"] for row in made.rows if row["type"] == "unit")
    assert kinds["night_patrol"] == kinds["mas_office"] == kinds["assessment_office"] == 25 + 11
    assert kinds["home_care"] == 30
    assert 38 <= kinds["primary_care"] <= 44
    assert kinds["ward"] >= len(HOSPITALS)
    assert all(area.home_care and area.primary_care and area.rehab for area in made.areas.values())


def test_the_same_seed_tells_the_same() -> None:
    now = clock.now()
    rows = [Region(seed=7, now=now, ended=20, open_cases=10).tell().rows for _ in range(2)]
    assert rows[0] == rows[1]
    assert Region(seed=8, now=now, ended=20, open_cases=10).tell().rows != rows[0]


def test_everybody_is_a_test_person() -> None:
    people = [row for row in told().told.rows if row["type"] == "patient" and "from" not in row]
    assert len({row["id"] for row in people}) == len(people)
    for row in people:
        number = row["personal_number"]
        assert 980 <= int(number[8:11]) <= 999
        assert luhn.is_valid(number[2:])
        assert birth_date(number) is not None
        assert (int(number[10]) % 2 == 0) == (row["sex"] == "female")


def test_every_open_state_is_there_and_nothing_has_yet_to_happen() -> None:
    region = told()
    assert set(region._open_states()) == {state for state, _ in plots.OPEN_STATES}
    assert all(row["at"] < region.now.isoformat() for row in region.told.rows if "at" in row)


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The region, sown once for all."""
    with kept_rows(django_db_blocker):
        out = io.StringIO()
        call_command("seed_demo", "--episodes", "60", "--open", "60", stdout=out)
        yield out.getvalue()


@pytest.fixture
def seeded(planted: str, db: None) -> str:
    """What the seeding said."""
    return planted


def test_the_demo_fills_every_list_and_sends_nothing(seeded: str) -> None:
    assert "Demoregionen är klar" in seeded
    assert OutboxMessage.objects.count() == Delivery.objects.count() == 0
    assert set(CareEpisode.objects.values_list("phase", flat=True)) >= {
        "admitted",
        "noticed",
        "ready",
        "discharged",
    }
    for kind in ("sip_signalled", "sip_signal_answered", "sip_times_answered", "coordinator_named"):
        assert Item.objects.filter(kind=kind).exists(), kind
    assert Task.objects.exists()
    assert HomeCareService.objects.exists()
    assert AdmissionNotice.objects.exclude(function="").exists()
    assert not Patient.objects.filter(listed_at__isnull=True).exists()
    assert Item.objects.filter(kind="leave_started").exists()
    faces = [bytes(row.image) for row in Portrait.objects.all()]
    assert len(set(faces)) == len(LOOKS)
    assert max(map(len, faces)) < 8_000, "drawn, small, and nobody's"
    asked = Task.objects.filter(kind__in=("answer_order", "confirm_support"), unit__kind="night_patrol")
    late = asked.filter(due_at__lt=clock.now()).count()
    of_the_team = Task.objects.filter(kind="follow_up_reception")
    assert not of_the_team.filter(due_at__lt=clock.now()).exists(), "a file tells nothing of the follow-up"
    assert late <= CareEpisode.objects.filter(parties__unit__kind="night_patrol").count() / 5
    assert {row.code for row in Terms.objects.all()} == {"demovillkor-solna", "demovillkor-nacka"}
    assert set(BoardReport.objects.values_list("state", flat=True)) == {"draft", "final"}
    assert set(Activity.objects.values_list("area", flat=True)) == {each.value for each in Area}
    assert EffectGoal.objects.count() == 3
    states = set(ExperienceInvite.objects.values_list("state", flat=True))
    assert states >= {"offered", "answered", "declined"}
    assert 0 < Seen.objects.filter(user__username="demo-bistand").count() < 60, (
        "most is read, the newest is not"
    )
    assert ExperienceComment.objects.filter(screened_at__isnull=True).exists()
    assert Organisation.objects.filter(kind="municipality").count() == 26
    assert Unit.objects.filter(kind="administration").count() == 37

    with pytest.raises(CommandError, match="inte tom"):
        call_command("seed_demo", "--episodes", "1")
    before = Item.objects.count()
    call_command("seed_demo", "--if-empty")
    assert Item.objects.count() == before


def test_each_demo_person_logs_in_and_each_role_is_one(seeded: str) -> None:
    rows = demo_logins()
    assert [row.username for row in rows] == [login.username for login in LOGINS]
    roles = set(Assignment.objects.values_list("role", flat=True))
    assert roles == {role.value for role in Role} - {Role.OTHER_CARE.value}
    for row in rows:
        assert Client().login(username=row.username, password=PASSWORD)
    assert User.objects.get(username="demo-flera").assignments.count() == 4
    page = Client().get("/konto/login/").content.decode()
    assert all(row.username in page for row in rows)

    table = io.StringIO()
    call_command("demo_logins", stdout=table)
    assert all(row.username in table.getvalue() for row in rows)


def test_the_open_cases_reach_back_to_day_ten(seeded: str) -> None:
    since = CareEpisode.objects.filter(phase="ready").values_list("ready_at", flat=True)
    days = {(clock.today() - clock.local_date(moment)).days for moment in since}
    assert min(days) <= 1
    assert max(days) >= 5


@pytest.mark.django_db
def test_outside_a_demo_there_is_no_demo() -> None:
    with override_settings(HEMVAG_ENVIRONMENT="production", HEMVAG_DEMO_LOGIN=False):
        with pytest.raises(CommandError, match="demoinställningar"):
            call_command("seed_demo", "--episodes", "1")
        assert demo_logins() == []
        out = io.StringIO()
        call_command("demo_logins", stdout=out)
        assert "inga" in out.getvalue()
