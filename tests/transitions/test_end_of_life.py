"""The flag stands first at night, a discharge without a doctor asks why, a death afterwards ends the work (T31)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import clock
from core.conflicts import Conflict
from core.invalid import Invalid
from tests.factories.region import Region, build, order_help
from tests.pages.support import fill, text_of
from transitions import services
from transitions.models import Item, Task
from transitions.rules.end_of_life import Decided, KinInformed
from transitions.rules.kinds import ConsentForm, DischargedTo, ItemKind, Scope
from transitions.rules.task_values import TaskKind
from transitions.services.end_of_life import EndOfLife

pytestmark = pytest.mark.django_db


def ordered() -> Region:
    """A person whose help at home is ordered."""
    region = build()
    order_help(region)
    return region


def flag(region: Region, **more: str) -> int:
    """The form, sent by the ward."""
    client = region.client("ward")
    where = reverse("state_end_of_life", args=[region.episode.public_id])
    typed = {
        "talked_on": f"{clock.today()}",
        "talked_by": "Omid Test",
        "decided_by": "Omid Test",
        "decisions": "no_hospital",
        "informed": "yes",
        "call_first": "Hemsjukvården",
    }
    return client.post(where, fill(client, where, **typed | more)).status_code


def case_of(region: Region, unit: str) -> str:
    return text_of(region.client(unit).get(reverse("case", args=[region.episode.public_id])))


def test_the_night_reads_the_doctor_first_and_the_decisions_when_the_person_agrees() -> None:
    region = ordered()
    assert flag(region, doctor="Jourläkaren", doctor_phone="08-123 45 67") == 302
    page = case_of(region, "night")
    assert page.index("Läkare dygnet runt") < page.index("Gör nu")
    assert "Ring först" in page
    assert "Inte till sjukhus" not in page
    assert "Besluten är inte skickade till er" in page
    assert "Vård i livets slutskede" not in case_of(region, "office")
    services.give_consent(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
        form=ConsentForm.ORAL,
    )
    assert flag(region, doctor="Jourläkaren", doctor_phone="08-123 45 67") == 302
    assert "Inte till sjukhus" in case_of(region, "night")
    services.end_end_of_life(
        acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), reason="Bättre."
    )
    assert "Läkare dygnet runt: Jour" not in case_of(region, "night").split("Händelser")[0]


def test_what_cannot_be_is_refused() -> None:
    region = ordered()
    assert flag(region, doctor="Jourläkaren") == 422
    assert flag(region, talked_on=f"{clock.today() + timedelta(days=1)}") == 422
    assert flag(region, talked_by="") == 422
    assert not Item.objects.filter(kind=ItemKind.END_OF_LIFE_STATED).exists()


def test_the_service_refuses_what_a_page_cannot_send() -> None:
    """The form asks for some of it already; a system that calls the service meets the same rules."""
    region = ordered()
    common = {"episode_id": region.episode.pk, "at": clock.now()}
    ward, today = region.acting("ward"), clock.today()
    known = EndOfLife("Omid Test", today, "Omid Test", KinInformed.YES)
    for wrong, code in (
        (replace(known, decided_by=" "), "no_doctor"),
        (replace(known, talked_by=" "), "no_talk"),
        (replace(known, talked_on=today + timedelta(days=1)), "talk_later"),
        (replace(known, decisions=(Decided.NO_HOSPITAL, Decided.HOSPITAL_OPEN)), "contradiction"),
        (replace(known, doctor_phone="08-1"), "half_a_doctor"),
    ):
        with pytest.raises(Invalid) as refused:
            services.state_end_of_life(acting=ward, **common, known=wrong)
        assert refused.value.code == code
    with pytest.raises(Conflict) as none:
        services.end_end_of_life(acting=ward, **common, reason="Bättre.")
    assert none.value.code == "no_flag"
    with pytest.raises(Invalid):
        services.end_end_of_life(acting=ward, **common, reason=" ")
    for unit in ("office", "home"):
        with pytest.raises(PermissionDenied):
            services.state_end_of_life(acting=region.acting(unit), **common, known=known)
    with pytest.raises(Conflict) as early:
        services.tell_death_at_home(acting=region.acting("home"), **common, on=today)
    assert early.value.code == "not_home_yet"
    services.record_discharge(acting=ward, **common, to=DischargedTo.HOME)
    with pytest.raises(PermissionDenied):
        services.tell_death_at_home(acting=ward, **common, on=today)
    for day, code in ((today + timedelta(days=1), "later"), (today - timedelta(days=1), "before_home")):
        with pytest.raises(Invalid) as wrong_day:
            services.tell_death_at_home(acting=region.acting("home"), **{**common, "at": clock.now()}, on=day)
        assert wrong_day.value.code == code


def test_a_discharge_without_a_doctor_asks_why_and_keeps_the_answer() -> None:
    region = ordered()
    assert flag(region) == 302
    assert Task.objects.get(kind=TaskKind.NAME_DOCTOR).unit_id == region.id("ward")
    client = region.client("ward")
    where = reverse("discharge", args=[region.episode.public_id])
    assert "Läkare dygnet runt är inte namngiven" in text_of(client.get(where))
    with pytest.raises(Invalid) as silent:
        services.record_discharge(
            acting=region.acting("ward"), episode_id=region.episode.pk, at=clock.now(), to=DischargedTo.HOME
        )
    assert silent.value.code == "open_critical_points"
    done = client.post(where, fill(client, where, to="home", why_open="Vårdcentralen ringer i kväll."))
    assert done.status_code == 302
    assert (
        Item.objects.get(kind=ItemKind.DISCHARGED).data["without_doctor"] == "Vårdcentralen ringer i kväll."
    )
    assert Task.objects.get(kind=TaskKind.NAME_DOCTOR).unit_id == region.id("vc")
    told = services.tell_death_at_home(
        acting=region.acting("night"), episode_id=region.episode.pk, at=clock.now(), on=clock.today()
    )
    assert region.id("home") in set(told.addressees.values_list("unit_id", flat=True))
    assert set(Task.objects.values_list("kind", flat=True)) == {TaskKind.ACKNOWLEDGE}
    with pytest.raises(Conflict):
        services.tell_death_at_home(
            acting=region.acting("home"), episode_id=region.episode.pk, at=clock.now(), on=clock.today()
        )
