"""Giving and ending access by the unit's own administrator: what is allowed, what is refused, what holds at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from actors import selectors, selectors_access, services_access
from actors.models import Assignment, User
from actors.newcomers import GUIDES
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from actors.rules.roles import ROLES, UNUSED_DAYS, grantable
from core import clock
from core.models import AuditRow
from tests.factories.region import Region, build, logged_in
from tests.pages.support import fill, text_of
from tests.query_counts import QueryCounts


@pytest.fixture
def region(db: None) -> Region:
    """The small region."""
    return build()


def admin_of(region: Region, unit: str) -> Client:
    """A browser of the unit's administrator."""
    return region.client(unit, role=Role.ADMINISTRATOR)


def give(client: Client, unit_id: int, **fields: object) -> object:
    """Fill in the form and send it."""
    address = reverse("access_new", args=[unit_id])
    return client.post(address, fill(client, address, **fields))


def test_every_kind_of_unit_has_roles_and_nobody_hands_out_the_operators() -> None:
    assert set(ROLES) == set(UnitKind)
    for kind in UnitKind:
        for organisation in OrganisationKind:
            own = grantable(kind, organisation, own_unit=True)
            assert Role.ADMINISTRATOR not in own
            others = grantable(kind, organisation, own_unit=False)
            assert own <= others
            if kind is UnitKind.ADMINISTRATION:
                assert Role.ADMINISTRATOR not in others
    assert set(GUIDES) == set(Role)


def test_a_person_not_known_yet_is_made_and_works_at_once(region: Region) -> None:
    client = admin_of(region, "ward")
    answer = give(client, region.id("ward"), username="SE2321-4F2K", name="Nora Ny", role="ward_nurse")
    assert answer.status_code == 302
    person = User.objects.get(username="SE2321-4F2K")
    assert not person.has_usable_password()
    assignment = person.assignments.get()
    assert (assignment.role, assignment.valid_from, assignment.ended_at) == (
        "ward_nurse",
        clock.today(),
        None,
    )
    assert logged_in(person, assignment).get(reverse("worklist")).status_code == 200
    assert AuditRow.objects.filter(action="assignment.given", object_id=str(assignment.pk)).count() == 1
    page = text_of(client.get(reverse("unit_access", args=[region.id("ward")])))
    assert "Nora Ny" in page
    assert "Aldrig" in page


def test_giving_twice_changes_nothing(region: Region) -> None:
    client = admin_of(region, "ward")
    for _ in range(2):
        give(client, region.id("ward"), username="nora", name="Nora Ny", role="ward_nurse")
    assert Assignment.objects.filter(user__username="nora").count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"username": "nora", "role": "ward_nurse"}, "Skriv också personens namn"),
        ({"username": "19800101-9802", "name": "N", "role": "ward_nurse"}, "inte ett personnummer"),
        ({"username": "nora", "name": "N", "role": "assessor"}, "Välj ett giltigt alternativ"),
        ({"username": "nora", "name": "N", "role": "administrator"}, "Välj ett giltigt alternativ"),
        ({"username": "nora", "name": "N", "role": "ward_nurse", "valid_to": "2020-01-01"}, "inte har varit"),
    ],
)
def test_what_cannot_be_given_is_said(region: Region, fields: dict[str, str], sentence: str) -> None:
    client = admin_of(region, "ward")
    answer = client.post(reverse("access_new", args=[region.id("ward")]), fields)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not User.objects.filter(username__in=["nora", "19800101-9802"]).exists()


def test_nobody_gives_herself_a_role(region: Region) -> None:
    user, assignment = region.person("ward", role=Role.ADMINISTRATOR)
    client = logged_in(user, assignment)
    data = {"username": user.username.upper(), "role": "ward_nurse"}
    answer = client.post(reverse("access_new", args=[region.id("ward")]), data)
    assert answer.status_code == 422
    assert "dig själv" in text_of(answer)
    assert user.assignments.count() == 1


def test_the_service_itself_refuses_a_role_that_the_unit_does_not_have(region: Region) -> None:
    admin = region.acting("ward", role=Role.ADMINISTRATOR)
    for role in set(Role) - ROLES[UnitKind.WARD]:
        with pytest.raises(services_access.Invalid, match="role_not_here"):
            services_access.give_access(
                acting=admin, unit_id=region.id("ward"), username="x", name="X", role=role
            )
    with pytest.raises(PermissionDenied):
        services_access.give_access(
            acting=region.acting("ward"),
            unit_id=region.id("ward"),
            username="x",
            name="X",
            role=Role.WARD_NURSE,
        )
    with pytest.raises(services_access.NotFound):
        services_access.give_access(
            acting=admin, unit_id=region.id("other_ward"), username="x", name="X", role=Role.WARD_NURSE
        )
    assert not User.objects.filter(username="x").exists()


def test_access_that_is_ended_is_refused_at_the_next_request(region: Region) -> None:
    user, assignment = region.person("ward")
    nurse, admin = logged_in(user, assignment), admin_of(region, "ward")
    assert nurse.get(reverse("worklist")).status_code == 200
    address = reverse("access_end", args=[assignment.pk])
    assert "genast" in text_of(admin.get(address))
    for _ in range(2):  # a second time changes nothing
        assert admin.post(address).status_code == 302
    assert nurse.get(reverse("worklist"))["Location"].startswith(reverse("choose_assignment"))
    assignment.refresh_from_db()
    assert assignment.ended_at is not None
    assert (
        selectors.acting_for_assignment(assignment_id=assignment.pk, user_id=user.pk, on=clock.today())
        is None
    )
    assert AuditRow.objects.filter(action="assignment.ended").count() == 1
    history = text_of(admin.get(reverse("assignment", args=[assignment.pk])))
    assert "Avslutad" in history
    assert "Historik" in history


def test_one_given_and_ended_the_same_day_can_be_given_again(region: Region) -> None:
    admin = admin_of(region, "ward")
    give(admin, region.id("ward"), username="nora", name="Nora Ny", role="ward_nurse")
    first = Assignment.objects.get(user__username="nora")
    admin.post(reverse("access_end", args=[first.pk]))
    give(admin, region.id("ward"), username="nora", role="ward_nurse")
    assert Assignment.objects.filter(user__username="nora", ended_at=None).count() == 1


def test_an_administrator_cannot_end_her_own_way_in(region: Region) -> None:
    user, assignment = region.person("ward", role=Role.ADMINISTRATOR)
    client = logged_in(user, assignment)
    client.post(reverse("access_end", args=[assignment.pk]))
    assignment.refresh_from_db()
    assert assignment.ended_at is None


def test_only_ones_own_unit_or_organisation_is_kept(region: Region) -> None:
    _, nurse = region.person("ward")
    _, assessor = region.person("office")
    for unit, may in (("ward", {nurse}), ("management", {assessor}), ("region_management", {nurse})):
        client = admin_of(region, unit)
        for row in (nurse, assessor):
            expected = 200 if row in may else 404
            assert client.get(reverse("assignment", args=[row.pk])).status_code == expected, (unit, row)
            ended = client.post(reverse("access_end", args=[row.pk])).status_code if expected == 404 else 404
            assert ended == 404
    assert Assignment.objects.filter(ended_at__isnull=False).count() == 0


def test_the_organisations_administrator_appoints_the_units(region: Region) -> None:
    client = admin_of(region, "management")
    give(client, region.id("office"), username="adam", name="Adam Admin", role="administrator")
    row = Assignment.objects.get(user__username="adam")
    assert (row.unit_id, row.role) == (region.id("office"), "administrator")
    answer = client.post(
        reverse("access_new", args=[region.id("management")]),
        {"username": "eva", "name": "Eva", "role": "administrator"},
    )
    assert answer.status_code == 422


def test_what_nobody_has_used_for_90_days_is_told(region: Region) -> None:
    user, assignment = region.person("ward")
    _, other = region.person("ward")
    long_ago = clock.today() - timedelta(days=UNUSED_DAYS + 1)
    Assignment.objects.filter(pk=assignment.pk).update(valid_from=long_ago, last_used_on=long_ago)
    Assignment.objects.filter(pk=other.pk).update(valid_from=long_ago, last_used_on=clock.today())
    assert selectors_access.unused_count(region.id("ward"), on=clock.today()) == 1
    admin = admin_of(region, "ward")
    page = text_of(admin.get(reverse("unit_access", args=[region.id("ward")])))
    assert "1 behörighet har inte använts på 90 dagar" in page
    client = Client()
    client.force_login(user)
    client.post(reverse("choose_assignment"), {"assignment": assignment.pk})
    assert selectors_access.unused_count(region.id("ward"), on=clock.today()) == 0


def test_the_list_asks_the_same_questions_however_long_it_is(
    region: Region, query_counts: QueryCounts
) -> None:
    client = admin_of(region, "ward")
    address = reverse("unit_access", args=[region.id("ward")])
    client.get(address)
    for people in (1, 4):
        for _ in range(people):
            _, row = region.person("ward")
        services_access.end_access(
            acting=region.acting("ward", role=Role.ADMINISTRATOR), assignment_id=row.pk
        )
        with query_counts.same("actors.access"):
            assert client.get(address).status_code == 200


def test_a_newcomer_is_told_once_what_the_role_can_do(region: Region) -> None:
    user, assignment = region.person("office")
    Assignment.objects.filter(pk=assignment.pk).update(last_used_on=None)
    region.person("office", role=Role.ADMINISTRATOR)
    client = Client()
    client.force_login(user)
    first = client.post(
        reverse("choose_assignment"), {"assignment": assignment.pk, "next": reverse("people")}
    )
    assert first["Location"].startswith(reverse("welcome"))
    page = client.get(first["Location"])
    assert "biståndshandläggare" in text_of(page)
    assert "Behörighet till enheten ges av Person office" in text_of(page)
    assert f'href="{reverse("people")}"' in page.content.decode()
    again = client.post(reverse("choose_assignment"), {"assignment": assignment.pk})
    assert again["Location"] == reverse("start")
    assert reverse("welcome") in client.get(reverse("help")).content.decode()


def test_the_newcomers_page_leads_nowhere_else(region: Region) -> None:
    page = region.client("ward").get(reverse("welcome"), {"next": "https://example.com/"})
    assert "example.com" not in page.content.decode()
