"""Every look at a patient is logged before the answer is sent; what cannot be logged is not shown."""

from typing import Any
from unittest.mock import patch

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core import access_log
from core.models import AccessLogRow
from tests.factories.region import Region, add_cases
from tests.pages.support import text_of

# A log that cannot be written: its table is gone.
NOWHERE, NOWHERE_AND_COUNT = (
    text.replace("core_accesslogrow", "gone") for text in (access_log._INSERT, access_log._INSERT_AND_COUNT)
)


def looks(action: str) -> list[tuple[int, int | None]]:
    rows = AccessLogRow.objects.filter(action=action).order_by("pk")
    return list(rows.values_list("patient_id", "case_id"))


def test_the_list_logs_each_patient_on_it(region: Region) -> None:
    add_cases(region, 3, first=1)
    answer = region.client("office").get(reverse("worklist"))
    shown = {row["person"] for group in answer.context["groups"] for row in group["rows"]}
    assert len(shown) == 4
    rows = AccessLogRow.objects.filter(action="worklist")
    assert rows.count() == 4
    row = rows.first()
    assert (row.user_name, row.unit_name, row.ground) == ("Person office", "Biståndsenheten", "addressed")
    assert row.request_id == answer["X-Request-ID"]


def test_a_patient_that_the_filter_hides_is_not_logged(region: Region) -> None:
    add_cases(region, 3, first=1)
    client = region.client("office")
    client.post(reverse("worklist"), {"q": "Elsa"})
    client.get(reverse("worklist"))
    assert looks("worklist") == [(region.episode.patient_id, None)]


@pytest.mark.parametrize(
    ("name", "who", "action"),
    [("case", "office", "case"), ("case_history", "ward", "history"), ("discharge", "ward", "case")],
)
def test_a_page_of_a_case_logs_the_patient(region: Region, name: str, who: str, action: str) -> None:
    region.client(who).get(reverse(name, args=[region.episode.public_id]))
    assert looks(action) == [(region.episode.patient_id, region.episode.pk)]


def test_a_search_logs_its_hits_and_nothing_else(region: Region) -> None:
    add_cases(region, 3, first=1)
    client = region.client("office")
    client.post(reverse("people"), {"q": "Elsa"})
    client.post(reverse("people"), {"q": "Finns Inte"})
    assert looks("search") == [(region.episode.patient_id, None)]


def test_a_look_up_at_admission_tells_and_logs_only_a_person_of_the_wards_own(region: Region) -> None:
    elsewhere = region.client("other_ward").post(
        reverse("admit"), {"step": "number", "personal_number": "193802049811"}
    )
    assert "Elsa" not in elsewhere.content.decode()
    assert "sedan tidigare" not in elsewhere.content.decode()
    assert looks("admit") == []
    own = region.client("ward").post(reverse("admit"), {"step": "number", "personal_number": "193802049811"})
    assert "Elsa" in own.content.decode()
    assert looks("admit") == [(region.episode.patient_id, None)]


def test_a_refused_look_is_not_logged_as_one(region: Region) -> None:
    region.client("other_office").get(reverse("case", args=[region.episode.public_id]))
    assert not AccessLogRow.objects.exists()


@pytest.mark.parametrize(
    ("method", "name", "data"),
    [
        ("get", "worklist", {}),
        ("get", "case", {}),
        ("get", "case_history", {}),
        ("post", "people", {"q": "Elsa"}),
    ],
)
def test_nothing_is_shown_when_the_log_cannot_be_written(
    region: Region, method: str, name: str, data: dict[str, str]
) -> None:
    client = region.client("office")
    case_pages = ("case", "case_history")
    where = reverse(name, args=[region.episode.public_id] if name in case_pages else [])
    with patch.multiple(access_log, _INSERT=NOWHERE, _INSERT_AND_COUNT=NOWHERE_AND_COUNT):
        answer = getattr(client, method)(where, data)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "Elsa" not in text_of(answer)
    assert "9811" not in text_of(answer)


def test_the_look_is_stored_before_the_page_is_made(region: Region) -> None:
    seen = []

    def make_page(*args: Any, **kwargs: Any) -> HttpResponse:
        seen.append(looks("case"))
        return render(*args, **kwargs)

    with patch("transitions.views.case.render", side_effect=make_page):
        region.client("office").get(reverse("case", args=[region.episode.public_id]))
    assert seen == [[(region.episode.patient_id, region.episode.pk)]]


def test_no_cache_keeps_what_was_seen(region: Region) -> None:
    client = region.client("office")
    for where in (reverse("worklist"), reverse("case", args=[region.episode.public_id])):
        answer = client.get(where)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "script-src 'self'" in answer["Content-Security-Policy"]
