"""A batch of history: what a line put is taken back with it, and one bad row does not take the batch along."""

from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
from django.db import IntegrityError

from tests.factories.region import build
from tests.integrations.files import BASE, NOTICE, READY, event, load, write
from transitions.models import Addressee, CareEpisode, Item, Party
from transitions.rules.kinds import ItemKind
from transitions.services import acknowledge_kind, record_item
from transitions.services.loading import Load, loading

pytestmark = pytest.mark.django_db


class Halfway(Exception):
    """A service fails after it has put its item."""


def test_what_a_failed_line_put_is_taken_back() -> None:
    region = build()
    office, home = region.acting("office", source="import"), region.acting("home", source="import")
    at = region.start + timedelta(hours=5)
    before = Item.objects.count()

    def half_a_line() -> None:
        acknowledge_kind(
            acting=office, episode_id=region.episode.pk, of=ItemKind.ADMISSION_NOTICE_SENT, at=at
        )
        record_item(
            acting=home,
            episode_id=region.episode.pk,
            kind=ItemKind.SUPPORT_STARTED,
            at=at,
            to=[region.id("night")],
        )
        raise Halfway

    with loading() as batch:
        with pytest.raises(Halfway), batch.line(rows=False):
            half_a_line()
        with batch.line(rows=False):
            record_item(acting=office, episode_id=region.episode.pk, kind=ItemKind.SUPPORT_APPLIED, at=at)
    assert Item.objects.count() == before + 1
    assert not Addressee.objects.filter(unit=region.units["office"], acknowledged_at__isnull=False).exists()
    assert not Party.objects.filter(unit__in=[region.units["home"], region.units["night"]]).exists()


def test_a_row_that_the_database_refuses_is_found_and_the_rest_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Load.store

    def refusing(self: Load) -> None:
        if any(item.note == "trasig" for item in self._items.values()):
            raise IntegrityError
        store(self)

    monkeypatch.setattr(Load, "store", refusing)
    broken = event("leave_started", 3, 9, "W1", note="trasig")
    answer = load(write(tmp_path / "events.ndjson", [*BASE, NOTICE, broken, READY]))
    assert answer.codes == {len(BASE) + 2: "not_stored"}
    assert list(Item.objects.order_by("at").values_list("kind", flat=True)) == [NOTICE["type"], READY["type"]]
    assert CareEpisode.objects.get().phase == "ready"


def test_small_batches_make_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = event("acknowledged", 1, 12, "B1", of="admission_notice_sent", at_unit="B1")
    monkeypatch.setattr("integrations.importing.runner.islice", lambda lines, size: islice(lines, 1))
    assert load(write(tmp_path / "events.ndjson", [*BASE, NOTICE, receipt, READY])).status == 0
    told = Addressee.objects.get(item__kind="admission_notice_sent", unit__code="B1")
    assert told.acknowledged_at is not None
    assert CareEpisode.objects.get().phase == "ready"
