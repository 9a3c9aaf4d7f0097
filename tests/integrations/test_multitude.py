"""A large region: every copied case is a chain whose stored state follows from it, and each sees her own alone."""

import random
import re
from datetime import date, timedelta
from itertools import islice

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import override_settings
from stdnum import luhn

from actors import selectors as actors
from core import clock, copies, reconciling, scope
from core.models import AuditRow
from core.safe_values import is_id
from integrations.demo import many_people, multitude
from tests.factories.region import Region, add_cases, build, personal_number
from transitions import services
from transitions.models import Addressee, CareEpisode, Item, Party, Patient
from transitions.permissions import visible_to
from transitions.rules.kinds import CareForm, ItemKind, Sex
from transitions.selectors.chains import chains
from transitions.services.loading import loading
from transitions.services.state import Derived, _derive

ORIGINAL = 10**copies.KEY_DIGITS
TABLES = [table.name for table in multitude.TABLES]


def standing() -> set[tuple[str, str]]:
    """What the tables have of indexes, constraints and triggers, as they are written."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%(names)s) UNION ALL "
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = ANY(%(names)s::regclass[])"
            " UNION ALL SELECT tgname || tgrelid::text, pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger "
            "WHERE tgrelid = ANY(%(names)s::regclass[]) AND NOT tgisinternal",
            {"names": TABLES},
        )
        return set(cursor.fetchall())


def original() -> Region:
    """Some twenty cases in every state, and a dozen that ended long ago."""
    region = build()
    add_cases(region, 12)
    ward = region.acting("ward", source="import")
    with loading():
        for number in range(12):
            admitted = clock.now() - timedelta(days=40 + 3 * number)
            patient, _ = services.register_patient(
                acting=ward,
                personal_number=personal_number(date(1931, 2, 3 + number)),
                name=f"Hemma Sedan {number}",
                sex=Sex.FEMALE,
                registered_in_id=region.organisations["municipality"].pk,
            )
            episode = services.register_admission(
                acting=ward,
                patient_id=patient.pk,
                admitted_at=admitted,
                care_form=CareForm.SOMATIC,
                external_id=f"ended-{number}",
            )
            there = region.units["other_ward"]
            steps = (
                (
                    ItemKind.ADMISSION_NOTICE_SENT,
                    ("office", "vc"),
                    {"expected_discharge": f"{admitted:%Y-%m-%d}"},
                ),
                (ItemKind.TRANSFERRED, ("other_ward",), {"ward": there.code, "ward_id": there.pk}),
                (ItemKind.DISCHARGED, (), {"to": "home"}),
            )
            for hour, (kind, to, data) in enumerate(steps, start=1):
                services.record_item(
                    acting=region.acting("other_ward", source="import") if hour == 3 else ward,
                    episode_id=episode.pk,
                    kind=kind,
                    at=admitted + timedelta(hours=hour),
                    to=[region.id(name) for name in to],
                    data=data,
                )
    return region


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_region_is_grown_of_chains_that_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    with scope.system("test"):
        original()
        small = multitude.grow(episodes=60, seed=1)
    assert small.episodes == CareEpisode.objects.count() >= 60

    # Again, the way of many: indexes, keys and triggers are taken away, and are as they were.
    before = standing()
    monkeypatch.setattr(multitude, "MANY", 0)
    with scope.system("test"):
        made = multitude.grow(episodes=1_600, seed=1)
    assert standing() == before
    assert made.episodes == CareEpisode.objects.count() >= 1_600
    assert made.open_cases == CareEpisode.objects.filter(ended_at=None).count() >= 20
    assert AuditRow.objects.filter(action="events.imported").count() == 2, "a row a load"

    assert _differing() == []
    reconciling.run()
    assert list(reconciling.standing()) == [], "tasks follow, too"

    numbers = list(Patient.objects.values_list("personal_number", flat=True))
    assert all(980 <= int(one[8:11]) <= 999 and luhn.is_valid(one[2:]) for one in numbers)
    assert Patient.objects.filter(pk__gte=ORIGINAL).values("name").distinct().count() > 300
    days = Item.objects.filter(pk__gte=ORIGINAL).dates("at", "month")
    assert len(days) > 12, "history goes back"
    _each_sees_her_own()
    with connection.cursor() as cursor, scope.system("test"):
        cursor.execute("SELECT nextval(pg_get_serial_sequence('transitions_item', 'id'))")
        assert cursor.fetchone()[0] > Item.objects.latest("pk").pk
    assert is_id(Addressee.objects.latest("pk").pk), "a message takes no longer number for an id"


def _differing() -> list[int]:
    """Copied cases whose stored state is another than their chain's."""
    copied = list(CareEpisode.objects.filter(pk__gte=ORIGINAL).order_by("pk"))
    with scope.system("test"):
        facts = chains([*copied, *CareEpisode.objects.filter(pk__lt=ORIGINAL)])
    assert copied
    assert all(len(facts[one.pk].facts) == len(facts[one.pk % ORIGINAL].facts) for one in copied)
    return [one.pk for one in copied if _derive(Derived(one, facts[one.pk], one.last_item_at))]


def _each_sees_her_own() -> None:
    """Also a raw question sees the cases of the unit alone, in the original county and in a copy."""
    offices = {
        unit: actors.units(ids=[unit])[0]
        for unit in Party.objects.filter(unit__kind="assessment_office", episode__ended_at=None)
        .order_by("-unit_id")
        .values_list("unit_id", flat=True)
    }
    assert any(unit >= ORIGINAL for unit in offices)
    for unit in (max(offices), min(offices)):
        own = set(Party.objects.filter(unit_id=unit).values_list("episode_id", flat=True))
        acting = actors.acting_for_unit(offices[unit], name="Test", source="web")
        with scope.acting_as(acting), connection.cursor() as cursor:
            assert set(visible_to(acting).values_list("pk", flat=True)) == own
            cursor.execute("SELECT id FROM transitions_careepisode")
            assert {row[0] for row in cursor.fetchall()} == own


@pytest.mark.django_db
def test_the_same_seed_makes_the_same_people_and_numbers_never_end() -> None:
    def first(seed: int) -> list[str]:
        return list(islice(many_people.many_people(random.Random(seed), 1, original=ORIGINAL), 500))

    assert first(7) == first(7)
    assert first(7) != first(8)
    numbers = [row.split("\t")[0] for row in first(7)]
    assert len(set(numbers)) == 500
    assert all(int(row.split("\t")[0][10]) % 2 == (row.split("\t")[3] == "male") for row in first(7))
    beyond = islice(many_people.numbers(many_people.FEMALE, 2_000_000, set()), 50)
    assert all(re.fullmatch(r"\d{8}[A-Z]\d{3}", one) for one in beyond), "reserve numbers"


@pytest.mark.long
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_command_makes_a_whole_region_in_an_empty_database() -> None:
    call_command("generate_region", "--episodes", "500", "--ended", "30", "--open", "40", verbosity=0)
    assert CareEpisode.objects.count() >= 500
    assert _differing() == []
    with pytest.raises(CommandError, match="inte tom"):
        call_command("generate_region", "--episodes", "10")


@override_settings(HEMVAG_ENVIRONMENT="production")
def test_no_other_than_a_demo_is_grown(db: None) -> None:
    with pytest.raises(CommandError, match="demoinställningar"):
        call_command("generate_region", "--episodes", "10")
    assert not CareEpisode.objects.exists()


def test_a_growth_goes_on_where_the_last_one_ended_past_numbers_that_are_taken() -> None:
    first = list(islice(many_people.numbers(many_people.MALE, 0, set()), 60))
    taken = {first[3], first[20], first[21], first[45], "196302029805", "196302629805"}
    whole = list(islice(many_people.numbers(many_people.MALE, 0, taken), 50))
    parts = [
        one
        for made, wanted in ((0, 10), (10, 12), (22, 28))
        for one in islice(many_people.numbers(many_people.MALE, made, taken), wanted)
    ]
    assert parts == whole
    assert not taken & set(whole)
