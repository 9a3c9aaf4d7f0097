"""`import_events`: everything in contracts/events.md, once, and bad lines told and passed."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from core.models import AuditRow, OutboxMessage
from deviations.models import Deviation
from integrations.models import EventImport
from sip.models import Sip
from tests.integrations import files
from tests.integrations.files import BASE, DISCHARGED, EVERYTHING, NOTICE, READY, event, load, write
from transitions.models import Addressee, CareEpisode, HomeCareService, Item, Patient, Task
from transitions.rules.kinds import OWN_KINDS, ItemKind

pytestmark = pytest.mark.django_db

FIRST = len(BASE) + 1
"""The number of the line after the base."""


def given(path: Path, *rows: Any) -> Path:
    return write(path / "events.ndjson", [*BASE, *rows])


def test_every_event_type_is_stored_as_it_was_told(tmp_path: Path) -> None:
    answer = load(given(tmp_path, *EVERYTHING))
    assert answer.errors == []
    assert answer.status == 0
    assert answer.count("Skapade") == len(BASE) + len(EVERYTHING)
    kinds = set(ItemKind) - OWN_KINDS - {ItemKind.DIED}
    assert set(Item.objects.values_list("kind", flat=True)) == kinds
    assert Item.objects.get(kind="home_care_notified").data["starts_at"] == "2022-03-06T15:00:00+01:00"
    assert Item.objects.get(kind="sip_held").data["attended"] == ["B1", "V1"]
    assert Item.objects.get(kind="services_reported").data == {
        "at_unit": "B1",
        "providers": ["H1", "N1"],
        "extent": "3 besök",
    }
    assert Item.objects.get(kind="experience_answered").data["took_part"] is None
    assert Item.objects.get(kind="expected_discharge_changed").cancelled_at is not None
    episode = CareEpisode.objects.get()
    assert (episode.phase, episode.ward.code, episode.discharged_to) == ("discharged", "W2", "home")
    assert Sip.objects.get().state == "closed"
    assert Deviation.objects.get().explanation == "Listan är rättad."
    assert set(HomeCareService.objects.values_list("unit__code", flat=True)) == {"H1", "N1"}


def test_a_receipt_stands_on_the_message(tmp_path: Path) -> None:
    load(
        given(tmp_path, NOTICE, event("acknowledged", 1, 12, "B1", of="admission_notice_sent", at_unit="B1"))
    )
    rows = dict(
        Addressee.objects.filter(item__kind="admission_notice_sent").values_list(
            "unit__code", "acknowledged_at"
        )
    )
    assert rows["B1"] is not None
    assert rows["V1"] is None


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    path = given(tmp_path, *EVERYTHING)
    load(path)
    before = _everything()
    answer = load(path)
    assert (answer.status, answer.errors) == (0, [])
    assert answer.count("Redan kända") == len(BASE) + len(EVERYTHING)
    assert answer.count("Skapade") == 0
    assert _everything() == before


def test_a_file_that_goes_on_adds_only_what_is_new(tmp_path: Path) -> None:
    load(given(tmp_path, NOTICE))
    receipt = event("acknowledged", 1, 12, "B1", of="admission_notice_sent", at_unit="B1")
    answer = load(given(tmp_path, NOTICE, receipt, READY))
    assert (answer.count("Skapade"), answer.count("Redan kända")) == (2, len(BASE) + 1)
    stored = Addressee.objects.get(item__kind="admission_notice_sent", unit__code="B1")
    assert stored.acknowledged_at is not None
    assert CareEpisode.objects.get().phase == "ready"


@pytest.mark.parametrize(
    ("index", "change"),
    [
        (1, {"name": "Huddinge"}),
        (4, {"kind": "primary_care"}),
        (len(BASE) - 2, {"name": "En annan"}),
        (len(BASE) - 1, {"planned": True}),
    ],
)
def test_the_same_id_with_other_content_is_refused(
    tmp_path: Path, index: int, change: dict[str, Any]
) -> None:
    load(given(tmp_path))
    answer = load(write(tmp_path / "second.ndjson", [{**BASE[index], **change}]))
    assert answer.codes == {1: "changed"}
    assert answer.status == 1


def test_the_same_event_with_other_content_is_refused(tmp_path: Path) -> None:
    answer = load(given(tmp_path, NOTICE, {**NOTICE, "expected_discharge": "2022-03-09"}))
    assert answer.codes == {FIRST + 1: "changed"}
    assert Item.objects.count() == 1


def test_a_move_is_a_later_line_with_from(tmp_path: Path) -> None:
    move = {**files.PATIENT, "registered_in": "0127", "from": "2022-03-03"}
    later = {**files.EPISODE, "id": "E-2", "admitted_at": "2022-04-01T08:00:00+02:00"}
    path = given(tmp_path, move, later)
    assert load(path).status == 0
    assert Patient.objects.get().registered_in.code == "0127"
    assert CareEpisode.objects.get(external_id="E-1").registered_in.code == "0126"
    assert CareEpisode.objects.get(external_id="E-2").registered_in.code == "0127"
    assert load(path).count("Skapade") == 0
    assert load(write(tmp_path / "other.ndjson", [{**move, "registered_in": "01"}])).codes == {1: "changed"}


def test_a_municipality_that_comes_before_its_region_gets_it(tmp_path: Path) -> None:
    rows = [files.ORGANISATIONS[1], files.ORGANISATIONS[0]]
    path = write(tmp_path / "events.ndjson", rows)
    assert load(path).status == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.code FROM actors_organisation m JOIN actors_organisation p ON p.id = m.parent_id "
            "WHERE m.code = '0126'"
        )
        assert cursor.fetchone() == ("01",)
    assert load(path).count("Redan kända") == 2


BAD: list[tuple[str, Any]] = [
    ("not_json", '{"type": "discharged", '),
    ("not_json", '{"type": "need_assessed", "at": NaN}'),
    ("not_an_object", "[1, 2]"),
    ("field_twice", '{"type": "died", "type": "died"}'),
    ("no_type", {"episode": "E-1"}),
    ("unknown_type", event("teleported", 2, 9, "W1")),
    ("unknown_type", {"type": ["died"]}),
    ("unknown_type", event("contact_taken", 2, 9, "B1")),
    (
        "missing_field",
        {"type": "discharged", "episode": "E-1", "at": "2022-03-06T13:00:00+01:00", "to": "home"},
    ),
    ("missing_field", event("discharged", 6, 13, "W1")),
    ("missing_field", {"type": "organisation", "id": "0126-X", "kind": "district", "name": "X"}),
    ("wrong_type", event("sip_not_required", 2, 9, "V1", reason="no_consent", note=7)),
    ("wrong_type", {**NOTICE, "to": "B1"}),
    ("unknown_value", event("discharged", 6, 13, "W1", to="moon")),
    ("unknown_value", event("experience_answered", 9, 9, "B1", safe=6, respondent="patient")),
    ("unknown_value", event("acknowledged", 2, 9, "B1", of="contact_taken", at_unit="B1")),
    ("empty_field", {**NOTICE, "to": []}),
    ("no_zone", {**READY, "at": "2022-03-04T09:00:00"}),
    ("bad_time", {**READY, "at": "2022-03-04"}),
    ("bad_time", {**READY, "at": "2022-02-30T09:00:00+01:00"}),
    ("bad_date", {**NOTICE, "expected_discharge": "2022-02-30"}),
    ("bad_date", {**READY, "at": "0001-01-01T00:00:00+14:00"}),
    ("in_future", {**READY, "at": "2199-03-04T09:00:00+01:00"}),
    ("personal_number", {**files.PATIENT, "id": "x", "personal_number": "193802049812"}),
    ("personal_number", {**files.PATIENT, "id": "x", "personal_number": "193813049812"}),
    ("personal_number_taken", {**files.PATIENT, "id": "another"}),
    ("unknown_unit", event("need_assessed", 2, 9, "W9")),
    ("unknown_unit", {**NOTICE, "to": ["B1", "B9"]}),
    ("unknown_episode", {**READY, "episode": "E-9"}),
    ("unknown_patient", {**files.EPISODE, "id": "E-9", "patient": "nobody"}),
    ("unknown_patient", {**files.PATIENT, "id": "nobody", "from": "2022-03-02"}),
    ("unknown_organisation", {**files.PATIENT, "id": "x", "registered_in": "9999"}),
    ("not_a_ward", {**files.EPISODE, "id": "E-9", "ward": "B1"}),
    ("not_a_ward", event("transferred", 2, 9, "W1", ward="B1")),
    ("unit_may_not", event("discharge_ready_sent", 4, 9, "H1", to=["B1"])),
    ("before_admission", {**DISCHARGED, "at": "2022-02-27T13:00:00+01:00"}),
    (
        "no_such_message",
        event("message_cancelled", 2, 9, "W1", of="discharged", of_at="2022-03-02T08:00:00+01:00"),
    ),
    ("not_found", event("sip_plan_agreed", 2, 9, "V1", sip="S-9")),
    ("not_found", event("deviation_received", 2, 9, "W1", deviation="D-9")),
    ("control_character", event("need_assessed", 2, 9, "W1", note="a\x00b")),
    ("control_character", json.dumps(event("need_assessed", 2, 9, "W1", note="\ud800"))),
    ("too_long", event("care_contact_appointed", 2, 9, "V1", name="x" * 151)),
    ("too_long", event("need_assessed", 2, 9, "W1", note="x" * 20_001)),
    ("line_too_long", event("need_assessed", 2, 9, "W1", note="x" * 1024 * 1024)),
]


@pytest.mark.parametrize(
    ("code", "line"), BAD, ids=[f"{number}-{code}" for number, (code, _) in enumerate(BAD)]
)
def test_a_bad_line_is_told_and_passed(tmp_path: Path, code: str, line: Any) -> None:
    answer = load(given(tmp_path, line, NOTICE))
    assert answer.codes == {FIRST: code}
    assert answer.status == 1
    assert answer.errors[0]["error"]["message"].strip().endswith((".", "…"))
    assert f"(rad {FIRST})" in answer.out
    assert list(Item.objects.values_list("kind", flat=True)) == ["admission_notice_sent"]
    assert Patient.objects.count() == CareEpisode.objects.count() == 1


def test_a_refusal_says_no_personal_number(tmp_path: Path) -> None:
    number = "193802049812"
    answer = load(given(tmp_path, {**files.PATIENT, "id": number, "personal_number": number}))
    assert number not in answer.text + answer.out


def test_what_cannot_have_happened_is_refused(tmp_path: Path) -> None:
    twice = event("discharged", 7, 9, "W1", to="home")
    after = event("discharge_ready_sent", 8, 9, "W1", to=["B1"])
    early_end = event("died", 3, 9, "W1")
    answer = load(given(tmp_path, NOTICE, READY, DISCHARGED, twice, after, early_end))
    assert answer.codes == {
        FIRST + 3: "episode_ended",
        FIRST + 4: "episode_ended",
        FIRST + 5: "already_went_on",
    }
    assert CareEpisode.objects.get().phase == "discharged"


def test_utskrivningsklar_twice_is_a_repeat_that_changes_nothing(tmp_path: Path) -> None:
    again = event("discharge_ready_sent", 5, 9, "W1", to=["B1", "V1"])
    assert load(given(tmp_path, NOTICE, READY, again)).status == 0
    episode = CareEpisode.objects.get()
    assert episode.ready_at.isoformat() == "2022-03-04T08:00:00+00:00"
    assert episode.ready_notices.count() == 1


def test_a_line_that_comes_late_takes_its_place_in_time(tmp_path: Path) -> None:
    withdrawn = event("discharge_ready_withdrawn", 4, 15, "W1", to=["B1", "V1"])
    again = event("discharge_ready_sent", 5, 9, "W1", to=["B1", "V1"])
    answer = load(given(tmp_path, NOTICE, again, READY, withdrawn, DISCHARGED))
    assert answer.errors == []
    spells = CareEpisode.objects.get().ready_notices.order_by("sent_at").values_list("ended_by", flat=True)
    assert list(spells) == ["discharge_ready_withdrawn", "discharged"]


def test_history_sends_nothing_and_leaves_one_row_of_audit(tmp_path: Path) -> None:
    load(given(tmp_path, NOTICE, READY))
    assert OutboxMessage.objects.count() == 0
    row = EventImport.objects.get()
    assert (row.read, row.created, row.refused) == (len(BASE) + 2, len(BASE) + 2, 0)
    assert AuditRow.objects.filter(action="events.imported", object_id=str(row.pk)).exists()


def test_an_open_case_has_its_tasks(tmp_path: Path) -> None:
    load(given(tmp_path, NOTICE, READY))
    kinds = set(Task.objects.filter(unit__code="B1").values_list("kind", flat=True))
    assert {"acknowledge", "take_contact", "arrange_home"} <= kinds


def test_dry_run_tells_and_leaves_nothing(tmp_path: Path) -> None:
    path = given(tmp_path, *EVERYTHING, event("teleported", 2, 9, "W1"))
    answer = load(path, "--dry-run")
    assert answer.status == 1
    assert "ingenting är sparat" in answer.out
    assert answer.count("Skapade") == len(BASE) + len(EVERYTHING)
    assert answer.count("Avvisade") == 1
    assert _everything() == dict.fromkeys(_everything(), 0)
    assert load(path).count("Skapade") == len(BASE) + len(EVERYTHING)


def test_markup_in_a_name_stays_text(tmp_path: Path) -> None:
    name = '<script>alert(1)</script> & "Åke"'
    row = {**files.PATIENT, "name": name}
    load(write(tmp_path / "events.ndjson", [*files.ORGANISATIONS, row]))
    assert Patient.objects.get().name == name


def test_blank_lines_comments_and_a_byte_order_mark_are_passed(tmp_path: Path) -> None:
    path = write(tmp_path / "events.ndjson", ["\ufeff# historik", "", "   ", *BASE, "# slut", NOTICE])
    answer = load(path)
    assert (answer.status, answer.count("Lästa rader")) == (0, len(BASE) + 1)
    path = write(tmp_path / "bom.ndjson", ["\ufeff" + '{"type": "nothing"}'])
    assert load(path).codes == {1: "unknown_type"}


def test_fields_that_the_format_does_not_name_are_told(tmp_path: Path) -> None:
    answer = load(given(tmp_path, {**NOTICE, "colour": "blue"}))
    assert answer.status == 0
    assert "colour (1)" in answer.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"\n# bara en kommentar\n\n", "tom"),
        (b"personnr;namn;avdelning\n1938;Elsa;21\n", "CSV"),
        ("personnr;namn;avdelning\n1938;Åke;21\n".encode("cp1252"), "UTF-8"),
        (b"personnr,namn\n1938,Elsa\n", "CSV"),
        ("personnr\tnamn\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04" + b"\x00" * 50, "Excel"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 50, "Excel"),
        (b'[{"type": "died"}]\n', "lista"),
        (b"hej\n", "ingen händelsefil"),
    ],
)
def test_another_kind_of_file_does_nothing(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "events.ndjson"
    path.write_bytes(content)
    answer = load(path)
    assert answer.status == 2
    assert words in answer.text
    assert answer.out == ""
    assert EventImport.objects.count() == 0


def test_a_file_that_is_not_there_does_nothing(tmp_path: Path) -> None:
    assert load(tmp_path / "nothing.ndjson").status == 2
    assert load(tmp_path).status == 2


def test_bytes_that_are_not_utf8_far_down_stop_all_of_it(tmp_path: Path) -> None:
    path = given(tmp_path, NOTICE)
    path.write_bytes(path.read_bytes() + b'{"type": "died", "note": "\xe5"}\n')
    assert load(path).status == 2
    assert Item.objects.count() == 0


def _everything() -> dict[str, int]:
    models = (Patient, CareEpisode, Item, Addressee, Task, Sip, Deviation, HomeCareService)
    return {model.__name__: model.objects.count() for model in models}
