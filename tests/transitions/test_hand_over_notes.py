"""Day provider and night patrol write to each other, also after the discharge, and nobody else reads it (T37)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from tests.factories.region import Region, build
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import Item, Task
from transitions.rules.hand_over import night_of
from transitions.rules.kinds import DischargedTo, ItemKind
from transitions.rules.task_values import TaskKind
from transitions.services.work import sweep_deadlines

pytestmark = pytest.mark.django_db


def at_home() -> Region:
    """A person who has come home to a day and a night provider."""
    region = build()
    services.report_services(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        providers=[region.id("home"), region.id("night")],
    )
    told = services.record_discharge(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
    )
    services.notify_home_care(
        acting=region.acting("ward", source="system"),
        episode_id=region.episode.pk,
        cause_item_id=told.pk,
        at=clock.now(),
    )
    return region


def write(region: Region, unit: str, note: str, **more: object) -> Item:
    return services.write_hand_over_note(
        acting=region.acting(unit), episode_id=region.episode.pk, at=clock.now(), note=note, **more
    )


def unread(region: Region) -> set[int]:
    return set(Task.objects.filter(kind=TaskKind.READ_HAND_OVER).values_list("unit_id", flat=True))


def test_day_writes_night_reads_and_day_sees_by_whom() -> None:
    region = at_home()
    day, night = region.client("home"), region.client("night")
    where = reverse("hand_over_notes", args=[region.episode.public_id])
    assert "Når Nattpatrullen." in text_of(day.get(where))
    typed = fill(day, where, note="Katetern läckte i kväll.", tonight="on")
    assert day.post(where, typed).status_code == 302
    assert unread(region) == {region.id("night")}
    card = night.get(reverse("day"))
    assert "Katetern läckte" in text_of(card)
    assert where in card.content.decode(), "two taps: the list, the notes"
    case = text_of(night.get(reverse("case", args=[region.episode.public_id])))
    assert "1 inte läst" in case
    assert "Gäller i natt" in case
    read = reverse("read_hand_over_notes", args=[region.episode.public_id])
    assert night.post(read).status_code == 302
    assert unread(region) == set()
    row = Item.objects.get(kind=ItemKind.HAND_OVER_NOTE).addressees.get()
    first = row.acknowledged_at
    assert night.post(read).status_code == 302
    row.refresh_from_db()
    assert row.acknowledged_at == first, "a second click changes nothing"
    assert "Nattpatrullen: läst av Person night" in text_of(day.get(where))
    for other in ("ward", "office", "vc"):
        page = text_of(region.client(other).get(reverse("case", args=[region.episode.public_id])))
        assert "Katetern" not in page, other


def test_what_concerns_tonight_stands_first() -> None:
    region = at_home()
    write(region, "home", "Orolig på natten.", tonight=True, until=night_of(clock.now()) + timedelta(days=2))
    write(region, "home", "Maten står i kylen.")
    page = text_of(region.client("night").get(reverse("hand_over_notes", args=[region.episode.public_id])))
    assert page.index("Orolig på natten.") < page.index("Maten står i kylen.")


def test_a_provider_that_was_replaced_gets_nothing_new() -> None:
    region = at_home()
    services.report_services(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        at=clock.now(),
        providers=[region.id("night")],
    )
    with pytest.raises(Conflict) as alone:
        write(region, "night", "Hej.")
    assert alone.value.code == "nobody_to_tell"
    with pytest.raises(Conflict) as out:
        write(region, "home", "Hej.")
    assert out.value.code == "not_in_the_home"
    page = text_of(region.client("home").get(reverse("hand_over_notes", args=[region.episode.public_id])))
    assert "Bara de som hjälper personen hemma" in page
    for unit in ("ward", "office", "vc"):
        with pytest.raises(PermissionDenied):
            write(region, unit, "Hej.")


@pytest.mark.parametrize(
    ("note", "days", "code"),
    [(" ", 0, "empty"), ("x" * 1001, 0, "too_long"), ("a", -1, "until_past"), ("a", 15, "until_far")],
)
def test_bad_input_is_said_in_words(note: str, days: int, code: str) -> None:
    region = at_home()
    with pytest.raises(Invalid) as error:
        write(region, "home", note, tonight=True, until=night_of(clock.now()) + timedelta(days=days))
    assert error.value.code == code


def test_the_notes_live_on_for_as_long_as_is_decided(settings: object) -> None:
    region = at_home()
    write(region, "home", "Läs detta.")
    sweep_deadlines(acting=region.acting("ward", source="system"), now=clock.now() + timedelta(days=20))
    assert unread(region) == {region.id("night")}, "what nobody has read does not leave the list"
    settings.TRANSITION_LIMITS = {"hand_over_days": 0}  # type: ignore[attr-defined]
    later = clock.now() + timedelta(days=1)
    with pytest.raises(Conflict) as closed:
        services.write_hand_over_note(
            acting=region.acting("home"), episode_id=region.episode.pk, at=later, note="För sent."
        )
    assert closed.value.code == "hand_over_closed"
