"""The REST API: a token bound to a unit, reading, and one inskrivningsmeddelande however often it is sent."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from actors.rules.kinds import UnitKind
from core import clock, limits
from core.limits import Limit
from core.models import AccessLogRow, OutboxMessage
from integrations.api.base import SystemThrottle
from integrations.api.serializers import NoticeIn
from integrations.models import SystemToken
from integrations.services import end_token, make_token
from tests.concurrency.together import together
from tests.factories.region import Region, build, personal_number
from transitions.models import AdmissionNotice, CareEpisode, HarmAssessment, Item, Patient
from transitions.services.notice_content import NoticeContent

pytestmark = pytest.mark.django_db

NOTICES = "/api/v1/admission-notices/"
CASES = "/api/v1/cases/"


@pytest.fixture
def region() -> Region:
    cache.clear()
    return build()


def token_of(region: Region, unit: str, **more: Any) -> str:
    return make_token(
        acting=region.acting(unit, source="system"),
        unit_code=region.units[unit].code,
        name="Journalen",
        **more,
    )[1]


def caller(region: Region, unit: str) -> Callable[..., Any]:
    """A client of a system at the unit."""
    client, token = Client(), token_of(region, unit)

    def call(method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {
            "Authorization": f"Bearer {token}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        if body is None:
            return getattr(client, method)(path, headers=sent)
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return getattr(client, method)(path, raw, content_type="application/json", headers=sent)

    return call


def notice(region: Region, **changes: Any) -> dict[str, Any]:
    """The body of a notice; `patient__name=…` changes one field."""
    today = clock.today()
    body: dict[str, Any] = {
        "patient": {
            "personal_number": personal_number(today.replace(year=today.year - 80, day=2), 984),
            "name": "Karin Systemsson",
            "sex": "female",
            "registered_in": "0199",
            "address": "Storgatan 1",
        },
        "admission": {"admitted_at": (clock.now() - timedelta(hours=3)).isoformat(), "care_form": "somatic"},
        "notice": {
            "to": [region.units["office"].code, region.units["vc"].code],
            "expected_discharge": (today + timedelta(days=4)).isoformat(),
            "certainty": "likely",
            "doctor_name": "Omid Rahimi",
        },
    }
    for path, value in changes.items():
        part, field = path.split("__")
        body[part][field] = value
    return body


def test_a_notice_admits_and_tells_the_receivers(region: Region) -> None:
    answer = caller(region, "ward")("post", NOTICES, notice(region), Idempotency_Key="notice-0001")
    assert answer.status_code == 201
    episode = CareEpisode.objects.get(public_id=answer.json()["case"])
    assert episode.patient.name == "Karin Systemsson"
    assert episode.phase == "noticed"
    item = Item.objects.get(episode=episode)
    assert set(item.addressees.values_list("unit_id", flat=True)) == {region.id("office"), region.id("vc")}
    assert AdmissionNotice.objects.get(item=item).doctor_name == "Omid Rahimi"
    assert OutboxMessage.objects.filter(event="item.admission_notice_sent", case_key=episode.pk).count() == 1


def test_a_notice_can_hold_all_that_the_form_asks(region: Region) -> None:
    """T2: levels, needs, the judgement and "vet ej" as in the interface; nothing of it is demanded."""
    told = {"mobility": "some", "medicines": "Dospåsar", "needs": ["rehab"], "unknown": ["children"]}
    judged = clock.now() - timedelta(hours=2)
    body = notice(
        region,
        notice__basis="harm_assessment",
        notice__basis_by="Omid Rahimi",
        notice__basis_ground="25:13",
        notice__basis_reason="Patienten är medvetslös.",
        notice__judged_at=judged.isoformat(),
        **{f"notice__{name}": value for name, value in told.items()},
    )
    answer = caller(region, "ward")("post", NOTICES, body, Idempotency_Key="notice-0001")
    assert answer.status_code == 201
    stored = AdmissionNotice.objects.get(item__episode__public_id=answer.json()["case"])
    assert {name: getattr(stored, name) for name in told} == told
    assert (stored.not_known, stored.judged_at) == (1, judged)
    assessed = HarmAssessment.objects.get(episode=stored.item.episode)
    assert (assessed.ground, assessed.reason) == ("25:13", "Patienten är medvetslös.")


def test_the_api_knows_every_field_of_a_notice() -> None:
    """What the form can say a system can say too: a new field is added in both, or this fails."""
    beside = {"to", "expected_discharge", "certainty", "note"}
    assert set(NoticeIn().fields) == beside | {field.name for field in fields(NoticeContent)}


def test_the_same_key_gives_the_same_answer_and_one_effect(region: Region) -> None:
    call, body = caller(region, "ward"), notice(region)
    first = call("post", NOTICES, body, Idempotency_Key="notice-0001")
    again = call("post", NOTICES, body, Idempotency_Key="notice-0001")
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Patient.objects.filter(name="Karin Systemsson").count() == 1


def test_the_same_key_with_another_body_is_refused(region: Region) -> None:
    call = caller(region, "ward")
    call("post", NOTICES, notice(region), Idempotency_Key="notice-0001")
    other = call("post", NOTICES, notice(region, patient__name="Någon Annan"), Idempotency_Key="notice-0001")
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")


@pytest.mark.parametrize("key", ["", "short", "mellan slag i nyckeln"])
def test_without_a_usable_key_nothing_is_done(region: Region, key: str) -> None:
    answer = caller(region, "ward")("post", NOTICES, notice(region), Idempotency_Key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "no_idempotency_key")
    assert Patient.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_have_one_effect() -> None:
    cache.clear()
    region = build()
    body, calls = notice(region), [caller(region, "ward")]

    def send() -> tuple[int, str]:
        answer = calls[0]("post", NOTICES, body, Idempotency_Key="notice-0001")
        return answer.status_code, answer.json().get("case", answer.json().get("code"))

    answers = together(20, send)
    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert CareEpisode.objects.filter(patient__name="Karin Systemsson").count() == 1


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"patient__personal_number": "193802049812"}, 422, "personal_number"),
        ({"patient__registered_in": "9999"}, 422, "unknown_organisation"),
        ({"notice__to": ["T-nowhere"]}, 422, "unknown_unit"),
        ({"notice__function": "Går med rollator"}, 422, "no_ground"),
        ({"admission__admitted_at": "2999-01-01T10:00:00+01:00"}, 422, "admitted_later"),
        ({"admission__admitted_at": "2026-01-01T10:00:00"}, 400, "invalid"),
        ({"notice__to": []}, 400, "invalid"),
        ({"patient__name": ""}, 400, "invalid"),
        ({"patient__name": "x" * 201}, 400, "invalid"),
        ({"patient__name": "a\x00b"}, 400, "invalid"),
        ({"notice__expected_discharge": "snart"}, 400, "invalid"),
        ({"notice__mobility": "mycket"}, 400, "invalid"),
        ({"notice__needs": ["mat"]}, 400, "invalid"),
        ({"notice__judged_at": "2026-03-02T10:15:00"}, 400, "invalid"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_left(
    region: Region, change: dict[str, Any], status: int, code: str
) -> None:
    answer = caller(region, "ward")("post", NOTICES, notice(region, **change), Idempotency_Key="notice-0001")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]
    assert Patient.objects.count() == CareEpisode.objects.count() == 1
    assert OutboxMessage.objects.filter(event="episode.admitted").count() <= 1


def test_a_patient_who_already_lies_there_is_a_conflict(region: Region) -> None:
    call = caller(region, "ward")
    call("post", NOTICES, notice(region), Idempotency_Key="notice-0001")
    answer = call("post", NOTICES, notice(region), Idempotency_Key="notice-0002")
    assert (answer.status_code, answer.json()["code"]) == (409, "already_admitted")


def test_only_a_ward_sends_a_notice(region: Region) -> None:
    answer = caller(region, "home")("post", NOTICES, notice(region), Idempotency_Key="notice-0001")
    assert (answer.status_code, answer.json()["code"]) == (403, "may_not")
    assert Patient.objects.count() == 1


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"text"', b"null", b"\xff\xfe"])
def test_what_is_no_json_object_is_400(region: Region, body: bytes) -> None:
    answer = caller(region, "ward")("post", NOTICES, body, Idempotency_Key="notice-0001")
    assert answer.status_code == 400
    assert answer.json()["code"] in {"not_json", "invalid"}


def test_more_than_a_megabyte_is_413(region: Region) -> None:
    body = notice(region, notice__note="x" * 1024 * 1024)
    answer = caller(region, "ward")("post", NOTICES, body, Idempotency_Key="notice-0001")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_the_list_holds_the_units_own_cases_and_logs_each_look(region: Region) -> None:
    answer = caller(region, "office")("get", CASES)
    assert [row["id"] for row in answer.json()["results"]] == [str(region.episode.public_id)]
    assert AccessLogRow.objects.filter(action="case.list", unit_id=region.id("office")).count() == 1
    assert caller(region, "other_office")("get", CASES).json() == {"next": None, "results": []}


def test_the_list_goes_on_from_its_cursor(region: Region) -> None:
    call = caller(region, "ward")
    for number in range(3):
        born = clock.today().replace(year=1940, day=3)
        body = notice(region, patient__personal_number=personal_number(born, 980 + number))
        call("post", NOTICES, body, Idempotency_Key=f"notice-000{number}")
    seen, cursor = [], None
    while True:
        page = call("get", f"{CASES}?limit=2" + (f"&cursor={cursor}" if cursor else "")).json()
        seen += [row["id"] for row in page["results"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 4
    assert call("get", f"{CASES}?cursor=x").status_code == 400


def test_a_case_shows_the_units_items_and_logs_the_look(region: Region) -> None:
    body = caller(region, "office")("get", f"{CASES}{region.episode.public_id}/").json()
    assert [item["type"] for item in body["items"]] == ["admission_notice_sent"]
    assert body["items"][0]["receipts"][0]["unit"]["code"].startswith("T-")
    row = AccessLogRow.objects.get(action="case.read")
    assert (row.case_id, row.patient_id, row.user_name) == (
        region.episode.pk,
        region.episode.patient_id,
        "Journalen",
    )


def test_a_foreign_case_and_an_unknown_one_are_the_same_404(region: Region) -> None:
    call = caller(region, "other_office")
    foreign = call("get", f"{CASES}{region.episode.public_id}/")
    unknown = call("get", f"{CASES}00000000-0000-4000-8000-000000000000/")
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json() == unknown.json()
    assert not AccessLogRow.objects.filter(action="case.read").exists()


def test_a_token_that_is_wrong_ended_or_missing_opens_nothing(region: Region) -> None:
    old = token_of(region, "office", valid_to=clock.today() - timedelta(days=1))
    ended = token_of(region, "office")
    end_token(acting=region.acting("office"), token_id=SystemToken.objects.latest("pk").pk)
    for value in ("", "Bearer", f"Bearer {old}", f"Bearer {ended}", "Bearer hv_x", "Basic eDp5", "Bearer å"):
        answer = Client().get(CASES, headers={"Authorization": value} if value else {})
        assert answer.status_code == 401, value
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert set(answer.json()) == {"code", "message"}


def test_a_session_of_the_web_opens_nothing(region: Region) -> None:
    assert region.client("office").get(CASES).status_code == 401


def test_the_token_is_not_stored(region: Region) -> None:
    token = token_of(region, "office")
    assert token not in str(SystemToken.objects.values_list())
    assert replace(region.acting("office")).unit_kind is UnitKind.ASSESSMENT_OFFICE


def test_wrong_methods_and_forms_are_refused_as_json(region: Region) -> None:
    call = caller(region, "office")
    assert call("post", CASES, {}).status_code == 405
    headers = {"Authorization": f"Bearer {token_of(region, 'ward')}", "Idempotency-Key": "notice-0001"}
    form = Client().post(NOTICES, {"a": "b"}, headers=headers)
    assert (form.status_code, form.json()["code"]) == (415, "not_json")


def test_the_description_and_its_page(region: Region, client: Client) -> None:
    schema = client.get("/api/v1/schema/", headers={"Accept": "application/json"})
    assert schema.status_code == 200
    paths = json.loads(schema.content)["paths"]
    message = "/api/v1/messages/{reference}/"
    assert set(paths) == {CASES, CASES + "{case}/", NOTICES, message, message + "receipts/"}
    page = client.get("/api/docs/").content.decode()
    assert "Idempotency-Key" in page
    assert "patient.personal_number" in page
    assert "<script>" not in page


def test_too_many_calls_are_told_to_wait(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemThrottle, "limit", Limit("api", times=2, seconds=60))
    call, other = caller(region, "office"), caller(region, "ward")
    answers = [call("get", CASES) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) >= 1
    assert other("get", CASES).status_code == 200, "another system's calls are its own"


def test_calls_are_counted_also_without_redis(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemThrottle, "limit", Limit("api", times=2, seconds=60))
    monkeypatch.setattr(limits, "_client", lambda: None)
    call = caller(region, "office")
    assert [call("get", CASES).status_code for _ in range(3)] == [200, 200, 429]
