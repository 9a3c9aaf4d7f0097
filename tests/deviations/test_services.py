"""Reporting, receiving, answering, reading, closing: by whom, to whom, and what the chain is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core import clock, handlers
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AuditRow, OutboxMessage
from deviations import permissions, services
from deviations.models import Deviation
from deviations.rules.kinds import Stage
from tests.factories.region import Region, build
from transitions.locks import NotFound
from transitions.models import Addressee, Item
from transitions.rules.kinds import ItemKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return build()


def report(region: Region, by: str = "vc", about: str = "office", **changes: Any) -> Deviation:
    values: dict[str, Any] = {
        "acting": region.acting(by),
        "at": clock.now(),
        "category": "home_care_not_informed",
        "about_id": region.id(about),
        "severity": "moderate",
        "episode_id": region.episode.pk,
        "text": "Hemtjänsten visste inte att hon kom hem.",
    }
    return services.report(**{**values, **changes})


def test_a_report_from_a_case_is_a_row_and_an_item(region: Region) -> None:
    row = report(region)
    item = Item.objects.get(kind=ItemKind.DEVIATION_REPORTED)
    assert row.item_id == item.pk
    assert item.data == {
        "deviation": row.ref,
        "category": "home_care_not_informed",
        "severity": "moderate",
        "reported_by": "T-vc",
        "about": "T-office",
    }
    addressed = set(Addressee.objects.filter(item=item).values_list("unit_id", flat=True))
    assert addressed == {region.id("office"), region.id("mas")}
    assert row.routed_to_id == region.id("mas")
    assert AuditRow.objects.filter(action="deviation.reported").count() == 1
    # What happened is told to those whom the deviation concerns, not to the chain.
    assert "visste" not in str(item.data) + item.note


def test_one_about_a_ward_goes_to_the_ward(region: Region) -> None:
    assert report(region, "office", "ward").routed_to_id == region.id("ward")


def test_one_about_a_private_provider_goes_to_the_mas_where_the_patient_is_registered(region: Region) -> None:
    assert report(region, "ward", "home").routed_to_id == region.id("mas")
    assert report(region, "ward", "home", episode_id=None).routed_to_id == region.id("mas")


def test_a_report_without_a_case_tells_its_recipients_by_itself(region: Region) -> None:
    row = report(region, "home", "ward", episode_id=None)
    assert row.item_id is None
    message = OutboxMessage.objects.get(event="deviation.reported")
    assert message.payload == {"deviation": row.pk, "units": [region.id("ward")]}
    told = [
        one.recipient_id for handler in handlers.for_event(message.event) for one in handler(message) or ()
    ]
    assert told == [region.id("ward")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"category": "weather"}, "category"),
        ({"severity": ""}, "severity"),
        ({"law": "pbl"}, "law"),
        ({"text": "  "}, "no_text"),
        ({"about_id": 999_999}, "about"),
        ({"about": "vc"}, "about_self"),
        ({"happened_at": clock.now() + timedelta(days=1)}, "happened_later"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    region: Region, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        report(region, **changes)
    assert refused.value.code == code
    assert Deviation.objects.count() == Item.objects.filter(kind=ItemKind.DEVIATION_REPORTED).count() == 0


def test_a_case_of_others_does_not_exist(region: Region) -> None:
    with pytest.raises(NotFound):
        report(region, "other_office", "ward")
    with pytest.raises(PermissionDenied):
        report(region, "management", "ward", episode_id=None)


def test_a_page_that_has_grown_old_is_refused(region: Region) -> None:
    version = region.episode.version
    report(region, version=version)
    with pytest.raises(Conflict) as refused:
        report(region, version=version)
    assert refused.value.code == "stale"


def test_from_report_to_close(region: Region) -> None:
    ref = report(region).ref
    mas, vc, now = region.acting("mas"), region.acting("vc"), clock.now()
    assert services.receive(acting=mas, ref=ref, at=now).stage == Stage.RECEIVED
    row = services.answer(acting=mas, ref=ref, at=now, explanation="Fel lista.", measure="Ny rutin.")
    assert (row.stage, row.answered_unit_id) == (Stage.ANSWERED, mas.unit_id)
    reported_back = Addressee.objects.filter(item__kind=ItemKind.DEVIATION_ANSWERED)
    assert vc.unit_id in set(reported_back.values_list("unit_id", flat=True))
    assert services.mark_read(acting=vc, ref=ref, at=now).read_by == "Test vc"
    row = services.close(acting=vc, ref=ref, at=now)
    assert (row.stage, row.due_at) == (Stage.CLOSED, None)
    kinds = Item.objects.filter(kind__startswith="deviation_").values_list("kind", flat=True)
    assert sorted(kinds) == [
        "deviation_answered",
        "deviation_closed",
        "deviation_received",
        "deviation_reported",
    ]


@pytest.mark.parametrize(
    ("explanation", "measure", "code"),
    [(" ", "Ny rutin.", "no_explanation"), ("Fel lista.", "", "no_measure")],
)
def test_an_empty_answer_is_refused(region: Region, explanation: str, measure: str, code: str) -> None:
    ref = report(region).ref
    with pytest.raises(Invalid) as refused:
        services.answer(
            acting=region.acting("mas"), ref=ref, at=clock.now(), explanation=explanation, measure=measure
        )
    assert refused.value.code == code
    assert Deviation.objects.get().stage == Stage.REPORTED


def test_whoever_answers_has_received(region: Region) -> None:
    ref, now = report(region, "office", "ward").ref, clock.now()
    row = services.answer(acting=region.acting("ward"), ref=ref, at=now, explanation="Sen.", measure="Mall.")
    assert row.received_at == now


def test_only_those_concerned_take_a_step(region: Region) -> None:
    ref, now = report(region).ref, clock.now()
    with pytest.raises(PermissionDenied):
        services.receive(acting=region.acting("vc"), ref=ref, at=now)
    with pytest.raises(NotFound):
        services.receive(acting=region.acting("ward"), ref=ref, at=now)
    services.answer(acting=region.acting("office"), ref=ref, at=now, explanation="Sen.", measure="Mall.")
    with pytest.raises(PermissionDenied):
        services.mark_read(acting=region.acting("mas"), ref=ref, at=now)


def test_a_second_answer_is_refused_with_words(region: Region) -> None:
    ref, now = report(region).ref, clock.now()
    values: dict[str, Any] = {"ref": ref, "at": now, "explanation": "Sen.", "measure": "Mall."}
    services.answer(acting=region.acting("mas"), **values)
    with pytest.raises(Conflict) as refused:
        services.answer(acting=region.acting("office"), **values)
    assert refused.value.code == "already_answered"
    assert "besvarad" in refused.value.message


def test_stale_answers_are_refused(region: Region) -> None:
    row, now = report(region), clock.now()
    services.receive(acting=region.acting("mas"), ref=row.ref, at=now, version=row.version)
    with pytest.raises(Conflict) as refused:
        services.answer(
            acting=region.acting("office"),
            ref=row.ref,
            at=now,
            explanation="Sen.",
            measure="Mall.",
            version=row.version,
        )
    assert refused.value.code == "stale"


def test_who_sees_a_deviation(region: Region) -> None:
    row = report(region)
    seen = {
        name
        for name in region.units
        if permissions.visible_to(region.acting(name)).filter(pk=row.pk).exists()
    }
    assert seen == {"vc", "office", "mas"}


def test_a_mas_sees_what_concerns_her_municipality_and_no_other(region: Region) -> None:
    about_ward = report(region, "office", "ward")
    private = report(region, "home", "ward", episode_id=None)
    from_provider = report(
        region,
        acting=region.acting("home", source="import"),
        about="ward",
        reported_by_id=region.id("home"),
    )
    seen = set(permissions.visible_to(region.acting("mas")).values_list("pk", flat=True))
    assert seen == {about_ward.pk, from_provider.pk}
    assert not permissions.visible_to(region.acting("other_mas")).exists()
    assert permissions.visible_to(region.acting("home")).filter(pk=private.pk).exists()


def test_the_person_is_shown_to_those_on_the_case_or_by_consent(region: Region) -> None:
    def shown(row: Deviation, name: str) -> bool:
        acting = region.acting(name)
        return permissions.visible_to(acting).filter(permissions.person_visible(acting), pk=row.pk).exists()

    row = report(region)
    assert [name for name in ("vc", "office", "mas") if shown(row, name)] == ["vc", "office"]
    agreed = report(region, person_agrees=True)
    assert shown(agreed, "mas")


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_at": None},
        {"stage": "closed"},
        {"stage": "answered"},
        {"read_at": clock.now()},
        {"received_at": clock.now() - timedelta(days=9)},
        {"reporter_name": ""},
    ],
)
def test_the_database_refuses_what_cannot_be(region: Region, wrong: dict[str, Any]) -> None:
    row = report(region)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deviation.objects.filter(pk=row.pk).update(**wrong)


class TestHistory:
    """Events that are loaded from a file (contracts/events.md)."""

    def load(self, region: Region, **changes: Any) -> Deviation:
        values: dict[str, Any] = {
            "acting": region.acting("office", source="import"),
            "about": "ward",
            "text": "",
            "ref": "D-1",
            "reported_by_id": region.id("home"),
            "at": region.start + timedelta(hours=5),
        }
        return report(region, **{**values, **changes})

    def test_one_unit_may_enter_anothers(self, region: Region) -> None:
        before = OutboxMessage.objects.count()
        row = self.load(region)
        assert (row.reported_by_id, row.item.by_unit_id) == (region.id("home"), region.id("office"))
        assert row.history.count() == 0
        assert OutboxMessage.objects.count() == before

    def test_the_same_line_again(self, region: Region) -> None:
        self.load(region)
        with pytest.raises(Conflict) as again:
            self.load(region)
        assert again.value.code == "repeated"
        with pytest.raises(Conflict) as other:
            self.load(region, severity="low")
        assert other.value.code == "changed"
        with pytest.raises(Conflict) as later:
            self.load(region, at=region.start + timedelta(hours=6))
        assert later.value.code == "changed"
        assert Deviation.objects.count() == 1

    def test_steps_out_of_turn_and_without_words(self, region: Region) -> None:
        row = self.load(region)
        ward = region.acting("ward", source="import")
        at = row.reported_at
        answered = services.answer(
            acting=ward, ref="D-1", at=at + timedelta(days=2), explanation="", measure=""
        )
        assert (answered.stage, answered.received_at) == (Stage.ANSWERED, None)
        late = services.receive(acting=ward, ref="D-1", at=at + timedelta(days=1))
        assert (late.stage, late.received_at) == (Stage.ANSWERED, at + timedelta(days=1))
        with pytest.raises(Conflict) as early:
            services.close(acting=ward, ref="D-1", at=at - timedelta(minutes=1))
        assert early.value.code == "before_report"
        with pytest.raises(NotFound):
            services.close(acting=ward, ref="D-2", at=at)
