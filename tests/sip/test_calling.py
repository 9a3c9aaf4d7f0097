"""Calling to SIP: one meeting, every caller on record, nobody else let in."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AuditRow, OutboxMessage
from sip import permissions, selectors
from sip.models import NotRequired, Sip
from sip.rules.calls import CallState
from sip.rules.kinds import Guest, Need
from sip.services import Person, call_sip, record_not_required
from tests.factories.region import Region, build, send_ready
from transitions.locks import NotFound
from transitions.models import Addressee, CareEpisode, Item, Patient
from transitions.rules.kinds import ItemKind
from transitions.rules.representation import RepresentativeKind
from transitions.selectors.chains import chain
from transitions.services import add_representative
from transitions.services.state import limits

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return build()


def call(region: Region, by: str = "vc", caller: str = "care_contact", **changes: Any) -> Sip:
    at = changes.pop("at", clock.now())
    values: dict[str, Any] = {
        "acting": region.acting(by),
        "episode_id": region.episode.pk,
        "at": at,
        "to": [region.id("office"), region.id("home")],
        "caller": caller,
        "meeting_at": at + timedelta(days=2),
        "mode": "video",
    }
    return call_sip(**{**values, **changes})


def test_a_call_is_a_row_and_an_item_in_one(region: Region) -> None:
    at = clock.now()
    sip = call(region, at=at, matters="Hem till katten", people=[Person("Karin Testsson", "070-1")])
    item = Item.objects.get(kind=ItemKind.SIP_CALLED)
    assert item.data == {
        "sip": sip.ref,
        "caller": "care_contact",
        "meeting_at": clock.local(at + timedelta(days=2)).isoformat(),
        "mode": "video",
    }
    assert sip.calls.get().item_id == item.pk
    named = Addressee.objects.filter(item=item, named=True).values_list("unit_id", flat=True)
    assert set(named) == {region.id("office"), region.id("home")}
    units = {row.unit_id for row in sip.participants.all() if row.unit_id}
    assert units == {region.id("vc"), region.id("office"), region.id("home")}
    assert {row.guest for row in sip.participants.all() if row.guest} == {Guest.PATIENT, Guest.RELATIVE}
    assert OutboxMessage.objects.filter(event="item.sip_called").count() == 1
    assert AuditRow.objects.filter(action="sip.called").count() == 1
    # What the person said, and the next of kin's name, stay out of the chain's data and the audit.
    assert "katten" not in str(item.data) + item.note


def test_the_call_takes_the_task_away(region: Region) -> None:
    vc = region.acting("vc")
    assert [row.episode_id for row in selectors.to_call(acting=vc, now=clock.now())] == [region.episode.pk]
    call(region)
    assert selectors.to_call(acting=vc, now=clock.now()) == []


def test_the_municipality_says_why_and_does_not_replace_the_care_contact(region: Region) -> None:
    with pytest.raises(Invalid) as refused:
        call(region, "office", "municipality", to=[region.id("vc")])
    assert refused.value.code == "no_why"
    call(region, "office", "municipality", to=[region.id("vc")], why="Vårdcentralen har inte kallat.")
    ready = clock.now()
    send_ready(region, ready)
    clock_now = selectors.clock_of(
        chain=chain(region.episode), limits=limits(), now=ready + timedelta(days=5)
    )
    assert clock_now.state is CallState.MISSED
    assert [row.episode_id for row in selectors.to_call(acting=region.acting("vc"), now=clock.now())]


def test_the_care_contacts_call_joins_the_municipalitys_meeting(region: Region) -> None:
    first = call(region, "office", "municipality", to=[region.id("vc")], why="Behovet är stort.")
    second = call(region)
    assert first.pk == second.pk
    assert [row.caller for row in second.calls.all()] == ["municipality", "care_contact"]
    assert second.why == "Behovet är stort."
    assert Sip.objects.count() == 1


def test_a_unit_calls_as_what_it_is(region: Region) -> None:
    with pytest.raises(PermissionDenied):
        call(region, "office", "care_contact", to=[region.id("vc")])


@pytest.mark.parametrize("by", ["home", "rehab", "management"])
def test_those_who_do_not_call_are_refused(region: Region, by: str) -> None:
    with pytest.raises((PermissionDenied, NotFound)):
        call(region, by, "municipality", why="Vill")
    assert Sip.objects.count() == 0


def test_a_case_of_others_does_not_exist(region: Region) -> None:
    with pytest.raises(NotFound):
        call(region, "other_office", "municipality", why="Vill")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"meeting_at": clock.now() - timedelta(hours=1)}, "meeting_past"),
        ({"meeting_at": clock.now() + timedelta(days=400)}, "meeting_far"),
        ({"to": []}, "no_participant"),
        ({"mode": "post"}, "mode"),
        ({"caller": "friend"}, "caller"),
        ({"to": [999_999]}, "unknown_unit"),
    ],
)
def test_bad_content_is_told_and_nothing_is_written(
    region: Region, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        call(region, **changes)
    assert refused.value.code == code
    assert Sip.objects.count() == Item.objects.filter(kind=ItemKind.SIP_CALLED).count() == 0


def test_a_page_that_has_grown_old_is_refused(region: Region) -> None:
    version = region.episode.version
    call(region, version=version)
    with pytest.raises(Conflict) as refused:
        call(region, "office", "municipality", to=[region.id("vc")], why="Vill", version=version)
    assert refused.value.code == "stale"
    assert Sip.objects.get().calls.count() == 1


def test_who_sees_a_sip(region: Region) -> None:
    sip = call(region)
    seen = {
        name
        for name in region.units
        if selectors.sip_by_public_id(acting=region.acting(name), public_id=sip.public_id)
    }
    # The ward is told that a SIP is called; home care because it is invited.
    assert seen == {"vc", "office", "home", "ward"}
    whole = {name for name in seen if permissions.content_visible(region.acting(name), sip)}
    assert whole == {"vc", "office", "home"}


def test_home_care_that_is_not_invited_does_not_see_it(region: Region) -> None:
    sip = call(region, to=[region.id("office")])
    assert selectors.sip_by_public_id(acting=region.acting("home"), public_id=sip.public_id) is None


def test_consent_given_at_the_call_stands_on_the_chain(region: Region) -> None:
    assert not selectors.consent_recorded(chain(region.episode))
    call(region, consent=True)
    assert selectors.consent_recorded(chain(region.episode))


def test_needs_and_people_are_kept_in_the_lists_order_once(region: Region) -> None:
    people = [Person("Karin Testsson"), Person("Karin Testsson")]
    sip = call(region, needs=[Need.REHAB, Need.HOME_CARE], people=people)
    sip = call(region, needs=[Need.NIGHT], people=people)
    assert sip.needs == ["home_care", "night", "rehab"]
    assert sip.participants.filter(guest=Guest.RELATIVE).count() == 1


def test_not_required_stops_the_clock(region: Region) -> None:
    record_not_required(
        acting=region.acting("vc"), episode_id=region.episode.pk, at=clock.now(), reason="single_principal"
    )
    assert NotRequired.objects.get().reason == "single_principal"
    assert Item.objects.get(kind=ItemKind.SIP_NOT_REQUIRED).data == {"reason": "single_principal"}
    assert selectors.to_call(acting=region.acting("vc"), now=clock.now()) == []
    with pytest.raises(Invalid):
        record_not_required(
            acting=region.acting("vc"), episode_id=region.episode.pk, at=clock.now(), reason="lust"
        )


class TestHistory:
    """Events that are loaded from a file (contracts/events.md)."""

    def load(self, region: Region, **changes: Any) -> Sip:
        at = datetime.fromisoformat("2022-01-14T19:15:17+01:00")
        values: dict[str, Any] = {
            "acting": region.acting("vc", source="import"),
            "episode_id": region.episode.pk,
            "at": at,
            "to": [region.id("office"), region.id("vc"), region.id("home")],
            "caller": "care_contact",
            "meeting_at": datetime.fromisoformat("2022-01-13T23:58:44+01:00"),
            "mode": "room",
            "sip_ref": "S-1",
        }
        return call_sip(**{**values, **changes})

    @pytest.fixture
    def region(self) -> Region:
        return build(start=datetime.fromisoformat("2022-01-10T08:00:00+01:00"))

    def test_a_loaded_call_tells_nobody_and_leaves_no_versions(self, region: Region) -> None:
        before = OutboxMessage.objects.count()
        sip = self.load(region)
        assert OutboxMessage.objects.count() == before
        assert sip.history.count() == 0
        assert Item.objects.get(kind=ItemKind.SIP_CALLED).data["meeting_at"] == "2022-01-13T23:58:44+01:00"

    def test_the_same_line_twice_is_told_as_repeated_and_changes_nothing(self, region: Region) -> None:
        self.load(region)
        with pytest.raises(Conflict) as again:
            self.load(region)
        assert again.value.code == "repeated"
        with pytest.raises(Conflict) as other:
            self.load(region, mode="phone")
        assert other.value.code == "changed"
        assert Sip.objects.get().mode == "room"

    def test_another_id_is_another_sip(self, region: Region) -> None:
        self.load(region)
        assert self.load(region, sip_ref="S-2").ref == "S-2"
        assert Sip.objects.count() == 2


def test_of_a_child_it_is_written_down_how_sip_was_considered(region: Region) -> None:
    """T15; a file that tells of what was decided elsewhere is taken as it is."""
    common = {"acting": region.acting("vc"), "episode_id": region.episode.pk, "at": clock.now()}
    CareEpisode.objects.update(child=True)
    with pytest.raises(Invalid) as caught:
        record_not_required(**common, reason="single_principal", note=" ")
    assert (caught.value.code, caught.value.field) == ("child_needs_words", "note")
    record_not_required(
        **common, reason="single_principal", note="Skolan och BUP är med; föräldrarna vill inte."
    )
    assert NotRequired.objects.count() == 1


def test_guardians_are_on_the_childs_invitation(region: Region) -> None:
    """T15: parents are parties; not shown beforehand of a protected person that nobody has opened."""
    CareEpisode.objects.update(child=True)
    add_representative(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        kind=RepresentativeKind.GUARDIAN,
        name="Ada Testsson",
        phone="070-1",
        valid_from=clock.today(),
    )
    where = reverse("sip_call", args=[region.episode.public_id])
    assert region.client("vc").get(where).context["form"].initial["relatives"] == (
        "Ada Testsson, vårdnadshavare, 070-1"
    )
    Patient.objects.update(protection="confidential")
    assert "relatives" not in region.client("vc").get(where).context["form"].initial
