"""Unit A asks for everything that can be asked for, and learns nothing of unit B, not even how many (TEN-3 to 5)."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from actors.models import Assignment, Unit, User
from actors.rules.kinds import Role
from core import clock
from tests.access import canary
from tests.access.canary import Tenants
from tests.pages.support import fill
from transitions.models import Addressee, CareEpisode, Item, Party, Patient


@pytest.fixture(scope="module")
def tenants(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Tenants]:
    """Built once, and undone at the end."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield canary.make()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def undone(tenants: Tenants) -> Iterator[Tenants]:
    """What the test does is undone."""
    point = transaction.savepoint()
    yield tenants
    transaction.savepoint_rollback(point)


def test_nothing_of_bs_reaches_a(undone: Tenants) -> None:
    asked = list(canary.walk(undone))
    assert len(asked) > 150
    strange = {(one.who, one.address, one.status) for one in asked if one.status >= 500 or one.status == 400}
    assert strange == set()
    assert canary.leaks(undone, asked) == []


@pytest.mark.long
def test_no_count_of_as_changes_when_b_has_more_to_do(undone: Tenants) -> None:
    before = canary.counts(undone)
    canary.grow(undone)
    after = canary.counts(undone)
    assert canary.leaks(undone, after) == []
    differing = [
        (one.who, one.address)
        for one, other in zip(before, after, strict=True)
        if (one.status, canary.settled(one.text)) != (other.status, canary.settled(other.text))
    ]
    assert differing == []


def test_the_marker_is_seen_where_it_may_be(undone: Tenants) -> None:
    """The walk can find something: as B itself it does."""
    region = undone.region
    b = Tenants(
        region, {"b": region.client("other_office", role=Role.ASSESSOR)}, undone.secrets, undone.token
    )
    assert len(canary.leaks(undone, canary.counts(b))) > 1


def test_what_is_anothers_answers_as_what_does_not_exist(undone: Tenants) -> None:
    """404 with the same body, byte for byte but for what changes with each request."""
    secret = undone.secrets[0]
    _, foreign = undone.region.person("other_office")
    keys: dict[str, tuple[Any, Any]] = {
        **{
            name: (secret.episode.public_id, uuid4())
            for name in ("case", "case_history", "discharge", "sip_call")
        },
        **{name: (secret.sip, uuid4()) for name in ("sip_detail", "sip_calendar")},
        **{name: (secret.deviation, uuid4()) for name in ("deviation_detail", "deviation_answer")},
    }
    asked = [("nurse", name, pair) for name, pair in keys.items()]
    asked += [("uadm", name, (foreign.pk, 987654321)) for name in ("assignment", "access_end")]
    asked += [
        ("uadm", name, (undone.region.id("office"), 987654321)) for name in ("unit_access", "access_new")
    ]
    compared = 0
    for who, name, (theirs, nobodys) in asked:
        client = undone.clients[who]
        one, other = (client.get(reverse(name, args=[key])) for key in (theirs, nobodys))
        assert (one.status_code, other.status_code) == (404, 404), name
        texts = [
            canary.settled(answer.content.decode()).replace(f"/{key}/", "")
            for answer, key in ((one, theirs), (other, nobodys))
        ]
        assert texts[0] == texts[1], name
        compared += 1
    assert compared == 12


def test_foreign_ids_in_a_form_change_nothing(undone: Tenants) -> None:
    """TEN-4: receivers, items and cases of B's in the fields of A's forms, one and several."""
    region, secret = undone.region, undone.secrets[0]
    theirs = Item.objects.filter(episode=secret.episode)
    marks = (theirs.count(), Addressee.objects.filter(item__in=theirs, acknowledged_at=None).count())
    nurse, office = undone.clients["nurse"], undone.clients["asses"]
    for item in theirs:
        for case in (region.episode.public_id, secret.episode.public_id):
            assert office.post(reverse("acknowledge", args=[case, item.pk])).status_code in (404, 302, 409)
    office.post(
        reverse("worklist_act"),
        {"act": "acknowledge", "rows": [f"{secret.episode.public_id}", f"{secret.episode.pk}"]},
    )
    address = reverse("deviation_new")
    office.post(
        address,
        {
            "arende": f"{secret.episode.public_id}",
            "episode": f"{secret.episode.public_id}",
            "category": "medicines",
        },
    )
    notice = reverse("send_notice", args=[region.episode.public_id])
    answer = nurse.post(notice, fill(nurse, notice, to=["987654321"]))
    assert answer.status_code in (409, 422)
    assert marks == (theirs.count(), Addressee.objects.filter(item__in=theirs, acknowledged_at=None).count())
    assert set(Party.objects.filter(episode=secret.episode).values_list("unit_id", flat=True)) == {
        region.id("other_ward"),
        region.id("other_office"),
    }


EXTRA = {
    "unit": "1",
    "unit_id": "1",
    "organisation": "1",
    "state": "closed",
    "phase": "discharged",
    "is_staff": "on",
    "is_superuser": "on",
    "role": "administrator",
    "user": "1",
    "by_unit": "1",
    "author_name": canary.MARK,
    "liable_from": "2020-01-01",
    "ended_at": "2020-01-01",
    "public_id": f"{uuid4()}",
    "external_id": canary.MARK,
    "personal_number": "193103019829",
    "protection": "none",
}
"""Columns that no form has (TEN-5, row 61)."""


def test_fields_that_a_form_does_not_have_are_not_taken(undone: Tenants) -> None:
    region = undone.region
    nurse = undone.clients["nurse"]
    address = reverse("change_date", args=[region.episode.public_id])
    day = clock.today()
    content = fill(nurse, address, expected_discharge=f"{day}", certainty="likely")
    answer = nurse.post(address, {**EXTRA, **content})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    episode = CareEpisode.objects.get(pk=region.episode.pk)
    assert (episode.phase, episode.ended_at, episode.liable_from) == ("noticed", None, None)
    assert (episode.public_id, episode.external_id) == (region.episode.public_id, region.episode.external_id)
    item = Item.objects.filter(kind="expected_discharge_changed").latest("pk")
    assert (item.by_unit_id, canary.MARK in item.author_name) == (region.id("ward"), False)
    assert Patient.objects.get(pk=episode.patient_id).personal_number != EXTRA["personal_number"]


def test_nobody_becomes_more_by_a_field(undone: Tenants) -> None:
    region = undone.region
    admin = undone.clients["uadm"]
    data = {
        **EXTRA,
        "username": "nora",
        "name": "Nora Ny",
        "role": "ward_nurse",
        "unit_id": f"{region.id('office')}",
    }
    assert admin.post(reverse("access_new", args=[region.id("ward")]), data).status_code == 302
    made = User.objects.get(username="nora")
    assert (made.is_staff, made.is_superuser, made.is_active) == (False, False, True)
    row = Assignment.objects.get(user=made)
    assert (row.unit_id, row.role, row.ended_at) == (region.id("ward"), "ward_nurse", None)
    keeper = region.client("management", role=Role.ADMINISTRATOR)
    office = region.units["office"]
    data = {**EXTRA, "name": office.name, "code": "STULEN", "kind": "ward", "successor": "1"}
    assert keeper.post(reverse("unit", args=[office.pk]), data).status_code == 302
    kept = Unit.objects.get(pk=office.pk)
    assert (kept.code, kept.kind, kept.organisation_id, kept.successor_id) == (
        office.code,
        office.kind,
        office.organisation_id,
        None,
    )
