"""Finding a time: nobody's answer is lost, everybody is told, and what leaves the system names nobody (S5)."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from actors.models import Unit
from actors.rules.kinds import Role
from core import clock, sms
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import OutboxMessage
from sip.models import Sip, SipParticipant, TimeReply, TimeRound, VideoService
from sip.notifications import calendar_of_call
from sip.rules.kinds import Told
from sip.services import (
    Person,
    Slot,
    answer_times,
    call_sip,
    note_told,
    propose_times,
    record_held,
    remind_silent,
    send_sms,
    set_service,
    set_slots,
    settle_time,
)
from tests.factories.region import Region, build
from tests.sip.pages import fields_of, fill
from tests.sip.test_concurrency import at_once
from tests.transitions.test_links import settle
from transitions.models import Addressee, AdmissionNotice, Item, Patient, Task
from transitions.rules.kinds import ConsentForm, ItemKind, Scope
from transitions.rules.representation import Mandate, RepresentativeKind
from transitions.services import add_representative, give_consent

pytestmark = pytest.mark.django_db

UNITS = ("office", "home", "rehab")


@pytest.fixture
def region() -> Region:
    return build(to=("office", "vc", "home"))


def called(region: Region, **changes: Any) -> Sip:
    at = clock.now()
    values: dict[str, Any] = {
        "acting": region.acting("vc"),
        "episode_id": region.episode.pk,
        "at": at,
        "to": [region.id(name) for name in UNITS],
        "caller": "care_contact",
        "meeting_at": at + timedelta(days=3),
        "mode": "video",
        "people": [Person("Karin Testsson", "070-123 45 67")],
    }
    return call_sip(**{**values, **changes})


def asked(region: Region, sip: Sip, **changes: Any) -> TimeRound:
    at = clock.now()
    values: dict[str, Any] = {
        "acting": region.acting("vc"),
        "sip": sip,
        "at": at,
        "times": [at + timedelta(days=2, hours=hour) for hour in (0, 2, 4)],
        "answer_by": at + timedelta(days=1),
    }
    return propose_times(**{**values, **changes})


def row(sip: Sip, region: Region, unit: str) -> SipParticipant:
    return SipParticipant.objects.get(sip=sip, unit_id=region.id(unit))


def reply(region: Region, sip: Sip, unit: str, can: list[int], **changes: Any) -> TimeReply:
    values: dict[str, Any] = {
        "acting": region.acting(unit),
        "sip": sip,
        "at": clock.now(),
        "participant_id": row(sip, region, unit).pk,
        "can": can,
    }
    return answer_times(**{**values, **changes})


def times_of(found: TimeRound) -> list[int]:
    return list(found.times.values_list("pk", flat=True))


def tasks(region: Region, unit: str) -> set[str]:
    return set(Task.objects.filter(unit_id=region.id(unit)).values_list("kind", flat=True))


def test_from_proposal_to_a_time_that_everybody_is_called_to(region: Region) -> None:
    sip = called(region)
    found = asked(region, sip)
    first, second, _ = times_of(found)
    assert all("answer_sip_times" in tasks(region, unit) for unit in UNITS)
    for unit in UNITS:
        reply(region, sip, unit, [second], other="Helst efter kl. 14" if unit == "home" else "")
    assert all("answer_sip_times" not in tasks(region, unit) for unit in UNITS)
    assert "settle_sip_time" in tasks(region, "vc")
    settled = settle_time(acting=region.acting("vc"), sip=sip, at=clock.now(), time_id=second)
    assert settled.meeting_at == found.times.get(pk=second).starts_at
    assert settled.pk == sip.pk
    item = Item.objects.filter(kind=ItemKind.SIP_CALLED).latest("pk")
    told = set(Addressee.objects.filter(item=item, named=True).values_list("unit_id", flat=True))
    assert told >= {region.id(unit) for unit in UNITS}
    found.refresh_from_db()
    assert (found.settled, found.replies.count()) == (settled.meeting_at, 3)
    assert "settle_sip_time" not in tasks(region, "vc")
    with pytest.raises(Conflict) as late:
        reply(region, sip, "home", [first])
    assert late.value.code == "round_closed"


def test_a_new_round_keeps_the_answers_of_the_one_before(region: Region) -> None:
    sip = called(region)
    first = asked(region, sip)
    reply(region, sip, "home", times_of(first)[:1])
    second = asked(region, sip, times=[clock.now() + timedelta(days=4, hours=hour) for hour in (0, 1)])
    first.refresh_from_db()
    assert (first.closed_at is not None, first.settled, second.number) == (True, None, 2)
    assert first.replies.get().can == times_of(first)[:1]
    assert "answer_sip_times" in tasks(region, "home")
    page = region.client("vc").get(reverse("sip_times", args=[sip.public_id])).content.decode()
    assert "Tidigare förslag och svar" in page


def test_another_call_ends_the_round(region: Region) -> None:
    sip = called(region)
    asked(region, sip)
    called(region, meeting_at=clock.now() + timedelta(days=5))
    assert TimeRound.objects.get().closed_at is not None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"times": [clock.now() + timedelta(days=2)]}, "times_few"),
        ({"times": [clock.now() + timedelta(days=2)] * 2}, "times_few"),
        ({"times": [clock.now() + timedelta(days=2, hours=h) for h in range(6)]}, "times_many"),
        ({"times": [clock.now() + timedelta(days=d) for d in (-1, 2)]}, "meeting_past"),
        ({"times": [clock.now() + timedelta(days=d) for d in (2, 400)]}, "meeting_far"),
        ({"answer_by": clock.now() - timedelta(hours=1)}, "answer_by"),
        ({"answer_by": clock.now() + timedelta(days=3)}, "answer_by"),
    ],
)
def test_bad_proposals_are_told(region: Region, changes: dict[str, Any], code: str) -> None:
    sip = called(region)
    with pytest.raises(Invalid) as refused:
        asked(region, sip, **changes)
    assert refused.value.code == code
    assert not TimeRound.objects.exists()


def test_each_answers_for_itself_and_the_caller_for_a_person(region: Region) -> None:
    sip = called(region)
    found = asked(region, sip)
    with pytest.raises(PermissionDenied):
        reply(region, sip, "home", [], participant_id=row(sip, region, "office").pk)
    karin = SipParticipant.objects.get(sip=sip, name="Karin Testsson")
    with pytest.raises(PermissionDenied):
        reply(region, sip, "office", [], participant_id=karin.pk)
    reply(region, sip, "vc", times_of(found), participant_id=karin.pk)
    assert "answer_sip_times" in tasks(region, "office")
    with pytest.raises(PermissionDenied):
        settle_time(acting=region.acting("office"), sip=sip, at=clock.now(), time_id=times_of(found)[0])
    with pytest.raises(Invalid):
        reply(region, sip, "home", [0])


def test_the_reminder_goes_to_those_who_are_silent(region: Region) -> None:
    sip = called(region)
    found = asked(region, sip)
    reply(region, sip, "home", times_of(found))
    assert remind_silent(acting=region.acting("vc"), sip=sip, at=clock.now()) == 2
    item = Item.objects.filter(kind=ItemKind.SIP_TIMES_PROPOSED).latest("pk")
    assert set(item.addressees.values_list("unit_id", flat=True)) == {
        region.id("office"),
        region.id("rehab"),
    }
    for unit in ("office", "rehab"):
        reply(region, sip, unit, [])
    with pytest.raises(Conflict) as nobody:
        remind_silent(acting=region.acting("vc"), sip=sip, at=clock.now())
    assert nobody.value.code == "nobody_silent"


@pytest.mark.django_db(transaction=True)
def test_answers_at_the_same_moment_are_all_kept() -> None:
    region = build(to=("office", "vc", "home"))
    sip = called(region)
    ids = times_of(asked(region, sip))

    def one(unit: str) -> Any:
        acting = region.acting(unit)
        return lambda: reply(region, sip, unit, ids[:1], acting=acting).pk

    told = at_once(*(one(unit) for unit in (*UNITS, "home")))
    assert TimeReply.objects.count() == 3
    assert sum(answer == "reply_changed" for answer in told) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_settle_at_once_settle_one_time() -> None:
    region = build(to=("office", "vc", "home"))
    sip = called(region)
    ids = times_of(asked(region, sip))
    acting = region.acting("vc")
    told = at_once(
        *(
            lambda pk=pk: settle_time(acting=acting, sip=sip, at=clock.now(), time_id=pk).pk  # type: ignore[misc]
            for pk in ids[:2]
        )
    )
    assert "round_closed" in told
    assert Item.objects.filter(kind=ItemKind.SIP_CALLED).count() == 2


def test_the_database_has_one_open_round(region: Region) -> None:
    sip = called(region)
    asked(region, sip)
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeRound.objects.create(
            sip=sip, number=9, by_unit_id=region.id("vc"), asked_at=clock.now(), answer_by=clock.now()
        )


def test_a_video_meeting_gets_a_room_of_the_organisations_own_service(region: Region, settings: Any) -> None:
    settings.SIP_VIDEO_LINK = "https://video.example.se/{rum}"
    link = called(region).place
    assert link.startswith("https://video.example.se/sip-")
    assert "Elsa" not in link
    Sip.objects.update(place="")
    own = region.organisations["region"]
    VideoService.objects.create(organisation=own, template="https://mote.region.se/r/{rum}/in")
    again = called(region, meeting_at=clock.now() + timedelta(days=6)).place
    assert again.startswith("https://mote.region.se/r/sip-")
    assert again.endswith("/in")
    assert called(region, meeting_at=clock.now() + timedelta(days=7)).place == again
    assert called(region, mode="phone", meeting_at=clock.now() + timedelta(days=8)).place == ""


@pytest.mark.parametrize(
    "text", ["http://a.se/{rum}", "https://a.se/", "https://a.se/{rum}/{rum}", "https://a se/{rum}"]
)
def test_an_address_that_makes_no_rooms_is_refused(region: Region, text: str) -> None:
    with pytest.raises(Invalid):
        set_service(acting=region.acting("region_management", role=Role.ADMINISTRATOR), template=text)


def event(content: bytes) -> Any:
    return next(iter(Calendar.from_ical(content).walk("VEVENT")))


def test_the_mail_of_a_call_carries_the_meeting_and_nobodys_name(region: Region) -> None:
    Unit.objects.filter(pk=region.id("home")).update(notify_email="ett@example.se")
    sip = called(region, matters="Hem till katten", place="Rum 4, Avdelning 21")
    home = row(sip, region, "home")
    slot = {home.pk: Slot(20, 10, "video")}
    set_slots(acting=region.acting("vc"), sip=sip, at=clock.now(), slots=slot)
    settle()
    (sent,) = [one for one in mail.outbox if one.to == ["ett@example.se"] and one.attachments]
    name, content, kind = sent.attachments[0]
    text = content if isinstance(content, str) else content.decode()
    assert (name, kind) == ("kallelse.ics", "text/calendar")
    for secret in ("Elsa", "Testsson", "katten", "Avdelning", "Karin"):
        assert secret not in text + sent.body + sent.subject
    found = event(text.encode())
    begins = clock.local(sip.meeting_at + timedelta(minutes=20)).replace(microsecond=0)
    assert found["DTSTART"].dt == begins
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(minutes=10)


def test_the_own_file_has_place_and_parties_and_no_patient(region: Region) -> None:
    sip = called(region, place="Rum 4")
    answer = region.client("home").get(reverse("sip_calendar_whole", args=[sip.public_id]))
    found = event(answer.content)
    assert found["LOCATION"] == "Rum 4"
    assert "Gröndals rehab" in found["DESCRIPTION"]
    assert "Elsa" not in answer.content.decode()
    Patient.objects.update(protection="confidential")
    assert region.client("home").get(answer.request["PATH_INFO"]).status_code == 404


def test_no_file_goes_with_the_mail_of_a_meeting_that_was(region: Region) -> None:
    sip = called(region)
    item = Item.objects.get(kind=ItemKind.SIP_CALLED).pk
    assert calendar_of_call(item_id=item, unit_id=region.id("home")) is not None
    Sip.objects.filter(pk=sip.pk).update(state="held", held_at=clock.now(), patient_took_part="room")
    assert calendar_of_call(item_id=item, unit_id=region.id("home")) is None


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        (Slot(10, None), "slot_half"),
        (Slot(10, 3), "slot_short"),
        (Slot(55, 10), "slot_outside"),
        (Slot(joins="post"), "s{}_after"),
    ],
)
def test_a_slot_lies_inside_the_meeting(region: Region, slot: Slot, code: str) -> None:
    sip = called(region)
    home = row(sip, region, "home")
    with pytest.raises(Invalid) as refused:
        set_slots(acting=region.acting("vc"), sip=sip, at=clock.now(), slots={home.pk: slot})
    assert refused.value.code == code.format(home.pk)


def test_an_sms_says_that_there_is_a_meeting_and_nothing_of_whom(region: Region, monkeypatch: Any) -> None:
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(sms, "send", lambda number, text, reference: sent.append((number, text)))
    sip = called(region)
    karin = SipParticipant.objects.get(sip=sip, name="Karin Testsson")
    told = {"acting": region.acting("vc"), "sip": sip, "at": clock.now(), "participant_id": karin.pk}
    with pytest.raises(Invalid):
        send_sms(**told, number="08-123")
    done = send_sms(**told, number="070-123 45 67")
    ((_, text),) = sent
    assert done.code in text
    assert not any(word in text for word in ("Elsa", "Karin", "Testsson", "SIP", "vårdcentral"))

    def away(number: str, text: str, reference: str) -> None:
        raise sms.NoGateway

    monkeypatch.setattr(sms, "send", away)
    with pytest.raises(Conflict) as refused:
        send_sms(**told, number="070-123 45 67")
    assert refused.value.code == "sms_not_sent"
    karin.refresh_from_db()
    assert karin.told_at is None


def test_the_letter_is_tagged_and_noted(region: Region) -> None:
    sip = called(region)
    karin = SipParticipant.objects.get(sip=sip, name="Karin Testsson")
    url = reverse("sip_letter", args=[sip.public_id, karin.pk])
    assert region.client("home").post(url).status_code == 403
    answer = region.client("vc").post(url)
    assert answer.content.startswith(b"%PDF")
    catalogue = PdfReader(BytesIO(answer.content)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "sv"
    assert "Karin" not in answer["Content-Disposition"]
    karin.refresh_from_db()
    assert (karin.told_by, len(karin.code)) == ("letter", 6)
    Patient.objects.update(protection="confidential")
    assert region.client("vc").post(url).status_code == 404


def test_the_pages_from_proposal_to_settled(region: Region) -> None:
    sip = called(region, people=[Person("Karin Testsson")])
    vc, home = region.client("vc"), region.client("home")
    url = [sip.public_id]
    proposed = vc.get(reverse("sip_times_propose", args=url)).content.decode()
    assert fields_of(proposed)["time_2_day"] != [""]
    assert fill(vc, reverse("sip_times_propose", args=url)).status_code == 302
    assert "Saknar kontaktväg" in vc.get(reverse("sip_times", args=url)).content.decode()
    found = TimeRound.objects.get()
    first = times_of(found)[0]
    address = reverse("sip_times_answer", args=[*url, row(sip, region, "home").pk])
    missing = fill(home, address)
    assert missing.status_code == 422
    assert "Välj kan eller kan inte." in missing.content.decode()
    said = {f"t{pk}": "can" if pk == first else "cannot" for pk in times_of(found)}
    assert fill(home, address, **said, other="Torsdag").status_code == 302
    seen = vc.get(reverse("sip_times", args=url)).content.decode()
    assert "Torsdag" in seen
    assert "Passar flest" in seen
    opened = home.get(reverse("sip_times_open", args=[region.episode.public_id]))
    assert opened["Location"] == reverse("sip_times", args=url)
    assert fill(vc, reverse("sip_times_settle", args=url), time=str(first)).status_code == 302
    assert vc.post(reverse("sip_times_remind", args=url)).status_code == 302
    ward = region.client("ward").get(reverse("sip_times", args=url))
    assert ward.status_code == 404


def test_forty_take_part(region: Region) -> None:
    owner = region.organisations["municipality"]
    units = [
        Unit.objects.create(code=f"T-many-{n}", organisation=owner, kind="home_care", name=f"Enhet {n:02}")
        for n in range(37)
    ]
    sip = called(region, to=[unit.pk for unit in units] + [region.id("office")])
    asked(region, sip)
    page = region.client("vc").get(reverse("sip_times", args=[sip.public_id]))
    assert page.content.decode().count("Enhet ") >= 74
    assert OutboxMessage.objects.filter(event="item.sip_times_proposed").count() == 1
    more = [
        Unit.objects.create(code=f"T-more-{n}", organisation=owner, kind="home_care", name=f"Till {n:02}")
        for n in range(30)
    ]
    with pytest.raises(Invalid) as refused:
        called(region, to=[unit.pk for unit in [*units, *more]])
    assert refused.value.code == "many_participants"


def test_who_did_not_come_is_seen_and_one_click_from_a_deviation(region: Region) -> None:
    sip = called(region)
    found = asked(region, sip)
    reply(region, sip, "office", times_of(found))
    record_held(
        acting=region.acting("vc"),
        episode_id=sip.episode_id,
        at=clock.now(),
        sip_ref=sip.ref,
        attended=[region.id("vc"), region.id("rehab")],
        patient_took_part="room",
        relative_took_part=True,
    )
    vc = region.client("vc")
    page = vc.get(reverse("sip_detail", args=[sip.public_id])).content.decode()
    assert page.count("Svarade inte och kom inte") == 1
    case = vc.get(reverse("case", args=[region.episode.public_id])).content.decode()
    assert "Rapportera: Kallad till SIP men kom inte, Hemtjänsten Ett" in case
    query = {"arende": region.episode.public_id, "kategori": "sip_not_attended", "om": region.id("home")}
    form = fields_of(vc.get(reverse("deviation_new"), query).content.decode())
    assert form["about"] == [str(region.id("home"))]


def test_rehab_is_proposed_with_its_reason_and_god_man_stands_on_the_invitation(region: Region) -> None:
    notice = Item.objects.get(kind=ItemKind.ADMISSION_NOTICE_SENT)
    AdmissionNotice.objects.create(
        item=notice, doctor_name="Test", basis="oral", basis_by="Test", needs=["rehab"]
    )
    add_representative(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        kind=RepresentativeKind.GOD_MAN,
        mandates=[Mandate.PERSON],
        name="Kim Testsson",
        phone="070-1",
        valid_from=clock.today(),
    )
    give_consent(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=clock.now(),
        scopes=[Scope.INFORMATION],
        form=ConsentForm.ORAL,
    )
    vc = region.client("vc")
    url = reverse("sip_call", args=[region.episode.public_id])
    page = vc.get(url)
    assert region.id("rehab") in page.context["form"].initial["units"]
    assert "behov: rehabilitering eller hjälpmedel" in page.content.decode()
    assert page.context["form"].initial["relatives"] == "Kim Testsson, god man, 070-1"
    meeting = clock.local(clock.now() + timedelta(days=2))
    when = {"meeting_at_day": f"{meeting:%Y-%m-%d}", "meeting_at_clock": "13.00", "mode": "room"}
    assert fill(vc, url, **when).status_code == 302
    assert SipParticipant.objects.get(name="Kim Testsson").guest == "other"


def test_history_tells_who_was_told(region: Region) -> None:
    sip = called(region)
    patient = SipParticipant.objects.get(sip=sip, guest="patient")
    note_told(acting=region.acting("vc"), sip=sip, at=clock.now(), participant_id=patient.pk, way=Told.LETTER)
    assert patient.history.count() == 2
