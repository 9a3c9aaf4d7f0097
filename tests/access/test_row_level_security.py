"""The second wall: what PostgreSQL shows a unit when the program has forgotten to ask (TEN-6 to TEN-9)."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from core import protection, scope
from deviations import permissions as deviation_permissions
from sip import permissions as sip_permissions
from tests.access.world import World, build_world
from transitions import permissions
from transitions.locks import NotFound
from transitions.models import Addressee, CareEpisode, Item, Patient, Task
from transitions.services import record_item
from transitions.tasks import sweep_deadlines

FOREIGN = ("other_ward", "other_office", "rehab")
"""Units of the region that nobody has addressed."""

# Functions that look past the policies, as the tables' owner: each answers with a yes, a no or a sum.
LOOK_PAST = {
    "hemvag_in_chain",
    "hemvag_knows_patient",
    "hemvag_addressed",
    "hemvag_barred_from",
    "hemvag_sees_item",
    "hemvag_sees_point",
    "hemvag_sees_sip",
    "hemvag_registered_in",
    "hemvag_mas_answers_for",
    "hemvag_mas_agreed_on",
    "hemvag_asked_for_answers",
    "hemvag_sees_deviation",
    "hemvag_liability_sums",
    "hemvag_liability_passing",
}


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


def filled() -> dict[str, int]:
    return {row.table: rows(row.table) for row in protection.tables() if rows(row.table)}


def tables_about_patients() -> set[str]:
    """Every table that can be traced to a patient by its foreign keys, and the histories of such tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE known (oid) AS (
                SELECT 'transitions_patient'::regclass::oid
                UNION
                SELECT c.conrelid FROM pg_constraint c JOIN known k ON c.confrelid = k.oid WHERE c.contype = 'f')
            SELECT relname FROM pg_class WHERE oid IN (SELECT oid FROM known)
            """
        )
        found = {name for (name,) in cursor.fetchall()}
        history = {name.replace("_", "_historical", 1) for name in found}
        return found | history.intersection(connection.introspection.table_names(cursor))


@pytest.mark.django_db
def test_every_table_about_patients_is_behind_a_policy() -> None:
    expected = tables_about_patients()
    assert len(expected) > 25
    assert expected - {row.table for row in protection.tables()} == set()
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
                      count(p.polname) FILTER (WHERE p.polroles @> ARRAY[current_user::regrole::oid])
                 FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
                WHERE c.relname = ANY(%s) GROUP BY 1, 2""",
            [[row.table for row in protection.tables()]],
        )
        assert [name for name, on, policies in cursor.fetchall() if not on or not policies] == []


@pytest.mark.django_db
def test_no_view_and_no_function_opens_a_back_door() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace "
            "AND NOT COALESCE(reloptions::text LIKE '%%security_invoker=true%%', false)"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace "
            "AND proname = ANY(SELECT proname FROM pg_proc WHERE prosecdef)"
        )
        definers = {name for (name,) in cursor.fetchall()}
        patients = {name for name in definers if name in LOOK_PAST}
        assert patients == LOOK_PAST
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace "
            "AND NOT COALESCE(array_to_string(proconfig, ',') LIKE '%%search_path=%%', false)"
        )
        assert cursor.fetchall() == []


def test_a_unit_that_nobody_addressed_sees_no_row(world: World) -> None:
    there = filled()
    assert {"transitions_patient", "transitions_item", "sip_sip", "deviations_deviation"} <= there.keys()
    for name in FOREIGN:
        with scope.acting_as(world.region.acting(name)):
            seen = {table: rows(table) for table in there if not table.startswith("core_")}
        assert {table: count for table, count in seen.items() if count} == {}, name


def test_a_request_of_nobody_sees_no_row(world: World) -> None:
    there = filled()
    with scope.nobody():
        assert {table: rows(table) for table in there if rows(table)} == {}


def test_a_unit_sees_its_own_items_and_not_those_of_others(world: World) -> None:
    episode = world.region.episode
    for name in ("ward", "office", "vc", "home", "night"):
        unit = world.region.id(name)
        told = Addressee.objects.filter(unit_id=unit).values_list("item_id", flat=True)
        own = set(Item.objects.filter(by_unit_id=unit).values_list("pk", flat=True)) | set(told)
        with scope.acting_as(world.region.acting(name)):
            assert set(Item.objects.values_list("pk", flat=True)) == own, name
            assert set(Task.objects.values_list("unit_id", flat=True)) <= set(
                episode.parties.values_list("unit_id", flat=True)
            )
    with scope.acting_as(world.region.acting("home")):
        notice = Item.objects.filter(kind="admission_notice_sent")
        assert not notice.exists()


def test_with_the_programs_own_filters_gone_nothing_of_others_is_shown(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TEN-6: somebody forgets `visible_to`; the pages of others' cases are still not there."""
    monkeypatch.setattr(permissions, "visible_to", lambda acting: CareEpisode.objects.all())
    monkeypatch.setattr(permissions, "items_visible_to", lambda acting: Item.objects.all())
    monkeypatch.setattr(permissions, "tasks_visible_to", lambda acting: Task.objects.all())
    monkeypatch.setattr(sip_permissions, "visible_to", lambda acting: sip_permissions.Sip.objects.all())
    monkeypatch.setattr(
        deviation_permissions, "visible_to", lambda acting: deviation_permissions.Deviation.objects.all()
    )
    case = reverse("case", args=[world.region.episode.public_id])
    own = world.clients["asses"]
    assert own.get(case).status_code == 200
    assert "Testsson" in own.get(reverse("worklist")).content.decode()
    for column in ("nurs2", "asse2", "rehab"):
        client = world.clients[column]
        assert client.get(case).status_code == 404, column
        for name in ("worklist", "sip_list", "deviation_list"):
            page = client.get(reverse(name))
            assert "Testsson" not in page.content.decode(), (column, name)
        found = client.post(reverse("people"), {"q": "Elsa"})
        assert "Testsson" not in found.content.decode(), column


def test_what_a_unit_may_not_see_it_may_not_write(world: World) -> None:
    with scope.acting_as(world.region.acting("other_office")):
        assert Patient.objects.update(name="Ändrad") == 0
        assert Item.objects.all().delete()[0] == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Task.objects.create(
                episode=world.region.episode,
                unit=world.region.units["ward"],
                kind="acknowledge",
                since=world.region.start,
            )


def test_a_service_that_locks_a_chain_closes_it_again(world: World) -> None:
    office = world.region.acting("office")
    with scope.acting_as(office):
        before = Item.objects.count()
        record_item(
            acting=office,
            episode_id=world.region.episode.pk,
            kind="contact_taken",
            at=world.region.episode.last_item_at,
            data={"applies": "yes"},
        )
        assert scope.current() is not None
        assert not scope.current().chains
        assert Item.objects.count() == before + 1
    outside = world.region.acting("other_office")
    with scope.acting_as(outside), pytest.raises(NotFound):
        record_item(
            acting=outside,
            episode_id=world.region.episode.pk,
            kind="contact_taken",
            at=world.region.episode.last_item_at,
            data={"applies": "yes"},
        )


@pytest.mark.django_db(transaction=True)
def test_without_a_scope_it_is_an_error_and_not_an_empty_answer() -> None:
    """TEN-9: a task or a script that has not said for whom it works."""
    build_world()

    def ask() -> None:
        try:
            with pytest.raises(scope.ScopeMissing):
                Patient.objects.count()
            with pytest.raises(scope.ScopeMissing):
                Patient.objects.update(name="x")
        finally:
            connection.close()

    def task() -> int:
        try:
            return sweep_deadlines()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:  # a thread has no scope of its own
        pool.submit(ask).result()
        assert pool.submit(task).result() > 0


@pytest.mark.django_db(transaction=True)
def test_nothing_of_one_request_is_left_for_the_next() -> None:
    """Row 63: one connection, kept between requests; the first fails in the middle."""
    world = build_world()
    case = reverse("case", args=[world.region.episode.public_id])
    client = world.clients["asses"]
    client.raise_request_exception = False

    def left() -> tuple[str, str]:
        with connection.connection.cursor() as cursor:
            cursor.execute(
                "SELECT COALESCE(current_setting('hemvag.unit_id', true), ''), current_setting('hemvag.kind', true)"
            )
            return cursor.fetchone()

    def requests() -> list[object]:
        try:
            found: list[object] = [client.get(case).status_code, left()]
            with patch("transitions.views.case.render", side_effect=RuntimeError("stopped")):
                found += [client.get(case).status_code, left()]
            found += [world.clients["asse2"].get(case).status_code, left()]
            return found
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(requests).result() == [200, ("", ""), 500, ("", ""), 404, ("", "")]


@pytest.mark.django_db(transaction=True)
def test_many_requests_on_few_connections_show_no_foreign_row() -> None:
    """TEN-8, in small: two units, eight threads, requests that end well, with an error, and not at all."""
    world = build_world()
    case = reverse("case", args=[world.region.episode.public_id])
    wrong: list[str] = []
    guard = threading.Semaphore(2)

    def work(seed: int) -> None:
        dice = random.Random(seed)
        try:
            for _ in range(4):
                column, expected = dice.choice([("asses", 200), ("asse2", 404)])
                client = world.clients[column]
                client.raise_request_exception = False
                with guard:
                    if dice.random() < 0.1:
                        connection.close()
                    code = client.get(case).status_code
                if code != expected:
                    wrong.append(f"{column}: {code}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(copy_context().run, work, seed) for seed in range(8)]:
            done.result(timeout=60)
    assert wrong == []
