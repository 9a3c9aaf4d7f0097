"""The patient's own view: offered once, answered once, never tied to anybody; read by a person before others."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import F
from django.test import Client

from core import clock, scope
from core.conflicts import Conflict
from deviations.followup import deviation_rows
from reporting import tasks
from reporting.models import ExperienceAnswer, ExperienceComment, ExperienceInvite
from reporting.rules.experience import InviteState, Offer, may_be_asked, responses
from reporting.rules.periods import month_of
from reporting.selectors.experience import languages
from reporting.selectors.figures import figures
from reporting.services import experience as services
from tests.factories.region import Region
from tests.pages.support import text_of
from transitions.models import CareEpisode, Patient

ANSWERS = {
    "safe": "5",
    "took_part": "2",
    "informed": "",
    "help_in_place": "4",
    "respondent": "patient",
    "text": "",
}


@pytest.fixture
def offered(region: Region) -> list[ExperienceInvite]:
    """Everybody who went home did so ten days ago, and has been offered the form."""
    with scope.system("test"):
        home = CareEpisode.objects.filter(discharged_to="home")
        home.update(
            admitted_at=F("admitted_at") - timedelta(days=30), ended_at=clock.now() - timedelta(days=10)
        )
        assert tasks.offer_experiences() > 0
        return list(ExperienceInvite.objects.order_by("pk"))


def code_for(region: Region, invite: ExperienceInvite) -> str:
    return services.new_code(acting=region.acting("office"), invite=invite)


@pytest.mark.parametrize(
    ("days", "changed", "asked"),
    [
        (6, {}, False),
        (7, {}, True),
        (21, {}, True),
        (22, {}, False),
        (10, {"home": False}, False),
        (10, {"died": True}, False),
        (10, {"back": True}, False),
        (10, {"asked": True}, False),
    ],
)
def test_who_is_asked_and_when(days: int, changed: dict[str, bool], asked: bool) -> None:
    now = clock.now()
    said: dict[str, Any] = {"home": True, "died": False, "back": False, "asked": False, **changed}
    assert may_be_asked(discharged_at=now - timedelta(days=days), now=now, **said) is asked


def test_every_language_has_every_phrase_and_says_that_it_is_a_draft() -> None:
    swedish = languages()["sv"]
    assert list(languages()) == ["sv", "sv-easy", "en", "fi", "pl", "so", "ar", "fa"]
    for each in languages().values():
        assert each.draft
        assert set(each.phrases) == set(swedish.phrases)
        assert all(each.phrases.values())


def test_the_offer_comes_once_and_lapses(offered: list[ExperienceInvite]) -> None:
    assert tasks.offer_experiences() == 0
    with scope.system("test"):
        ExperienceInvite.objects.filter(pk=offered[0].pk).update(lapses_at=clock.now())
        tasks.offer_experiences()
        row = ExperienceInvite.objects.get(pk=offered[0].pk)
    assert (row.state, row.code_hash) == ("lapsed", "")


def test_a_person_who_is_back_or_protected_is_not_asked(region: Region) -> None:
    with scope.system("test"):
        home = CareEpisode.objects.filter(discharged_to="home")
        home.update(
            admitted_at=F("admitted_at") - timedelta(days=30), ended_at=clock.now() - timedelta(days=10)
        )
        first, second = home.order_by("pk")[:2]
        Patient.objects.filter(pk=first.patient_id).update(protection="confidential")
        CareEpisode.objects.exclude(pk=second.pk).filter(ended_at__isnull=True).update(
            patient=second.patient_id
        )
        tasks.offer_experiences()
        asked = set(ExperienceInvite.objects.values_list("episode_id", flat=True))
    assert asked
    assert not asked & {first.pk, second.pk}


def test_the_code_answers_once_without_log_in_or_cookie(
    region: Region, offered: list[ExperienceInvite]
) -> None:
    code = code_for(region, offered[0])
    phone = Client(enforce_csrf_checks=True)
    page = phone.get(f"/svar/{code}/?sprak=fi")
    assert "Tunsitko olosi turvalliseksi" in page.content.decode()
    assert re.search(r'<html lang="fi" dir="ltr"', page.content.decode())
    assert 'dir="rtl"' in phone.get(f"/svar/{code}/?sprak=ar").content.decode()[:200]
    nothing = phone.post(f"/svar/{code}/?sprak=fi", {"respondent": "patient", "send": "1"})
    assert nothing.status_code == 422
    assert "Vastaa ainakin yhteen" in nothing.content.decode()
    done = phone.post(f"/svar/{code}/?sprak=fi", {**ANSWERS, "send": "1"})
    assert "Vastauksesi on lähetetty" in done.content.decode()
    assert not phone.cookies
    again = phone.post(f"/svar/{code}/?sprak=fi", {**ANSWERS, "send": "1"})
    assert again.status_code == 410
    with scope.system("test"):
        row = ExperienceAnswer.objects.get()
        assert (row.safe, row.took_part, row.informed, row.language, row.way) == (5, 2, None, "fi", "link")
        assert ExperienceInvite.objects.get(pk=offered[0].pk).state == "answered"


def test_a_code_that_was_never_made_is_like_a_used_one(
    region: Region, offered: list[ExperienceInvite]
) -> None:
    assert Client().get("/svar/AAAABBBBCCCC/").status_code == 410
    code = code_for(region, offered[0])
    code_for(region, offered[0])
    assert Client().get(f"/svar/{code}/").status_code == 410, "a new paper makes the old void"


def test_an_answer_about_a_discharge_that_was_taken_back_is_like_a_used_code(
    region: Region, offered: list[ExperienceInvite]
) -> None:
    code = code_for(region, offered[0])
    CareEpisode.objects.filter(pk=offered[0].episode_id).update(
        ended_at=None, phase="noticed", discharged_to=""
    )
    answer = Client().post(f"/svar/{code}/", {"safe": "5", "respondent": "patient"})
    assert answer.status_code == 410
    with scope.system("test"):
        assert not ExperienceAnswer.objects.exists()


def test_to_decline_is_an_answer(region: Region, offered: list[ExperienceInvite]) -> None:
    code = code_for(region, offered[0])
    answer = Client().post(f"/svar/{code}/", {"decline": "1"})
    assert "Vi frågar inte igen" in answer.content.decode()
    with scope.system("test"):
        assert ExperienceInvite.objects.get(pk=offered[0].pk).state == "declined"
        assert not ExperienceAnswer.objects.exists()
    assert tasks.offer_experiences() == 0


def test_others_ask_nobody_and_read_no_text_past_the_pages(
    region: Region, offered: list[ExperienceInvite]
) -> None:
    now, home, office = clock.now(), region.acting("home"), region.acting("office")
    invite, values = offered[0], {"safe": 5, "respondent": "patient"}
    comment = ExperienceComment()
    for refused in (
        lambda: services.new_code(acting=home, invite=invite),
        lambda: services.answer_by_phone(acting=home, invite=invite, values=values, language="sv", now=now),
        lambda: services.decline_by_phone(acting=home, invite=invite, now=now),
        lambda: services.screen(acting=office, comment=comment, show=True, now=now),
        lambda: services.report_complaint(acting=office, comment=comment, now=now),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_staff_print_a_paper_and_type_what_is_said(region: Region, offered: list[ExperienceInvite]) -> None:
    office = region.client("office")
    listed = office.get("/upplevelse/")
    assert listed.content.decode().count("/upplevelse/") >= len(offered)
    address = f"/upplevelse/{offered[0].public_id}/"
    page = office.get(address).content.decode()
    assert [each.name for each in languages().values() if f">{each.name}</option>" not in page] == []
    paper = office.post(f"{address}papper/", {"language": "fa"}).content.decode()
    assert "<svg" in paper
    assert 'dir="rtl"' in paper
    assert office.post(address, {"act": "sms"}).status_code == 422
    assert office.post(address, {**ANSWERS, "act": "answer"}).status_code == 302
    assert office.get(address).status_code == 404
    assert region.client("other_office").get(address).status_code == 404


def test_no_unit_reads_an_answer_whoever_wrote_it(region: Region, offered: list[ExperienceInvite]) -> None:
    for invite in offered[:3]:
        services.answer_by_phone(
            acting=region.acting("office"),
            invite=invite,
            values={"safe": 1, "respondent": "patient"},
            language="sv",
            now=clock.now(),
        )
    for who in ("office", "ward", "vc", "mas", "management"):
        with scope.acting_as(region.acting(who)):
            assert not ExperienceAnswer.objects.exists(), who
    with scope.system("test"):
        assert ExperienceAnswer.objects.count() == 3


def test_the_answers_count_in_the_measures_when_five_have_answered(
    region: Region, offered: list[ExperienceInvite]
) -> None:
    now = clock.now()
    month = month_of(clock.local_date(now)).code

    def measures() -> dict[str, Any]:
        return figures("0199", month, now=now, fresh=True).report.measures

    for count, invite in enumerate(offered[:5], 1):
        services.answer_by_phone(
            acting=region.acting("office"),
            invite=invite,
            values={"safe": 5 if count < 5 else 1, "respondent": "patient"},
            language="sv",
            now=now,
        )
        told = measures()
        assert told["experience_answers"] == count
        assert told["experience_safe"] == (80.0 if count == 5 else None)


def test_a_text_is_read_by_a_person_and_a_complaint_becomes_a_deviation_by_consent(
    region: Region, offered: list[ExperienceInvite]
) -> None:
    said = {"respondent": "relative", "text": "Ingen kom på två dagar.", "complaint": True}
    quiet = {"respondent": "patient", "text": "Tack.", "complaint": False}
    for invite, values in zip(offered, (said, quiet), strict=False):
        services.answer_by_phone(
            acting=region.acting("office"), invite=invite, values=values, language="sv", now=clock.now()
        )
    assert not {field.name for field in ExperienceComment._meta.get_fields()} & {"episode", "patient"}
    home, mas = region.client("home"), region.client("mas")
    assert "Ingen kom" not in text_of(region.client("office").get("/rapporter/patienter/"))
    page = text_of(mas.get("/rapporter/patienter/?for=0199"))
    assert "Ingen kom på två dagar." in page
    with scope.system("test"):
        loud, calm = (ExperienceComment.objects.get(complaint=each) for each in (True, False))
    assert home.post(f"/rapporter/patienter/{loud.public_id}/", {"act": "shown"}).status_code == 403
    assert mas.post(f"/rapporter/patienter/{loud.public_id}/", {"act": "deviation"}).status_code == 302
    with scope.system("test"):
        loud.refresh_from_db()
        rows = deviation_rows(units=[loud.ward_id], organisations=[], until=clock.now() + timedelta(days=1))
        assert loud.deviation
        assert [(row.about_id, row.registered_in_id) for row in rows][-1] == (loud.ward_id, None)
    with pytest.raises(Conflict) as refused:
        services.report_complaint(acting=region.acting("mas"), comment=calm, now=clock.now())
    assert refused.value.verdict.code == "no_consent"
    mas.post(f"/rapporter/patienter/{calm.public_id}/", {"act": "shown"})
    assert "Tack." in text_of(region.client("office").get("/rapporter/patienter/"))


def test_the_rate_by_group_hides_the_few() -> None:
    offers = [Offer(f"P{n}", "female", InviteState.ANSWERED) for n in range(8)]
    offers += [Offer(f"N{n}", "female", InviteState.OFFERED) for n in range(6)]
    offers += [Offer(f"M{n}", "male", InviteState.ANSWERED) for n in range(3)]
    found = responses(offers, ("female", "male"))
    assert found["male"].answered is None
    assert found["female"].answered is None, "the other would follow from the whole"
    many = offers + [Offer(f"X{n}", "male", InviteState.OFFERED) for n in range(9)]
    many += [Offer(f"Y{n}", "male", InviteState.ANSWERED) for n in range(4)]
    assert responses(many, ("female", "male"))["male"].rate == 43.8


def test_the_database_has_no_way_from_a_text_to_a_person(region: Region) -> None:
    with scope.system("test"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'reporting_experiencecomment'"
        )
        columns = {row[0] for row in cursor.fetchall()}
    assert not {name for name in columns if "episode" in name or "patient" in name or "invite" in name}
