"""Local agreements: signed by each party, a new text unsigned by all, shown at its step, reminded of (A12)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from actors.rules.kinds import Role
from core import clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import OutboxMessage
from deviations import permissions_delegations
from deviations.models import Delegation, LocalAgreement
from deviations.services import agreements as services
from deviations.services import delegations
from deviations.services.agreements import Text
from tests.database import kept_rows
from tests.factories.region import Region, build
from transitions.notifications import system_acting

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    with kept_rows(django_db_blocker):
        yield build(to=("office", "vc"))


def said(region: Region, **changes: Any) -> Text:
    values: dict[str, Any] = {
        "name": "Kallelse till SIP i juli",
        "kind": "interpretation",
        "text": "Tre dagar räknas som vanligt.",
        "parties": [region.organisations[name].pk for name in ("region", "municipality")],
        "step": "call_sip",
        "revise_on": clock.today() + timedelta(days=200),
    }
    return Text(**{**values, **changes})


def save(region: Region, row: LocalAgreement | None = None, **changes: Any) -> LocalAgreement:
    return services.save(acting=region.acting("mas"), at=clock.now(), said=said(region, **changes), row=row)


def unsigned(row: LocalAgreement) -> int:
    return row.parties.filter(signed_on__isnull=True).count()


def test_each_party_signs_and_a_new_text_is_unsigned_by_all(region: Region) -> None:
    row = save(region)
    assert unsigned(row) == 2
    services.sign(acting=region.acting("mas"), row=row, at=clock.now(), number=1)
    controller = region.acting("region_management", role=Role.REGION_CONTROLLER)
    services.sign(acting=controller, row=row, at=clock.now(), number=1)
    assert unsigned(row) == 0
    row = save(region, row, name="Kallelse i juli")
    assert (row.number, unsigned(row)) == (1, 0)
    row = save(region, row, text="Fem dagar i juli.")
    assert (row.number, unsigned(row)) == (2, 2)
    with pytest.raises(Conflict):
        services.sign(acting=controller, row=row, at=clock.now(), number=1)
    for stranger in (region.acting("other_mas"), region.acting("vc")):
        with pytest.raises(PermissionDenied):
            services.sign(acting=stranger, row=row, at=clock.now(), number=2)
    with pytest.raises(PermissionDenied):
        services.end(acting=controller, row=row, at=clock.now())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "no_name"),
        ({"text": ""}, "no_text"),
        ({"kind": "law"}, "kind"),
        ({"step": "dance"}, "step"),
        ({"parties": []}, "parties"),
        ({"revise_on": clock.today()}, "revise_past"),
        ({"text": "Gäller 19380204-9811."}, "identity_number"),
    ],
)
def test_what_is_wrong_is_told(region: Region, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        save(region, **changes)
    assert refused.value.code == code


def test_the_keeper_is_reminded_once_each_time(region: Region) -> None:
    row = save(region)
    assert row.revise_on is not None
    told = []
    for days in (91, 90, 89, 30, 29):
        at = clock.now() + (row.revise_on - clock.today()) - timedelta(days=days)
        services.remind(acting=system_acting(), now=at.replace(hour=11))
        told.append(OutboxMessage.objects.filter(event="agreement.revise").count())
    assert told == [0, 1, 1, 2, 2]


def test_it_stands_at_its_step_in_the_cases_of_its_parties(region: Region) -> None:
    row = save(region)
    case = reverse("case", args=[region.episode.public_id])
    assert "Tre dagar räknas som vanligt." in region.client("vc").get(case).content.decode()
    services.end(acting=region.acting("mas"), row=row, at=clock.now())
    assert "Tre dagar räknas som vanligt." not in region.client("vc").get(case).content.decode()


def test_the_pages(region: Region) -> None:
    mas = region.client("mas")
    typed = {"version": 0, "key": str(uuid4()), "name": "Läkemedel", "kind": "routine", "text": "Kl. 12."}
    typed |= {"parties": [region.organisations[name].pk for name in ("region", "municipality")]}
    assert mas.post(reverse("agreement_new"), typed).status_code == 302
    row = LocalAgreement.objects.get()
    page = mas.get(reverse("agreement", args=[row.public_id])).content.decode()
    assert "Osignerad sedan" in page
    assert mas.post(reverse("agreement_sign", args=[row.public_id]), {"number": "1"}).status_code == 302
    assert unsigned(row) == 1
    assert "Läkemedel" in region.client("vc").get(reverse("local_agreements")).content.decode()
    assert region.client("other_mas").get(reverse("agreement", args=[row.public_id])).status_code == 404
    change = reverse("agreement_change", args=[row.public_id])
    assert mas.post(change, {**typed, "key": str(uuid4()), "version": 9}).status_code == 409


def seen(region: Region) -> int:
    """As the program says, which is what the database says."""
    mas = region.acting("mas")
    shown = permissions_delegations.visible_to(mas).count()
    with transaction.atomic(), scope.acting_as(mas):
        assert Delegation.objects.count() == shown
    return shown


def test_a_signed_agreement_may_let_the_mas_see_whom_the_region_delegates_to(region: Region) -> None:
    _, aide = region.person("home", role=Role.NIGHT_PATROL)
    delegations.sign(
        acting=region.person_acting("vc"),
        at=clock.now(),
        decision=delegations.Decision(
            "insulin", aide.pk, clock.today(), clock.today(), "test", "Prov", "at_home"
        ),
    )
    assert seen(region) == 0
    row = save(region, mas_sees_delegations=True)
    services.sign(acting=region.acting("mas"), row=row, at=clock.now(), number=1)
    assert seen(region) == 0
    controller = region.acting("region_management", role=Role.REGION_CONTROLLER)
    services.sign(acting=controller, row=row, at=clock.now(), number=1)
    assert seen(region) == 1
    services.end(acting=region.acting("mas"), row=row, at=clock.now())
    assert seen(region) == 0
