"""Before the meeting the person is prepared and each unit writes (S13); a unit that leaves hands over its part (S6)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AuditRow
from sip import selectors, selectors_preparing, services
from sip.models import PartHandOver, Plan, PlanAction, PlanPart, Preparation, Sip
from sip.services import ActionText, OwnWords
from tests.factories.region import Region, build
from tests.pages.support import text_of
from tests.query_counts import QueryCounts
from tests.sip.pages import fields_of, fill
from transitions.models import Consent, Patient
from transitions.rules.kinds import ConsentForm, Scope
from transitions.services import give_consent

pytestmark = pytest.mark.django_db
UNITS = ("office", "home", "rehab")


@pytest.fixture
def region() -> Region:
    made = build(to=("office", "vc", "home", "rehab"))
    at = clock.now()
    services.call_sip(
        acting=made.acting("vc"),
        episode_id=made.episode.pk,
        at=at,
        to=[made.id(name) for name in UNITS],
        caller="care_contact",
        meeting_at=at + timedelta(days=5),
        mode="room",
    )
    told = {"episode_id": made.episode.pk, "at": at, "scopes": [Scope.SIP], "units": []}
    give_consent(acting=made.acting("vc"), form=ConsentForm.ORAL, **told)
    return made


def sip_of() -> Sip:
    return Sip.objects.get()


def url(name: str, *more: int) -> str:
    return reverse(name, args=[sip_of().public_id, *more])


def planned(region: Region, by: str = "vc", **changes: Any) -> Preparation:
    values: dict[str, Any] = {"unit_id": region.id("home"), "by_name": "Kontaktpersonen", **changes}
    return services.plan_preparation(acting=region.acting(by), sip=sip_of(), at=clock.now(), **values)


def said(region: Region, by: str, version: int = 0, **words: str) -> Plan:
    told = {"acting": region.acting(by), "sip": sip_of(), "at": clock.now(), "version": version}
    return services.write_own_words(**told, words=OwnWords(**words))


def part(region: Region, unit: str, text: str = "Promenad", version: int = 0) -> PlanPart:
    told = {"acting": region.acting(unit), "sip": sip_of(), "at": clock.now(), "version": version}
    return services.write_part(**told, assessment="Går säkert.", actions=[ActionText(text, "Test Testsson")])


def listed(region: Region, unit: str) -> bool:
    return selectors_preparing.to_prepare(acting=region.acting(unit), now=clock.now()).exists()


def test_who_prepares_writes_the_persons_words_first_and_each_unit_its_part(region: Region) -> None:
    day = clock.today() + timedelta(days=3)
    row = planned(region, due_on=day, material=["questions", "talk"], note="Hör dåligt.")
    assert (row.material, row.due_on) == (["talk", "questions"], day)
    assert listed(region, "home")
    said(region, "home", matters="Hem till katten.", worries="Trappan.", kin="Vi orkar inte på nätterna.")
    row.refresh_from_db()
    assert row.prepared_by == "Test home"
    assert (sip_of().matters, Plan.objects.get().kin) == ("Hem till katten.", "Vi orkar inte på nätterna.")
    # Prepared, but its own part is not written.
    assert listed(region, "home")
    part(region, "home")
    assert not listed(region, "home")
    assert listed(region, "rehab")
    text = text_of(region.client("vc").get(url("sip_preparation")))
    assert text.index("Hem till katten.") < text.index("Vi orkar inte") < text.index("Enheternas delar")
    assert "Går säkert." in text
    assert text.count("Inte klart") == 3
    assert AuditRow.objects.filter(action="sip.person_prepared").count() == 1
    assert "Vi orkar inte på nätterna." in text_of(region.client("rehab").get(url("sip_plan")))


def test_what_is_not_written_in_time_is_chased(region: Region) -> None:
    planned(region)
    Sip.objects.update(meeting_at=clock.now() + timedelta(hours=1))
    Preparation.objects.update(due_on=clock.today() - timedelta(days=1))
    part(region, "rehab")
    text = text_of(region.client("vc").get(url("sip_preparation")))
    assert "Har inte skrivit än" in text
    for name in ("office", "home", "vc"):
        assert region.units[name].name in text.split("Har inte skrivit än")[1].split("Ring om")[0]
    assert region.units["rehab"].name not in text.split("Har inte skrivit än")[1].split("Ring om")[0]
    shown = text_of(region.client("home").get(reverse("sip_list"), {"flik": "att-forbereda"}))
    assert "Elsa Testsson" in shown
    assert "Hölls inte" not in shown
    Sip.objects.update(meeting_at=clock.now() - timedelta(hours=1))
    assert not listed(region, "home")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit_id": 999_999}, "unit"),
        ({"due_on": clock.today() - timedelta(days=1)}, "due_passed"),
        ({"due_on": clock.today() + timedelta(days=30)}, "due_late"),
        ({"material": ["blommor"]}, "material"),
    ],
)
def test_what_cannot_be_prepared_is_said(region: Region, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as stopped:
        planned(region, **changes)
    assert stopped.value.code == code
    assert not Preparation.objects.exists()


def test_who_may_plan_and_who_may_write_for_the_person(region: Region) -> None:
    with pytest.raises(PermissionDenied):
        planned(region, "office")
    with pytest.raises(PermissionDenied):
        said(region, "home", matters="Nej")
    planned(region)
    with pytest.raises(PermissionDenied):
        said(region, "rehab", matters="Nej")
    with pytest.raises(Invalid) as stopped:
        said(region, "home", matters=" ")
    assert stopped.value.code == "nothing_said"
    said(region, "office", matters="Ja")  # the office may lead the meeting
    with pytest.raises(Conflict) as late:
        said(region, "home", 0, matters="Från en gammal sida")
    assert late.value.code == "plan_changed"
    Consent.objects.update(withdrawn_at=clock.now())
    with pytest.raises(Conflict) as stopped_too:
        said(region, "home", 1, matters="Mer")
    assert stopped_too.value.code == "no_consent"
    assert "Ja" not in text_of(region.client("home").get(url("sip_preparation"))).split("Enheternas delar")[0]


def test_the_pages_of_the_preparation(region: Region) -> None:
    vc, home = region.client("vc"), region.client("home")
    assert fill(vc, url("sip_prepare"), unit=str(region.id("home"))).status_code == 302
    assert Preparation.objects.get().material == ["talk", "questions"]
    assert "Hemtjänsten Ett" in text_of(home.get(url("sip_preparation")))
    assert fill(home, url("sip_own_words"), matters="Hem.", kin="Bra.").status_code == 302
    stale = fields_of(vc.get(url("sip_own_words")).content.decode())
    assert fill(home, url("sip_own_words"), matters="Hem snart.").status_code == 302
    answer = vc.post(url("sip_own_words"), {**stale, "worries": "Det jag skrev"})
    assert answer.status_code == 409
    assert "Hem snart." in text_of(answer)
    assert "Det jag skrev" in answer.content.decode()
    Patient.objects.update(protection="confidential")
    assert "Hem snart." not in text_of(vc.get(url("sip_preparation")))
    assert region.client("ward").get(url("sip_preparation")).status_code == 404


# --- A unit that leaves ----------------------------------------------------------------------------------------


def hand(region: Region, by: str = "home", to: str = "office", **changes: Any) -> PartHandOver:
    told = {"acting": region.acting(by), "sip": sip_of(), "at": clock.now(), "to_unit": region.id(to)}
    return services.hand_over_part(**{**told, **changes})


def answer(region: Region, by: str = "office", *, accept: bool = True, **changes: Any) -> PartHandOver:
    told = {"acting": region.acting(by), "sip": sip_of(), "at": clock.now(), "accept": accept}
    asked = PartHandOver.objects.order_by("-pk")[0].pk
    return services.answer_hand_over(**{**told, "hand_over_id": asked, "responsible": "Kim Test", **changes})


def doing(region: Region, unit: str) -> list[tuple[str, str]]:
    rows = PlanAction.objects.filter(part__unit=region.id(unit), dropped=False).order_by("pk")
    return list(rows.values_list("text", "responsible"))


def test_a_part_goes_over_when_it_is_accepted_and_not_before(region: Region) -> None:
    part(region, "home")
    part(region, "office", "Beviljar hemtjänst")
    PlanPart.objects.update(confirmed_at=clock.now(), confirmed_by="Test")
    hand(region, note="Vi slutar den sista.")
    assert doing(region, "home") == [("Promenad", "Test Testsson")]
    assert selectors.to_confirm(acting=region.acting("office")).exists()
    text = text_of(region.client("rehab").get(url("sip_plan")))
    assert "Hemtjänsten Ett ansvarar tills Biståndsenheten har svarat." in text
    answer(region)
    assert doing(region, "home") == []
    assert doing(region, "office") == [("Promenad", "Kim Test"), ("Beviljar hemtjänst", "Test Testsson")]
    assert not PlanPart.objects.filter(confirmed_at__isnull=False).exists()
    with pytest.raises(Conflict) as again:
        answer(region)
    assert again.value.code == "hand_over_answered"
    assert [row.action for row in AuditRow.objects.filter(action__startswith="sip.part_").order_by("pk")][
        -2:
    ] == [
        "sip.part_handed",
        "sip.part_taken_over",
    ]


def test_a_no_is_seen_with_its_reason_and_the_part_stays(region: Region) -> None:
    part(region, "home")
    hand(region)
    with pytest.raises(Invalid) as stopped:
        answer(region, accept=False)
    assert stopped.value.code == "no_reason"
    answer(region, accept=False, answer="Vi har inga platser.")
    assert doing(region, "home") == [("Promenad", "Test Testsson")]
    text = text_of(region.client("vc").get(url("sip_plan")))
    assert "Tog inte över" in text
    assert "Vi har inga platser." in text
    hand(region, to="rehab")


def test_whom_a_part_can_be_handed_to(region: Region) -> None:
    with pytest.raises(Conflict) as empty:
        hand(region)
    assert empty.value.code == "part_empty"
    part(region, "home")
    for wrong in ("home", "night"):
        with pytest.raises(Invalid) as stopped:
            hand(region, to=wrong)
        assert stopped.value.code == "to_unit"
    with pytest.raises(Conflict) as old:
        hand(region, version=0)
    assert old.value.code == "part_changed"
    hand(region)
    with pytest.raises(Conflict) as twice:
        hand(region, to="rehab")
    assert twice.value.code == "hand_over_waits"
    with pytest.raises(PermissionDenied):
        answer(region, "rehab")
    with pytest.raises(Invalid):
        answer(region, responsible=" ")
    Consent.objects.update(withdrawn_at=clock.now())
    with pytest.raises(Conflict) as stopped_too:
        answer(region)
    assert stopped_too.value.code == "no_consent"
    assert doing(region, "home") == [("Promenad", "Test Testsson")]


def test_the_database_keeps_both_from_those_who_are_not_in_the_sip(region: Region) -> None:
    planned(region)
    part(region, "home")
    hand(region)
    for unit, rows in (("rehab", 1), ("ward", 0), ("night", 0)):
        with scope.acting_as(region.acting(unit)):
            assert (Preparation.objects.count(), PartHandOver.objects.count()) == (rows, rows), unit
    row = PartHandOver.objects.get()
    for wrong in (
        {"to_unit_id": row.from_unit_id},
        {"answered_at": clock.now()},
        {"accepted": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartHandOver.objects.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Preparation.objects.update(prepared_at=clock.now())


def test_the_pages_of_a_hand_over(region: Region) -> None:
    part(region, "home")
    home, office = region.client("home"), region.client("office")
    assert "Lämna över er del" in text_of(home.get(url("sip_plan")))
    assert fill(home, url("sip_hand_over"), to_unit=str(region.id("office"))).status_code == 302
    take = url("sip_take_over", PartHandOver.objects.get().pk)
    assert take in office.get(url("sip_plan")).content.decode()
    assert region.client("rehab").get(take).status_code == 404
    assert "Promenad" in text_of(office.get(take))
    wrong = fill(office, take, accept="yes")
    assert "Skriv vem hos er som ansvarar." in text_of(wrong)
    assert fill(office, take, accept="yes", responsible="Kim Test").status_code == 302
    assert doing(region, "office") == [("Promenad", "Kim Test")]


def test_queries_of_the_preparation(region: Region, query_counts: QueryCounts) -> None:
    planned(region)
    part(region, "home")
    client = region.client("vc")
    client.get(url("sip_preparation"))
    with query_counts.same("sip.preparation"):
        client.get(url("sip_preparation"))
