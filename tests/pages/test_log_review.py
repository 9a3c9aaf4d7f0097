"""The follow-up of the log, and the patient's own extract, as their readers meet them."""

import ast
from datetime import timedelta

import pytest
from django.urls import reverse

from actors.models import ProtectedStaff
from actors.rules.kinds import Role
from core import clock
from core.models import AccessLogRow, LogSample, LogVerdict, LookAlert
from tests.architecture.source import APPS, python_files, tree
from tests.factories.region import Region, logged_in
from tests.pages.support import text_of
from tests.query_counts import QueryCounts
from transitions.models import Patient
from transitions.presenters.logs import ACTIONS


def read_the_case(region: Region, who: str = "office", times: int = 1) -> None:
    client = region.client(who)
    for _ in range(times):
        client.get(reverse("case", args=[region.episode.public_id]))


def draw(region: Region, unit: str = "office", reviewer: str = "mas") -> tuple[object, str]:
    client = region.client(reviewer)
    answer = client.post(reverse("log_reviews"), {"unit": region.id(unit)})
    assert answer.status_code == 302
    return client, answer["Location"]


def test_a_unit_without_review_is_flagged_until_all_of_a_sample_is_judged(region: Region) -> None:
    read_the_case(region, times=2)
    client, where = draw(region)
    assert "Biståndsenheten Ingen kontroll på 30 dagar" in text_of(client.get(reverse("log_reviews")))
    rows = LogSample.objects.get().rows
    answer = client.post(where, {f"r{row}-finding": "justified" for row in rows}, follow=True)
    assert "2 bedömningar sparade." in text_of(answer)
    page = text_of(client.get(reverse("log_reviews")))
    assert "Biståndsenheten Kontrollerad" in page
    # The reviewer's own looks are looks as well, and somebody else's to judge.
    assert "MAS Ingen kontroll på 30 dagar" in page


def test_what_is_not_justified_says_why_and_nothing_is_kept_until_all_is_right(region: Region) -> None:
    read_the_case(region, times=2)
    client, where = draw(region)
    first, second = LogSample.objects.get().rows
    answer = client.post(where, {f"r{first}-finding": "ask", f"r{second}-finding": "justified"})
    assert answer.status_code == 422
    assert "Skriv vad som ska utredas." in text_of(answer)
    assert not LogVerdict.objects.exists()


def test_the_reviewer_sees_whether_the_unit_is_in_the_case_and_is_logged_too(region: Region) -> None:
    read_the_case(region)
    client, where = draw(region)
    page = text_of(client.get(where))
    assert "Elsa Testsson" in page
    assert "Enheten är med sedan" in page
    assert "Öppnade ärendet" in page
    assert AccessLogRow.objects.filter(action="log_review", patient_id=region.episode.patient_id).exists()


def test_a_protected_patient_is_not_named_to_the_reviewer(region: Region) -> None:
    read_the_case(region)
    Patient.objects.update(protection="confidential")
    client, where = draw(region)
    page = text_of(client.get(where))
    assert "Elsa" not in page
    assert "Skyddad identitet" in page


def test_a_manager_follows_up_the_own_unit_and_nobody_anothers(region: Region) -> None:
    read_the_case(region)
    read_the_case(region, "ward")
    manager = region.client("office", role=Role.MANAGER)
    assert "Nattpatrullen" not in text_of(manager.get(reverse("log_reviews")))
    assert manager.post(reverse("log_reviews"), {"unit": region.id("night")}).status_code == 404
    _, where = draw(region)
    assert region.client("other_mas").get(where).status_code == 404
    assert manager.get(where).status_code == 200


def test_alerts_are_told_to_reader_and_reviewer(region: Region, settings: object) -> None:
    settings.LOOK_LIMITS = {"*": (1, 1)}  # type: ignore[attr-defined]
    page = text_of(region.client("office").get(reverse("case", args=[region.episode.public_id])))
    assert "Du har öppnat många patienter på kort tid" in page
    alert = LookAlert.objects.get()
    assert "Person office, Biståndsenheten" in text_of(region.client("mas").get(reverse("log_reviews")))
    assert clock.now() - alert.at < timedelta(seconds=60)


def extract(region: Region, reviewer: str = "mas") -> str:
    client = region.client(reviewer)
    today = clock.today()
    asked = {"personal_number": "19380204-9811", "since": today - timedelta(days=30), "until": today}
    answer = client.post(reverse("log_extracts"), asked)
    assert answer.status_code == 302
    assert "9811" not in answer["Location"]
    return text_of(client.get(answer["Location"]))


def test_the_patient_is_told_of_every_look_at_every_provider(region: Region) -> None:
    read_the_case(region, times=3)
    read_the_case(region, "ward")
    page = extract(region)
    assert "Person office" in page
    assert "3 gånger" in page
    assert "Avdelning 21" in page
    assert "Region Test" in page


def test_protected_staff_stand_with_role_and_unit(region: Region) -> None:
    user, assignment = region.person("office")
    ProtectedStaff.objects.create(user=user, since=clock.now(), recorded_by_name="Chef Test")
    logged_in(user, assignment).get(reverse("case", args=[region.episode.public_id]))
    page = extract(region)
    assert user.name not in page
    assert "Biståndshandläggare, Biståndsenheten" in page


def test_a_person_of_another_provider_is_as_unknown(region: Region) -> None:
    client = region.client("other_mas")
    today = clock.today()
    asked = {"personal_number": "19380204-9811", "since": today, "until": today}
    known = client.post(reverse("log_extracts"), asked)
    unknown = client.post(reverse("log_extracts"), asked | {"personal_number": "19390204-9818"})
    assert known.status_code == unknown.status_code == 422
    assert client.get(reverse("log_extract", args=[region.episode.patient.public_id])).status_code == 404


def test_the_document(region: Region) -> None:
    read_the_case(region)
    answer = region.client("mas").get(reverse("log_extract_pdf", args=[region.episode.patient.public_id]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "loggutdrag.pdf" in answer["Content-Disposition"]
    assert AccessLogRow.objects.filter(action="log_extract").count() == 1


@pytest.mark.parametrize("name", ["log_reviews", "log_sample", "log_extract"])
def test_the_pages_ask_as_many_questions_however_much_there_is(
    region: Region, name: str, query_counts: QueryCounts
) -> None:
    for times in (1, 12):
        read_the_case(region, times=times)
        client, where = draw(region)
        if name != "log_sample":
            where = reverse(name, args=[region.episode.patient.public_id] if name == "log_extract" else [])
        client.get(where)
        with query_counts.same(f"page.{name}"):
            assert client.get(where).status_code == 200


def test_a_look_that_was_asked_about_gets_a_second_verdict_beside_the_first(region: Region) -> None:
    read_the_case(region)
    client, where = draw(region)
    [row] = LogSample.objects.get().rows
    client.post(where, {f"r{row}-finding": "ask", f"r{row}-note": "Var det din patient?"})
    page = text_of(client.post(where, {f"r{row}-finding": "justified"}, follow=True))
    assert "Behörig" in page
    assert list(LogVerdict.objects.values_list("finding", flat=True)) == ["ask", "justified"]


def test_every_action_that_pages_log_has_words() -> None:
    written = set()
    for path in python_files(*APPS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if isinstance(target, ast.Name) and target.id == "look":
                    written.add(node.value.value)
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "log_look"
            ):
                written |= {one.value for one in node.args[1:2] if isinstance(one, ast.Constant)}
    assert {"case", "search", "emergency"} <= written
    assert written - set(ACTIONS) == set()
