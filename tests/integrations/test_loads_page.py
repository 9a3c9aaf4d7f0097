"""Event files through the page: tried first, loaded by a worker, what was refused is told, and the file is removed."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from actors.models import Organisation
from actors.rules.kinds import Role
from core.models import AuditRow, OutboxMessage
from integrations.models import EventImport, EventLoad, LoadState
from integrations.services import event_loads
from integrations.tasks import load_events, sweep_loads
from tests.factories.region import Region, build
from tests.pages.support import text_of

GOOD = {"type": "organisation", "id": "77", "kind": "region", "name": "Region Inläst"}
BAD = {"type": "organisation", "id": "78", "kind": "planet", "name": "Mars"}


@pytest.fixture
def region(db: None) -> Region:
    """The small region."""
    return build()


def send(client: Client, *lines: object, raw: bytes | None = None) -> Any:
    """Send a file through the page."""
    content = raw if raw is not None else "\n".join(json.dumps(line) for line in lines).encode()
    return client.post(reverse("event_loads"), {"file": SimpleUploadedFile("19121212-1212.ndjson", content)})


def operator(region: Region) -> Client:
    return region.client("region_management", role=Role.ADMINISTRATOR)


def test_a_file_is_tried_then_loaded_then_removed(region: Region) -> None:
    client = operator(region)
    page = send(client, GOOD, BAD)
    row = EventLoad.objects.get()
    path = Path(row.file.path)
    assert path.name == f"{row.public_id}.ndjson"
    assert (row.state, row.dry_run) == (LoadState.WAITING, True)
    assert "Provkörningen pågår" in text_of(client.get(page["Location"]))

    assert load_events(row.pk) is True
    assert load_events(row.pk) is False
    row.refresh_from_db()
    assert (row.state, row.read, row.created, row.refused) == (LoadState.DONE, 2, 1, 1)
    assert not Organisation.objects.filter(code="77").exists()
    tried = text_of(client.get(page["Location"]))
    assert "Några rader avvisas" in tried
    assert "Läs in filen" in tried

    for _ in range(2):  # a double click orders one load
        client.post(page["Location"], {"act": "load"})
    load_events(row.pk)
    row.refresh_from_db()
    assert (row.state, row.dry_run, row.created, row.file.name) == (LoadState.DONE, False, 1, "")
    assert Organisation.objects.get(code="77").name == "Region Inläst"
    assert not path.exists()
    assert EventImport.objects.get().sha256 == row.sha256
    assert OutboxMessage.objects.filter(event__startswith="events").count() == 0
    actions = list(AuditRow.objects.filter(action__startswith="events.").values_list("action", flat=True))
    assert sorted(actions) == ["events.imported", "events.ordered", "events.received"]
    assert "Mars" not in text_of(client.get(page["Location"]))


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "Filen är tom"),
        (b"PK\x03\x04 and so on", "Excelfil"),
        (b"id;namn\n1;a\n", "CSV"),
        ("ö".encode("latin-1"), "UTF-8"),
    ],
)
def test_a_file_of_another_kind_is_refused_at_once(region: Region, raw: bytes, sentence: str) -> None:
    answer = send(operator(region), raw=raw)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not EventLoad.objects.exists()


def test_a_worker_that_died_is_replaced_and_what_it_stored_is_known(region: Region) -> None:
    client = operator(region)
    send(client, GOOD)
    row = EventLoad.objects.get()
    load_events(row.pk)
    client.post(reverse("event_load", args=[row.public_id]), {"act": "load"})
    assert event_loads._begin(row.pk) is not None  # began, and died
    assert load_events(row.pk) is False
    EventLoad.objects.update(begun_at=row.ordered_at - event_loads.FORGOTTEN * 2)
    assert sweep_loads() == 1
    assert load_events(row.pk) is True
    assert Organisation.objects.filter(code="77").count() == 1


def test_files_that_nobody_loads_do_not_stay(region: Region) -> None:
    client = operator(region)
    for _ in range(2):
        send(client, GOOD)
    first, second = EventLoad.objects.order_by("pk")
    for row in (first, second):
        load_events(row.pk)
    client.post(reverse("event_load", args=[first.public_id]), {"act": "discard"})
    EventLoad.objects.filter(pk=second.pk).update(finished_at=second.ordered_at - event_loads.KEPT * 2)
    sweep_loads()
    assert set(EventLoad.objects.values_list("file", flat=True)) == {""}
    assert not Path(second.file.path).exists()


def test_only_those_who_run_the_installation_load_files(region: Region) -> None:
    for unit in ("ward", "management"):
        assert send(region.client(unit, role=Role.ADMINISTRATOR), GOOD).status_code == 403
    assert not EventLoad.objects.exists()
