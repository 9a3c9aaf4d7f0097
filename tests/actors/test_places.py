"""Units and organisations that end and are succeeded (X9): what moves, what stays, and that it happens once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from actors import services_places
from actors.models import Assignment, Organisation, ServiceArea, Unit, User
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from core import clock, scope
from core.models import AuditRow, OutboxMessage
from deviations import services as deviations
from deviations.models import Deviation
from sip import services as sip
from sip.models import SipParticipant
from tests.factories.region import Region, build, logged_in
from tests.pages.support import text_of
from transitions import services
from transitions.models import (
    Addressee,
    CareEpisode,
    HomeCareService,
    Item,
    Party,
    Patient,
    Responsible,
    Task,
)
from transitions.selectors.chains import chain


@pytest.fixture
def region(db: None) -> Region:
    """The small region."""
    return build()


def operator(region: Region) -> Client:
    """A browser of the one who runs the installation."""
    return region.client("region_management", role=Role.ADMINISTRATOR)


def heir_of(region: Region, name: str) -> Unit:
    """Another unit of the same kind in the same organisation."""
    old = region.units[name]
    return Unit.objects.create(
        code=f"{old.code}-NY", organisation=old.organisation, kind=old.kind, name=f"Nya {old.name}"
    )


def end(region: Region, name: str, heir: Unit, **more: object) -> bool:
    """End a unit as the one who runs the installation."""
    return services_places.end_unit(
        acting=region.acting("region_management", role=Role.ADMINISTRATOR),
        unit_id=region.id(name),
        successor_id=heir.pk,
        **more,
    )


def see_case(client: Client, region: Region) -> int:
    return client.get(reverse("case", args=[region.episode.public_id])).status_code


def test_an_assessment_offices_open_cases_go_to_its_successor(region: Region) -> None:
    heir = heir_of(region, "office")
    user, assignment = region.person("office")
    before = logged_in(user, assignment)
    services.take_case(
        acting=_acting_of(region, user.pk, assignment.pk), episode_id=region.episode.pk, at=clock.now()
    )
    kinds = set(Task.objects.filter(unit=region.units["office"]).values_list("kind", flat=True))
    assert "acknowledge" in kinds
    assert see_case(before, region) == 200

    assert end(region, "office", heir, people_follow=True)

    assert not Task.objects.filter(unit=region.units["office"]).exists()
    assert set(Task.objects.filter(unit=heir).values_list("kind", flat=True)) == kinds
    assert see_case(before, region) == 302  # her assignment there has ended
    new = Assignment.objects.get(user=user, unit=heir)
    after = logged_in(user, new)
    assert see_case(after, region) == 200
    assert Responsible.objects.get(episode=region.episode).unit_id == heir.pk
    notice = Item.objects.get(kind="admission_notice_sent")
    row = Addressee.objects.get(item=notice, unit=heir)
    assert (row.named, row.acknowledged_at) == (True, None)
    assert not Addressee.objects.filter(item=notice, unit=region.units["office"]).exists()
    done = after.post(reverse("acknowledge", args=[region.episode.public_id, notice.pk]))
    assert done.status_code == 302
    row.refresh_from_db()
    assert row.acknowledged_at is not None


def _acting_of(region: Region, user_id: int, assignment_id: int) -> object:
    return replace(
        region.acting("office"), user_id=user_id, user_name="Person office", assignment_id=assignment_id
    )


def test_what_the_old_unit_acknowledged_and_wrote_stays_its_own(region: Region) -> None:
    heir = heir_of(region, "office")
    office = region.acting("office")
    notice = Item.objects.get(kind="admission_notice_sent")
    services.acknowledge(acting=office, episode_id=region.episode.pk, item_id=notice.pk, at=clock.now())
    services.take_contact(
        acting=office,
        episode_id=region.episode.pk,
        at=clock.now(),
        applies="yes",
        note="Vill ha hjälp hemma.",
    )
    end(region, "office", heir)
    old = Addressee.objects.get(item=notice, unit=region.units["office"])
    new = Addressee.objects.get(item=notice, unit=heir)
    assert old.acknowledged_at == new.acknowledged_at is not None
    written = Item.objects.filter(episode=region.episode, by_unit=region.units["office"])
    assert written.count() > 0
    client = logged_in(*_person(heir, Role.ASSESSOR))
    page = text_of(client.get(reverse("case", args=[region.episode.public_id])))
    assert "Vill ha hjälp hemma" in page
    with scope.system("test"):
        found = chain(CareEpisode.objects.get(pk=region.episode.pk))
    assert region.id("office") not in found.parties
    assert heir.pk in found.parties
    assert "take_contact" not in set(Task.objects.filter(unit=heir).values_list("kind", flat=True))


def _person(unit: Unit, role: Role) -> tuple[object, Assignment]:
    user = User.objects.create(username=f"p-{unit.pk}-{role}", name="Person Efter")
    return user, Assignment.objects.create(user=user, unit=unit, role=role, valid_from=clock.today())


def test_a_wards_patients_are_the_successors(region: Region) -> None:
    heir = heir_of(region, "ward")
    end(region, "ward", heir)
    region.episode.refresh_from_db()
    assert region.episode.ward_id == heir.pk
    assert region.episode.admitted_to_id == region.id("ward")
    client = logged_in(*_person(heir, Role.WARD_NURSE))
    assert client.get(reverse("discharge", args=[region.episode.public_id])).status_code == 200
    # Later writes keep it so: the state is derived from the chain, where the successor stands.
    services.change_expected_discharge(
        acting=replace(region.acting("ward"), unit_id=heir.pk, unit_name=heir.name),
        episode_id=region.episode.pk,
        at=clock.now(),
        expected_discharge=clock.today() + timedelta(days=3),
        certainty="likely",
    )
    region.episode.refresh_from_db()
    assert region.episode.ward_id == heir.pk
    assert not Task.objects.filter(unit=region.units["ward"]).exists()


def test_a_provider_sip_and_deviations_go_over(region: Region) -> None:
    home, vc = heir_of(region, "home"), heir_of(region, "vc")
    patient = region.episode.patient
    now = clock.now()
    HomeCareService.objects.create(
        patient=patient, unit=region.units["home"], slot="day", since=now - timedelta(days=30)
    )
    Patient.objects.filter(pk=patient.pk).update(listed_at=region.units["vc"])
    called = sip.call_sip(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=now,
        to=[region.id("office")],
        caller="care_contact",
        meeting_at=now + timedelta(days=4),
        mode="video",
    )
    open_one, closed = (
        deviations.report(
            acting=region.acting("office"),
            at=now,
            category="medicines",
            about_id=region.id("vc"),
            severity="low",
            episode_id=region.episode.pk,
            text=text,
        )
        for text in ("Listan saknades.", "Listan var gammal.")
    )
    Deviation.objects.filter(pk=closed.pk).update(stage="closed", due_at=None, closed_at=now)
    end(region, "home", home)
    end(region, "vc", vc)
    rows = {row.unit_id: row for row in HomeCareService.objects.filter(patient=patient)}
    assert rows[region.id("home")].until is not None
    assert rows[home.pk].until is None
    patient.refresh_from_db()
    assert patient.listed_at_id == vc.pk
    assert SipParticipant.objects.filter(sip=called, unit=vc).exists()
    open_one.refresh_from_db()
    closed.refresh_from_db()
    assert (open_one.about_id, closed.about_id) == (vc.pk, region.id("vc"))
    assert open_one.history.count() == 2
    client = logged_in(*_person(vc, Role.CARE_CONTACT))
    assert client.get(reverse("sip_detail", args=[called.public_id])).status_code == 200
    assert client.get(reverse("deviation_detail", args=[open_one.public_id])).status_code == 200


def test_two_units_become_one_and_nothing_is_there_twice(region: Region) -> None:
    """The successor was on the case already, and had read what the other had not."""
    other = heir_of(region, "office")
    services.record_item(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        kind="expected_discharge_changed",
        at=clock.now() - timedelta(hours=1),
        to=[other.pk],
        data={"expected_discharge": f"{clock.today() + timedelta(days=5)}", "certainty": "likely"},
    )
    end(region, "office", other)
    assert Party.objects.filter(episode=region.episode, unit=other).count() == 1
    for item in Item.objects.filter(episode=region.episode):
        assert Addressee.objects.filter(item=item, unit=other).count() == 1, item.kind
        assert not Addressee.objects.filter(
            item=item, unit=region.units["office"], acknowledged_at__isnull=True
        ).exists()


def test_doing_it_twice_moves_nothing_more(region: Region) -> None:
    heir = heir_of(region, "office")
    assert end(region, "office", heir) is True
    marks = (AuditRow.objects.count(), OutboxMessage.objects.count(), Party.objects.count())
    assert end(region, "office", heir) is False
    assert (AuditRow.objects.count(), OutboxMessage.objects.count(), Party.objects.count()) == marks
    with pytest.raises(services_places.Invalid, match="ended"):
        end(region, "office", region.units["other_office"])


def test_half_a_succession_is_none(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    heir = heir_of(region, "office")

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("transitions.services.succession.store_state", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        end(region, "office", heir)
    region.units["office"].refresh_from_db()
    assert region.units["office"].ended_at is None
    assert not Party.objects.filter(unit=heir).exists()


def test_who_may_take_over_and_who_may_decide(region: Region) -> None:
    heir = heir_of(region, "office")
    with pytest.raises(services_places.Invalid, match="successor"):
        end(region, "office", region.units["vc"])  # another kind
    with pytest.raises(services_places.Invalid, match="successor"):
        end(region, "office", region.units["office"])
    with pytest.raises(services_places.Invalid, match="successor"):
        services_places.end_unit(
            acting=region.acting("management", role=Role.ADMINISTRATOR),
            unit_id=region.id("office"),
            successor_id=None,
        )
    with pytest.raises(services_places.NotFound):
        services_places.end_unit(
            acting=region.acting("management", role=Role.ADMINISTRATOR),
            unit_id=region.id("ward"),
            successor_id=heir.pk,
        )
    for unit in ("ward", "office"):
        with pytest.raises(PermissionDenied):
            services_places.end_unit(
                acting=region.acting(unit, role=Role.ADMINISTRATOR),
                unit_id=region.id(unit),
                successor_id=None,
            )


def test_the_page_shows_what_moves_before_it_moves(region: Region) -> None:
    heir = heir_of(region, "office")
    region.person("office")
    client = operator(region)
    address = reverse("unit_end", args=[region.id("office")])
    assert "Detta händer" not in text_of(client.get(address))
    page = text_of(client.get(address, {"efter": heir.pk}))
    assert "Öppna ärenden 1" in page
    assert "Behörigheter som avslutas 1" in page
    assert Unit.objects.get(pk=region.id("office")).ended_at is None
    without = text_of(client.get(address, {"efter": ""}))
    assert "Välj en efterträdare" in without
    assert client.post(address, {"efter": heir.pk}).status_code == 302
    shown = text_of(client.get(reverse("unit", args=[region.id("office")])))
    assert "Efterträdare Nya Biståndsenheten" in shown
    listed = text_of(client.get(reverse("directory")))
    assert "Nya Biståndsenheten" in listed
    assert "T-office " not in listed


def test_a_unit_made_on_the_page_can_be_worked_in(region: Region) -> None:
    client = operator(region)
    data = {
        "name": "Avdelning 30",
        "organisation": region.organisations["region"].pk,
        "kind": "ward",
        "code": "T-avd30",
        "phone": "08-1",
    }
    assert client.post(reverse("unit_new"), data).status_code == 302
    made = Unit.objects.get(code="T-avd30")
    assert (made.name, made.kind, made.valid_from) == ("Avdelning 30", "ward", clock.today())
    again = client.post(reverse("unit_new"), data)
    assert again.status_code == 422
    assert "Koden används redan" in text_of(again)
    municipal = region.client("management", role=Role.ADMINISTRATOR)
    data |= {"code": "T-x", "organisation": region.organisations["region"].pk}
    assert municipal.post(reverse("unit_new"), data).status_code == 422
    assert not Unit.objects.filter(code="T-x").exists()


def test_organisations_merge(region: Region) -> None:
    """Two districts become one: units anew in the successor, inhabitants registered there, the past where it was."""
    client = operator(region)
    municipality = region.organisations["municipality"]
    for code, name in (("D-1", "Norra"), ("D-2", "Norra och södra")):
        data = {"name": name, "kind": "district", "code": code, "parent": municipality.pk}
        assert client.post(reverse("organisation_new"), data).status_code == 302
    old, new = Organisation.objects.get(code="D-1"), Organisation.objects.get(code="D-2")
    office = Unit.objects.create(
        code="D-1-BIST", organisation=old, kind=UnitKind.ASSESSMENT_OFFICE, name="Norra bistånd"
    )
    ServiceArea.objects.create(unit=region.units["vc"], organisation=old)
    Patient.objects.filter(pk=region.episode.patient_id).update(registered_in=old)
    services.record_item(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        kind="discharge_ready_sent",
        at=clock.now() - timedelta(hours=1),
        to=[office.pk],
    )
    address = reverse("organisation_end", args=[old.pk])
    page = text_of(client.get(address, {"efter": new.pk}))
    assert "Enheter i drift 1" in page
    assert "Personer som är folkbokförda där 1" in page
    for _ in range(2):
        assert client.post(address, {"efter": new.pk}).status_code == 302
    heir = Unit.objects.get(organisation=new)
    office.refresh_from_db()
    assert (office.successor_id, office.organisation_id) == (heir.pk, old.pk)
    assert Party.objects.filter(episode=region.episode, unit=heir).count() == 1
    patient = Patient.objects.get(pk=region.episode.patient_id)
    assert patient.registered_in_id == new.pk
    assert patient.registrations.filter(organisation=new, valid_from=clock.today()).count() == 1
    region.episode.refresh_from_db()
    assert region.episode.registered_in_id == municipality.pk  # where it was at admission
    assert ServiceArea.objects.filter(unit=region.units["vc"], organisation=new).exists()
    assert AuditRow.objects.filter(action="organisation.ended").count() == 1


def test_an_organisation_of_another_kind_takes_nothing_over(region: Region) -> None:
    acting = region.acting("region_management", role=Role.ADMINISTRATOR)
    with pytest.raises(services_places.Invalid, match="successor"):
        services_places.end_organisation(
            acting=acting,
            organisation_id=region.organisations["other"].pk,
            successor_id=region.organisations["provider"].pk,
        )
    with pytest.raises(services_places.Invalid, match="parent"):
        services_places.make_organisation(
            acting=acting, kind=OrganisationKind.DISTRICT, code="D", name="D", parent_id=None
        )
