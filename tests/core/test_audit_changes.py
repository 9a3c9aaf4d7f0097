"""A row for each changed row, in every write path; without an actor no write (AUD-2)."""

from collections.abc import Callable
from contextlib import closing
from io import StringIO

import psycopg2
import pytest
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import ProgrammingError, connection, connections, transaction

from config.embedded.session import Session
from core import protection, scope
from core.models import ChangeRow
from core.roles import LOADER
from tests.core.doubles import Somebody
from tests.factories.region import Region, build
from transitions.models import PatientRegistration

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region() -> Region:
    return build()


def changes(table: str = "transitions_patient") -> list[tuple[str, str, dict[str, list[object]]]]:
    rows = ChangeRow.objects.filter(table_name=table, pk__gt=changes.after).order_by("pk")  # type: ignore[attr-defined]
    return list(rows.values_list("operation", "actor_name", "changed"))


def from_now_on() -> None:
    last = ChangeRow.objects.order_by("-pk").values_list("pk", flat=True).first()
    changes.after = last or 0  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _from_here(region: Region) -> None:
    from_now_on()


def by_save(region: Region) -> None:
    patient = region.episode.patient
    patient.name = "Elsa Nytt"
    patient.save()


def by_update(region: Region) -> None:
    type(region.episode.patient).objects.filter(pk=region.episode.patient_id).update(name="Elsa Nytt")


def by_bulk_update(region: Region) -> None:
    patient = region.episode.patient
    patient.name = "Elsa Nytt"
    type(patient).objects.bulk_update([patient], ["name"])


def by_raw_sql(region: Region) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE transitions_patient SET name = 'Elsa Nytt' WHERE id = %s", [region.episode.patient_id]
        )


def by_upsert(region: Region) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO transitions_patient SELECT * FROM transitions_patient WHERE id = %s "
            "ON CONFLICT (id) DO UPDATE SET name = 'Elsa Nytt'",
            [region.episode.patient_id],
        )


def by_command(region: Region) -> None:
    class Command(BaseCommand):
        @scope.as_system("rename")
        def handle(self, *args: object, **options: object) -> None:
            by_update(region)

    call_command(Command(stdout=StringIO()))


def by_migration(region: Region) -> None:
    with scope.system("migrate"), connections["owner"].schema_editor() as editor:
        editor.execute(
            f"UPDATE transitions_patient SET name = 'Elsa Nytt' WHERE id = {region.episode.patient_id}"
        )
    connections["owner"].close()


PATHS: tuple[tuple[Callable[[Region], None], str], ...] = (
    (by_save, "Eva Prov"),
    (by_update, "Eva Prov"),
    (by_bulk_update, "Eva Prov"),
    (by_raw_sql, "Eva Prov"),
    (by_upsert, "Eva Prov"),
    (by_command, "rename"),
    (by_migration, "migrate"),
)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_each_write_path_leaves_one_row(region: Region) -> None:
    found = {}
    for path, _ in PATHS:
        type(region.episode.patient).objects.update(name="Elsa Testsson")
        from_now_on()
        acting = scope.Scope(scope.Kind.SYSTEM, actor_name="Eva Prov", user_id=7, unit_id=3, source="web")
        with scope.entered(acting):
            path(region)
        found[path.__name__] = [(operation, name, changed["name"]) for operation, name, changed in changes()]
    expected = {path.__name__: [("U", actor, ["Elsa Testsson", "Elsa Nytt"])] for path, actor in PATHS}
    assert found == expected


def test_bulk_create_and_raw_delete_leave_a_row_each(region: Region) -> None:
    first = PatientRegistration.objects.get(patient_id=region.episode.patient_id)
    table = "transitions_patientregistration"
    PatientRegistration.objects.all()._raw_delete("default")
    again = PatientRegistration(patient_id=first.patient_id, organisation_id=first.organisation_id)
    PatientRegistration.objects.bulk_create([again])
    assert [(operation, bool(changed)) for operation, _, changed in changes(table)] == [
        ("D", True),
        ("I", False),
    ]
    assert changes(table)[0][2]["patient_id"] == [first.patient_id, None]


def test_what_did_not_change_leaves_nothing(region: Region) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE transitions_patient SET name = name")
    assert changes() == []


def test_a_long_text_is_known_by_its_digest(region: Region) -> None:
    type(region.episode.patient).objects.update(sort_key="x" * 10)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE transitions_item SET note = repeat('ä', 1000000) WHERE id = (SELECT min(id) FROM transitions_item)"
        )
    [(_, _, changed)] = changes("transitions_item")
    assert changed["note"][0] == ""
    assert set(changed["note"][1]) == {"sha256", "bytes"}  # type: ignore[call-overload]


def test_nobody_writes_anonymously(region: Region) -> None:
    for name in ("", "   "):
        with (
            scope.entered(scope.Scope(scope.Kind.SYSTEM, actor_name=name)),
            pytest.raises(ProgrammingError, match="without an actor"),
            transaction.atomic(),
        ):
            by_update(region)
    assert changes() == []


def test_every_protected_table_has_the_trigger_and_it_fires_always() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'hemvag_change' AND tgenabled = 'A'"
        )
        found = {table for (table,) in cursor.fetchall()}
    assert found == {row.table for row in protection.tables() if row.audited}
    assert {"transitions_patient", "transitions_item", "sip_sip"} <= found


def test_the_role_that_loads_files_is_alone_let_by(region: Region, embedded: Session) -> None:
    with closing(embedded.postgres.connect(connection.settings_dict["NAME"])) as raw, raw.cursor() as cursor:
        rename = "UPDATE transitions_patient SET name = 'Elsa Läst'"
        cursor.execute(f"GRANT SELECT, UPDATE ON transitions_patient TO {LOADER}")
        # Being in the role is not enough: the session is to have begun as it.
        with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="without an actor"):
            cursor.execute(rename)
        cursor.execute(f"SET SESSION AUTHORIZATION {LOADER}")
        cursor.execute(rename)
        assert cursor.rowcount == 1
    assert changes() == []


def test_the_rows_are_nobodys_to_read_but_the_systems(region: Region) -> None:
    by_update(region)
    assert ChangeRow.objects.exists()
    with scope.acting_as(region.person_acting("ward")):
        assert not ChangeRow.objects.exists()


def test_the_rows_name_user_unit_and_request(region: Region) -> None:
    with scope.acting_as(Somebody(source="import")):
        by_update(region)
    row = ChangeRow.objects.order_by("-pk")[0]
    assert (row.user_id, row.unit_id, row.organisation_id, row.source) == (7, 3, 1, "import")
    assert (row.table_name, row.row_key) == ("transitions_patient", str(region.episode.patient_id))
