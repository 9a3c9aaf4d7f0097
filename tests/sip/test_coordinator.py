"""A person with three or more care givers has a coordinator with a number, or a vacancy that is seen (S12)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import clock
from core.invalid import Invalid
from sip import selectors_coordinator
from sip.services import name_coordinator
from tests.factories.region import Region, build
from tests.sip.pages import fill
from tests.unit.transitions.chains import HOME, NIGHT, OFFICE, REHAB, VC, WARD, chain, fact, notice
from transitions.models import Addressee, Item, Task
from transitions.rules.coordinator import entitled, givers
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.tasks import TaskKind, tasks


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ((WARD, OFFICE, VC), set()),
        ((WARD, OFFICE, VC, HOME), set()),
        ((WARD, OFFICE, VC, HOME, NIGHT), {VC}),
        ((WARD, OFFICE, HOME, NIGHT, REHAB), set()),
    ],
)
def test_three_who_help_are_three_without_ward_and_office(
    parties: tuple[int, ...], expected: set[int]
) -> None:
    whole = chain(notice(), parties=parties)
    found = {one.unit_id for one in tasks(whole, Limits()) if one.kind is TaskKind.NAME_COORDINATOR}
    assert found == expected
    assert entitled(whole) == (len(givers(whole)) >= 3)


def test_nobody_is_named_for_a_person_who_has_died_and_a_name_ends_the_task() -> None:
    parties = (WARD, OFFICE, VC, HOME, NIGHT)
    named = fact(ItemKind.COORDINATOR_NAMED, 30, by=OFFICE, name="Eva", phone="08-1")
    for last in (named, fact(ItemKind.DIED, 30)):
        whole = chain(notice(), last, parties=parties)
        assert TaskKind.NAME_COORDINATOR not in {one.kind for one in tasks(whole, Limits())}


@pytest.fixture
def region() -> Region:
    return build(to=("office", "vc", "home", "night"))


@pytest.mark.django_db
def test_the_vacancy_stands_in_the_list_until_somebody_is_named(region: Region) -> None:
    vc = region.client("vc")
    case = reverse("case", args=[region.episode.public_id])
    (vacant,) = selectors_coordinator.of_unit(acting=region.acting("vc"))
    assert vacant.named is None
    assert "Samordnare saknas" in vc.get(case).content.decode()
    assert "Samordnare saknas" not in region.client("home").get(case).content.decode()
    listed = f"{reverse('sip_list')}?flik=samordnare"
    assert "Saknas" in vc.get(listed).content.decode()
    url = reverse("sip_coordinator", args=[region.episode.public_id])
    assert fill(vc, url, name="", phone="").status_code == 422
    assert fill(vc, url, name="Eva Test", phone="08-123 00 01").status_code == 302
    told = Addressee.objects.filter(item__kind=ItemKind.COORDINATOR_NAMED)
    units = set(told.values_list("unit_id", flat=True))
    assert units == {region.id(name) for name in ("ward", "office", "home", "night")}
    assert not Task.objects.filter(kind=TaskKind.NAME_COORDINATOR).exists()
    assert "Eva Test" in vc.get(listed).content.decode()
    home = region.client("home").get(case).content.decode()
    assert "Eva Test" in home


@pytest.mark.django_db
def test_a_number_is_needed_and_home_care_names_nobody(region: Region) -> None:
    told = {"episode_id": region.episode.pk, "at": clock.now()}
    for changes, code in (
        ({"name": " ", "phone": "08-1"}, "name"),
        ({"name": "Eva", "phone": "vx"}, "phone"),
    ):
        with pytest.raises(Invalid) as refused:
            name_coordinator(acting=region.acting("vc"), **told, **changes)
        assert refused.value.code == code
    with pytest.raises(PermissionDenied):
        name_coordinator(acting=region.acting("home"), **told, name="Eva", phone="08-1")
    assert not Item.objects.filter(kind=ItemKind.COORDINATOR_NAMED).exists()
