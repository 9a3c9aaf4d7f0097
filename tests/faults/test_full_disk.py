"""A disk without room for what somebody sends (row 20): a limit on the size of files stands for it."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from actors.rules.kinds import Role
from core import unavailable
from integrations.models import EventLoad
from tests.factories.region import build

pytestmark = pytest.mark.django_db


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process may be larger: what is written beyond it fails, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def client() -> Client:
    found = build().client("region_management", role=Role.ADMINISTRATOR)
    found.raise_request_exception = False
    return found


@pytest.mark.parametrize("size", [100_000, 4_000_000], ids=["in memory", "on disk as it comes"])
def test_a_file_that_finds_no_room_leaves_nothing_and_may_be_sent_again(
    client: Client, settings, tmp_path: Path, size: int
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    line = b'{"kind": "nothing"}\n'
    content = line * (size // len(line))
    where = reverse("event_loads")
    with room_for(50_000):
        answer = client.post(where, {"file": SimpleUploadedFile("events.ndjson", content)})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "Just nu går det inte" in answer.text
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [], "no half file"
    assert not EventLoad.objects.exists()
    assert client.get(where).status_code == 200
    again = client.post(where, {"file": SimpleUploadedFile("events.ndjson", content)})
    assert again.status_code == 302, "with room again it is taken"
    assert EventLoad.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (OSError(28, "No space left on device"), True),
        (OSError(2, "No such file"), False),
        (ValueError("ours"), False),
        (None, False),
    ],
)
def test_only_what_passes_by_itself_asks_to_come_back(error: Exception | None, *, away: bool) -> None:
    assert unavailable.is_away(error) is away
