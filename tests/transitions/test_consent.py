"""The consent register, and what of a message reaches whom."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core import clock
from core.invalid import Invalid
from tests.factories.region import Region, build
from transitions import services
from transitions.locks import NotFound
from transitions.models import Addressee, CareEpisode, Consent, HarmAssessment, Item
from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import Certainty, ConsentForm, DischargedTo, Ground, ItemKind, Scope
from transitions.rules.representation import Mandate, RepresentativeKind
from transitions.selectors import cases
from transitions.selectors.cases import VisibleItem
from transitions.services.discharge import DutyAssessment
from transitions.services.notice_content import NoticeContent

K = ItemKind
pytestmark = pytest.mark.django_db

CONTENT = NoticeContent(
    doctor_name="Dr Öman",
    function="Behöver hjälp med dusch",
    housing="Hyresrätt, hiss",
    lives_alone=True,
    aids="Rollator",
    next_of_kin="Dotter Eva",
    interpreter="finska",
)


@pytest.fixture
def region() -> Region:
    """The region with one case: noticed to office and vårdcentral."""
    return build()


def visible(region: Region, name: str, kind: ItemKind) -> list[VisibleItem]:
    """The items of a kind as a unit sees them."""
    episode = CareEpisode.objects.get(pk=region.episode.pk)
    found = cases.visible_items(acting=region.acting(name), episode=episode)
    return [one for one in found if one.item.kind == kind]


def latest(region: Region, name: str, kind: ItemKind) -> Item:
    """The newest item of a kind as a unit sees it."""
    return visible(region, name, kind)[-1].item


def common(region: Region, by: str = "ward") -> dict[str, Any]:
    """Who, which case, when."""
    return {"acting": region.acting(by), "episode_id": region.episode.pk, "at": clock.now()}


def consent(region: Region, *units: str, **more: Any) -> Item:
    """A consent to messages."""
    return services.give_consent(
        **common(region),
        **{"scopes": [Scope.INFORMATION], "form": ConsentForm.ORAL, **more},
        units=[region.id(unit) for unit in units],
    )


def send(region: Region, content: NoticeContent = CONTENT, *to: str) -> Item:
    """A notice of admission."""
    return services.send_admission_notice(
        **common(region),
        to=[region.id(unit) for unit in to or ("office", "vc")],
        expected_discharge=clock.today() + timedelta(days=3),
        certainty=Certainty.LIKELY,
        content=content,
    )


def test_without_a_ground_nothing_beyond_the_act_is_sent(region: Region) -> None:
    before = Item.objects.count()
    with pytest.raises(Invalid) as refused:
        send(region)
    assert refused.value.code == "no_ground"
    assert Item.objects.count() == before


def test_a_consent_to_one_unit_reaches_that_unit_alone(region: Region) -> None:
    consent(region, "office")
    send(region)
    office = latest(region, "office", K.ADMISSION_NOTICE_SENT)
    vc = latest(region, "vc", K.ADMISSION_NOTICE_SENT)
    assert office.admission_notice.function == CONTENT.function
    assert office.admission_notice.basis == "registered"
    assert vc.data["expected_discharge"]
    assert (vc.admission_notice.function, vc.admission_notice.next_of_kin) == ("", "")
    assert vc.admission_notice.lives_alone is None
    assert vc.admission_notice.doctor_name == "Dr Öman"
    own = latest(region, "ward", K.ADMISSION_NOTICE_SENT)
    assert own.admission_notice.function == CONTENT.function, "the writer keeps what it wrote"


def test_the_basis_of_a_notice_goes_into_the_register(region: Region) -> None:
    send(region, replace(CONTENT, basis="oral"))
    row = Consent.objects.get()
    assert (row.scope, row.form, row.agrees) == ("information", "oral", True)
    assert row.units == sorted([region.id("office"), region.id("vc")])
    assert latest(region, "vc", K.ADMISSION_NOTICE_SENT).admission_notice.function
    assert visible(region, "vc", K.CONSENT_GIVEN)


def test_a_harm_assessment_of_a_notice_is_by_a_named_person_on_a_named_ground(region: Region) -> None:
    with pytest.raises(Invalid) as refused:
        send(region, replace(CONTENT, basis="harm_assessment"))
    assert (refused.value.code, refused.value.field) == ("no_assessor", "basis_by")
    send(region, replace(CONTENT, basis="harm_assessment", basis_by="Dr Öman", basis_ground="25:13"))
    row = HarmAssessment.objects.get()
    assert (row.ground, row.why, row.assessed_by) == ("25:13", "unable", "Dr Öman")
    assert latest(region, "office", K.ADMISSION_NOTICE_SENT).admission_notice.function


def test_a_withdrawal_stops_the_next_message_and_not_what_was_sent(region: Region) -> None:
    consent(region)
    change(region, note="Väntar på provsvar")
    services.withdraw_consent(**common(region, "office"), scopes=[Scope.INFORMATION])
    change(region, note="Vill inte hem")
    found = [one.item.note for one in visible(region, "vc", K.EXPECTED_DISCHARGE_CHANGED)]
    assert found == ["Väntar på provsvar", ""], "what was sent is with the receiver; nothing more goes"
    row = Consent.objects.get()
    assert row.withdrawn_at is not None
    assert row.withdrawn_by == "Test office"
    assert row.history.count() == 2


def change(region: Region, *, note: str = "", days: int = 5) -> Item:
    """A new date."""
    return services.change_expected_discharge(
        **common(region),
        expected_discharge=clock.today() + timedelta(days=days),
        certainty=Certainty.SURE,
        note=note,
    )


def test_a_consent_runs_out_by_itself(region: Region) -> None:
    consent(region, until=clock.now() + timedelta(seconds=1))
    change(region, note="Med samtycke")
    services.change_expected_discharge(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=clock.now() + timedelta(seconds=2),
        expected_discharge=clock.today(),
        certainty=Certainty.SURE,
        note="Efteråt",
    )
    notes = [one.item.note for one in visible(region, "vc", K.EXPECTED_DISCHARGE_CHANGED)]
    assert notes == ["Med samtycke", ""]


def test_a_change_list_shows_only_what_was_sent(region: Region) -> None:
    """The other way to an item: what has come since the page was drawn."""
    change(region, note="Hemligt")
    found = cases.items_after(acting=region.acting("vc"), episode=region.episode, item_id=0)
    assert [item.note for item in found if item.kind == K.EXPECTED_DISCHARGE_CHANGED] == [""]


def test_home_care_hears_of_the_date_and_not_of_the_note(region: Region) -> None:
    """T8: the automatic message carries the ward's note on the ground that carried the note itself."""
    services.report_services(**common(region, "office"), providers=[region.id("home")])
    cause = change(region, note="Orolig för ekonomin")
    services.notify_home_care(**common(region), cause_item_id=cause.pk)
    told = latest(region, "home", K.HOME_CARE_NOTIFIED)
    assert told.data["cause_expected_discharge"]
    assert told.note == ""


def test_one_who_refuses_everything_is_carried_all_the_way_home(region: Region) -> None:
    """LUS 2:1–2:4 need no consent; 3:1 and 3:2 yield to secrecy only, which is weighed and recorded."""
    services.refuse_consent(**common(region), scopes=list(Scope))
    send(region, NoticeContent(doctor_name="Dr Öman"))
    change(region, note="Ska inte synas")
    services.send_discharge_ready(
        **common(region), doctor_name="Dr Öman", judged_at=clock.now() - timedelta(hours=1), note="Ej heller"
    )
    services.record_discharge(**common(region), to=DischargedTo.HOME, note="Läkemedel ändrade")
    for unit in ("office", "vc"):
        assert latest(region, unit, K.ADMISSION_NOTICE_SENT).data["expected_discharge"]
        date = latest(region, unit, K.EXPECTED_DISCHARGE_CHANGED)
        assert date.data["expected_discharge"]
        assert date.note == ""
        ready = latest(region, unit, K.DISCHARGE_READY_SENT)
        assert "judged_at" not in ready.data
        assert ready.note == ""
        home = latest(region, unit, K.DISCHARGED)
        assert home.data["to"] == "home"
        assert home.note == ""
    assert CareEpisode.objects.get(pk=region.episode.pk).phase == "discharged"
    assert not Addressee.objects.filter(ground__in=[Ground.CONSENT, Ground.HARM_ASSESSMENT]).exists()


def test_a_recorded_assessment_lets_the_duty_through(region: Region) -> None:
    services.refuse_consent(**common(region), scopes=[Scope.INFORMATION])
    services.record_discharge(
        **common(region),
        to=DischargedTo.HOME,
        note="Nya läkemedel",
        assessment=DutyAssessment("Dr Öman", "Utan uppgiften blir läkemedlen fel."),
    )
    assert latest(region, "vc", K.DISCHARGED).note == "Nya läkemedel"
    row = HarmAssessment.objects.get()
    assert (row.ground, row.why, row.discloses) == ("10:28", "refuses", True)


def test_an_assessment_that_secrecy_prevents_stops_the_information_not_the_message(region: Region) -> None:
    services.record_discharge(
        **common(region),
        to=DischargedTo.HOME,
        note="Nya läkemedel",
        assessment=DutyAssessment("Dr Öman", "Hot i nära relation.", discloses=False),
    )
    assert latest(region, "vc", K.DISCHARGED).note == ""


def test_the_assessment_of_a_duty_carries_nothing_beyond_it(region: Region) -> None:
    assess(region, ground=OslGround.DUTY)
    with pytest.raises(Invalid):
        send(region)


def assess(region: Region, **more: Any) -> HarmAssessment:
    """A harm assessment by the ward."""
    given = {
        "scope": Scope.INFORMATION,
        "discloses": True,
        "ground": OslGround.NO_HARM_CARE,
        "why": WhyNoConsent.NOT_REACHED,
        "what": "Funktion",
        "reason": "Ingen skada, stor nytta.",
        "assessed_by": "Sjuksköterska Ek",
    }
    return services.assess_harm(**common(region), **{**given, **more})


def test_a_no_after_the_assessment_overtakes_it(region: Region) -> None:
    assess(region)
    change(region, note="Före")
    services.refuse_consent(**common(region), scopes=[Scope.INFORMATION])
    change(region, note="Efter", days=6)
    notes = [one.item.note for one in visible(region, "vc", K.EXPECTED_DISCHARGE_CHANGED)]
    assert notes == ["Före", ""]


def test_an_assessment_stands_on_a_ground_that_can_carry_it(region: Region) -> None:
    for more, code in (
        ({"ground": OslGround.CONSENT}, "record_the_consent"),
        ({"assessed_by": " "}, "no_assessor"),
        ({"reason": ""}, "no_reason"),
        ({"what": ""}, "no_what"),
    ):
        with pytest.raises(Invalid) as refused:
            assess(region, **more)
        assert refused.value.code == code
    assert not HarmAssessment.objects.exists()


def test_a_consent_is_oral_or_written(region: Region) -> None:
    with pytest.raises(Invalid) as refused:
        consent(region, form="")
    assert refused.value.code == "no_form"


def representative(region: Region, kind: RepresentativeKind, *mandates: Mandate) -> int:
    """Somebody who speaks for the person."""
    row = services.add_representative(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        kind=kind,
        name="Kim Ek",
        mandates=mandates,
        valid_from=clock.today(),
    )
    return row.pk


def test_a_god_man_does_not_consent_for_an_adult(region: Region) -> None:
    with pytest.raises(Invalid) as refused:
        consent(region, representative_id=representative(region, RepresentativeKind.GOD_MAN, Mandate.PERSON))
    assert refused.value.code == "ask_and_assess"
    assert not Consent.objects.exists()


def test_a_guardian_consents_for_a_young_child_and_not_for_a_mature_one(region: Region) -> None:
    born = clock.today().year - 9
    patient = region.episode.patient
    type(patient).objects.filter(pk=patient.pk).update(
        personal_number=f"{born}0109{patient.personal_number[8:]}"
    )
    guardian = representative(region, RepresentativeKind.GUARDIAN)
    for mature, code in ((None, "maturity_unknown"), (True, "child_decides")):
        with pytest.raises(Invalid) as refused:
            consent(region, representative_id=guardian, mature=mature)
        assert refused.value.code == code
    with pytest.raises(Invalid) as refused:
        consent(region, mature=False)
    assert refused.value.code == "guardian_answers"
    consent(region, representative_id=guardian, mature=False)
    assert Consent.objects.get().representative_id == guardian


def test_a_mandate_states_its_scope_and_ends_with_a_day(region: Region) -> None:
    with pytest.raises(Invalid) as refused:
        representative(region, RepresentativeKind.FORVALTARE)
    assert refused.value.code == "no_mandate"
    pk = representative(region, RepresentativeKind.FORVALTARE, Mandate.PROPERTY)
    row = services.end_representative(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        representative_id=pk,
        last_day=clock.today(),
    )
    assert row.history.count() == 2


def test_whoever_is_not_on_the_case_records_nothing(region: Region) -> None:
    with pytest.raises(NotFound):
        services.refuse_consent(**common(region, "other_office"), scopes=[Scope.INFORMATION])
    with pytest.raises(NotFound):
        services.end_representative(
            acting=region.acting("other_office"),
            episode_id=region.episode.pk,
            representative_id=representative(region, RepresentativeKind.GUARDIAN),
            last_day=clock.today(),
        )
    assert not Consent.objects.exists()


def test_home_care_weighs_no_harm_and_names_no_representative(region: Region) -> None:
    services.report_services(**common(region, "office"), providers=[region.id("home")])
    change(region)
    services.notify_home_care(
        **common(region), cause_item_id=latest(region, "ward", K.EXPECTED_DISCHARGE_CHANGED).pk
    )
    with pytest.raises(PermissionDenied):
        services.add_representative(
            acting=region.acting("home"),
            episode_id=region.episode.pk,
            kind=RepresentativeKind.GUARDIAN,
            name="X",
            valid_from=clock.today(),
        )


def test_the_database_keeps_an_assessment_reasoned(region: Region) -> None:
    row = assess(region)
    with pytest.raises(IntegrityError), transaction.atomic():
        HarmAssessment.objects.filter(pk=row.pk).update(reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        HarmAssessment.objects.filter(pk=row.pk).update(ground="12:2")


def test_a_reading_consent_is_no_consent_to_messages(region: Region) -> None:
    consent(region, scopes=[Scope.READING])
    change(region, note="Hemligt")
    assert latest(region, "vc", K.EXPECTED_DISCHARGE_CHANGED).note == ""
