"""The plan: each writes its own part at once with others, confirms, is asked again; consent decides who reads."""

import threading
from contextvars import copy_context
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

import page as validator
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from core import clock, scope
from core.conflicts import Conflict
from core.invalid import Invalid
from core.models import AccessLogRow, AuditRow, IdempotencyKey
from sip import selectors_plan, services
from sip.models import GoalOutcome, Plan, PlanAction, PlanGoal, PlanPart, PlanVersion, Sip
from sip.presenters.versions import compared
from sip.services import ActionText, Common, GoalText
from tests.factories.region import Region, build, send_notice, send_ready
from tests.query_counts import QueryCounts
from tests.sip.pages import fields_of, fill
from transitions.models import Consent
from transitions.rules.kinds import ConsentForm, ItemKind, Scope
from transitions.services import give_consent

pytestmark = pytest.mark.django_db

UNITS = ("office", "home", "rehab")
WANTS = "Gå till affären själv"


@pytest.fixture
def region() -> Region:
    made = build(start=clock.now() - timedelta(days=6))
    send_notice(made, to=("office", "vc", "home", "rehab"))
    send_ready(made, clock.now() - timedelta(days=3))
    return made


def called(region: Region, *, consent: bool = True, units: tuple[str, ...] = UNITS) -> Sip:
    now = clock.now()
    sip = services.call_sip(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=now - timedelta(days=2),
        to=[region.id(name) for name in units],
        caller="care_contact",
        meeting_at=now - timedelta(hours=2),
        mode="video",
        matters="Hem till katten.",
    )
    if consent:
        agree_to(region, ())
    return sip


def agree_to(region: Region, units: tuple[str, ...]) -> None:
    give_consent(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=clock.now() - timedelta(days=1),
        scopes=[Scope.SIP],
        units=[region.id(name) for name in units],
        form=ConsentForm.ORAL,
    )


def held(region: Region, sip: Sip, units: tuple[str, ...] = UNITS) -> Sip:
    return services.record_held(
        acting=region.acting("vc"),
        episode_id=sip.episode_id,
        at=clock.now(),
        sip_ref=sip.ref,
        attended=[region.id(name) for name in units],
        patient_took_part="video",
        relative_took_part=False,
    )


def common(region: Region, sip: Sip, version: int = 0, **changes: Any) -> Plan:
    told: dict[str, Any] = {
        "matters": "Hem till katten.",
        "goals": [GoalText(WANTS)],
        "overall": "municipality",
        "if_worse": "Ring vårdcentralen.",
        "follow_up_on": clock.today() + timedelta(days=30),
        **changes,
    }
    acting = region.acting("vc")
    return services.write_common(
        acting=acting, sip=fresh(sip), at=clock.now(), version=version, common=Common(**told)
    )


def fresh(sip: Sip) -> Sip:
    return Sip.objects.get(pk=sip.pk)


def goal(sip: Sip) -> PlanGoal:
    return PlanGoal.objects.get(plan__sip=sip, text=WANTS)


def part(region: Region, sip: Sip, unit: str, version: int = 0, **changes: Any) -> PlanPart:
    action = {"text": f"Det som {unit} gör", "responsible": "Test Testsson", **changes}
    return services.write_part(
        acting=region.acting(unit),
        sip=fresh(sip),
        at=clock.now(),
        version=version,
        assessment="",
        actions=[ActionText(**action)],
    )


def confirm(region: Region, sip: Sip, unit: str) -> PlanPart:
    stored = PlanPart.objects.get(plan__sip=sip, unit_id=region.id(unit))
    return services.confirm_part(
        acting=region.acting(unit),
        sip=fresh(sip),
        at=clock.now(),
        version=stored.version,
        plan_version=Plan.objects.get(sip=sip).version,
    )


def confirmed(sip: Sip) -> set[int]:
    rows = PlanPart.objects.filter(plan__sip=sip, confirmed_at__isnull=False)
    return set(rows.values_list("unit_id", flat=True))


def whole(region: Region) -> Sip:
    """A plan that is whole, with one goal that the home care serves; all have confirmed."""
    sip = held(region, called(region))
    common(region, sip)
    for unit in UNITS:
        part(region, sip, unit, goal_id=goal(sip).pk if unit == "home" else None)
        confirm(region, sip, unit)
    return sip


def test_a_change_asks_those_again_whom_it_touches(region: Region) -> None:
    sip = whole(region)
    ids = {name: region.id(name) for name in UNITS}
    assert confirmed(sip) == set(ids.values())
    # The person's own words touch nobody's promise; a goal touches those who serve it.
    known = goal(sip)
    common(region, sip, 1, worries="Trappan.", goals=[GoalText(WANTS, id=known.pk)])
    assert confirmed(sip) == set(ids.values())
    common(region, sip, 2, goals=[GoalText("Gå till kiosken", id=known.pk)])
    assert confirmed(sip) == {ids["office"], ids["rehab"]}
    part(
        region, sip, "rehab", 1, id=PlanAction.objects.get(part__unit=ids["rehab"]).pk, text="Träna i trappan"
    )
    assert confirmed(sip) == {ids["office"]}
    common(region, sip, 3, goals=[GoalText("Gå till kiosken", id=known.pk)], if_worse="Ring 1177.")
    assert confirmed(sip) == set()
    assert AuditRow.objects.filter(action="sip.part_confirmed").count() == len(UNITS)


def test_an_unchanged_part_keeps_its_word_and_a_goal_taken_away_keeps_what_was_done_for_it(
    region: Region,
) -> None:
    sip = whole(region)
    row = PlanAction.objects.get(part__unit=region.id("office"))
    part(region, sip, "office", 1, id=row.pk)
    assert region.id("office") in confirmed(sip)
    common(region, sip, 1, goals=[])
    assert confirmed(sip) == {region.id("office"), region.id("rehab")}
    assert PlanGoal.objects.get(text=WANTS).dropped
    assert not PlanAction.objects.get(part__unit=region.id("home")).dropped


def test_nobody_confirms_what_has_changed_meanwhile(region: Region) -> None:
    sip = called(region)
    common(region, sip)
    own = part(region, sip, "home", goal_id=goal(sip).pk)
    common(region, sip, 1, goals=[GoalText("Något annat", id=goal(sip).pk)])
    with pytest.raises(Conflict) as stopped:
        services.confirm_part(
            acting=region.acting("home"), sip=sip, at=clock.now(), version=own.version, plan_version=1
        )
    assert stopped.value.code == "part_changed"
    assert confirmed(sip) == set()


def test_an_old_page_never_writes_over_a_newer_one(region: Region) -> None:
    sip = called(region)
    common(region, sip)
    with pytest.raises(Conflict) as stopped:
        common(region, sip, 0, goals=[GoalText("Från en gammal sida")])
    assert stopped.value.code == "plan_changed"
    part(region, sip, "home")
    with pytest.raises(Conflict) as stopped:
        part(region, sip, "home", 0, text="Från en gammal sida")
    assert stopped.value.code == "part_changed"
    assert {row.text for row in PlanGoal.objects.all()} == {WANTS}
    assert {row.text for row in PlanAction.objects.all()} == {"Det som home gör"}


def test_without_the_persons_consent_nothing_is_written_and_the_own_part_stays(region: Region) -> None:
    sip = called(region, consent=False)
    with pytest.raises(Conflict) as stopped:
        common(region, sip)
    assert stopped.value.code == "no_consent"
    agree_to(region, ())
    common(region, sip)
    part(region, sip, "home")
    Consent.objects.update(withdrawn_at=clock.now())
    with pytest.raises(Conflict):
        part(region, sip, "home", 1, text="Mer")
    seen = selectors_plan.plan_of(acting=region.acting("home"), sip=fresh(sip), at=clock.now())
    assert (seen.consented, seen.plan, seen.goals) == (False, None, [])
    assert [row.unit_id for row in seen.parts] == [region.id("home")]
    page = region.client("home").get(url("sip_plan", sip)).content.decode()
    assert "Det er enhet har skrivit" in page
    # Who may not read the plan cannot tell what it lacks.
    assert "Kvar att göra" not in page
    assert "Huvudansvar" not in page
    assert "Planen är inte hel" not in region.client("vc").get(url("sip_agreed", sip)).content.decode()
    other = selectors_plan.plan_of(acting=region.acting("office"), sip=fresh(sip), at=clock.now())
    assert other.parts == []


def test_a_consent_to_certain_parties_keeps_the_others_apart(region: Region) -> None:
    sip = called(region)
    common(region, sip)
    part(region, sip, "home")
    part(region, sip, "rehab")
    Consent.objects.update(units=[region.id("vc"), region.id("home")])
    with pytest.raises(Conflict):
        part(region, sip, "rehab", 1, text="Mer")
    vc = selectors_plan.plan_of(acting=region.acting("vc"), sip=fresh(sip), at=clock.now())
    assert [row.unit_id for row in vc.parts] == [region.id("home")]
    assert region.units["rehab"].name in vc.unread
    rehab = selectors_plan.plan_of(acting=region.acting("rehab"), sip=fresh(sip), at=clock.now())
    assert (rehab.plan, rehab.goals) == (None, [])
    assert [row.unit_id for row in rehab.parts] == [region.id("rehab")]


def _rows_of(region: Region, unit: str) -> dict[str, int]:
    """What PostgreSQL itself shows a unit, whatever the application asks for."""
    models = (Plan, PlanGoal, PlanPart, PlanAction, PlanVersion, GoalOutcome)
    with scope.acting_as(region.acting(unit)):
        return {model.__name__: model.objects.count() for model in models}


def test_the_database_keeps_the_plan_from_those_who_are_not_in_it(region: Region) -> None:
    sip = whole(region)
    services.agree_plan(acting=region.acting("vc"), sip=fresh(sip), at=clock.now())
    services.follow_up(
        acting=region.acting("vc"),
        sip=fresh(sip),
        at=clock.now(),
        outcomes={goal(sip).pk: "partly"},
        how="room",
    )
    inside = _rows_of(region, "home")
    assert inside == {
        "Plan": 1,
        "PlanGoal": 1,
        "PlanPart": 3,
        "PlanAction": 3,
        "PlanVersion": 1,
        "GoalOutcome": 1,
    }
    # The ward is addressed by the call and was not invited.
    assert set(_rows_of(region, "ward").values()) == {0}
    Consent.objects.update(units=[region.id("vc"), region.id("home")])
    assert _rows_of(region, "home") == inside | {"PlanPart": 1, "PlanAction": 1}
    assert _rows_of(region, "rehab") == dict.fromkeys(inside, 0) | {"PlanPart": 1, "PlanAction": 1}
    Consent.objects.update(withdrawn_at=clock.now(), units=[])
    assert _rows_of(region, "office") == dict.fromkeys(inside, 0) | {"PlanPart": 1, "PlanAction": 1}


def test_only_those_who_are_invited_write_and_only_those_who_lead_write_what_is_common(
    region: Region,
) -> None:
    sip = called(region)
    for unit in ("ward", "night"):
        with pytest.raises(PermissionDenied):
            part(region, sip, unit)
    with pytest.raises(PermissionDenied):
        services.write_common(
            acting=region.acting("home"), sip=sip, at=clock.now(), version=0, common=Common(matters="Nej")
        )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"follow_up_on": date(2020, 1, 1)}, "follow_up_early"),
        ({"overall": "staten"}, "overall"),
        ({"goals": [GoalText(f"Mål {number}") for number in range(21)]}, "goals_many"),
    ],
)
def test_what_cannot_be_common_is_said(region: Region, changes: dict[str, Any], code: str) -> None:
    sip = called(region)
    with pytest.raises(Invalid) as stopped:
        common(region, sip, **changes)
    assert stopped.value.code == code
    assert Plan.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"responsible": " "}, "action_responsible"),
        ({"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)}, "action_days"),
        ({"goal_id": 999_999}, "action_goal"),
    ],
)
def test_what_cannot_be_an_insats_is_said(region: Region, changes: dict[str, Any], code: str) -> None:
    sip = called(region)
    with pytest.raises(Invalid) as stopped:
        part(region, sip, "home", **changes)
    assert stopped.value.code == code


def test_a_plan_that_is_not_whole_holds_only_with_a_reason_and_each_version_is_kept(region: Region) -> None:
    sip = held(region, called(region))
    common(region, sip)
    part(region, sip, "home")
    with pytest.raises(Invalid) as stopped:
        services.agree_plan(acting=region.acting("vc"), sip=fresh(sip), at=clock.now())
    assert stopped.value.code == "plan_not_whole"
    assert f"{region.units['home'].name} har inte bekräftat sin del" in stopped.value.message
    assert "ett mål har ingen insats" in stopped.value.message
    first = services.agree_plan(
        acting=region.acting("vc"), sip=fresh(sip), at=clock.now(), note="Bekräftas i morgon."
    )
    assert first is not None
    assert (first.number, first.reason) == (1, "Bekräftas i morgon.")
    part(region, sip, "home", 1, id=PlanAction.objects.get().pk, goal_id=goal(sip).pk)
    confirm(region, sip, "home")
    second = services.agree_plan(acting=region.acting("vc"), sip=fresh(sip), at=clock.now())
    assert second is not None
    assert (second.number, second.reason) == (2, "")
    rows = compared(first.content, second.content, covered=frozenset({region.id("home")}), now=clock.now())
    assert [row.title for row in rows if row.changed] == [region.units["home"].name]
    assert compared(first.content, second.content, covered=frozenset(), now=clock.now()) != rows


def test_a_plan_is_made_valid_by_who_is_in_it_and_while_the_person_consents(region: Region) -> None:
    sip = held(region, called(region, units=("home",)), units=("home",))
    common(region, sip)
    with pytest.raises(PermissionDenied):
        services.agree_plan(acting=region.acting("office"), sip=fresh(sip), at=clock.now(), note="Ändå")
    Consent.objects.update(withdrawn_at=clock.now())
    with pytest.raises(Conflict) as stopped:
        services.agree_plan(acting=region.acting("vc"), sip=fresh(sip), at=clock.now(), note="Ändå")
    assert stopped.value.code == "no_consent"
    assert PlanVersion.objects.count() == 0
    assert fresh(sip).agreed_at is None


def test_each_goal_is_followed_up_and_the_next_day_set(region: Region) -> None:
    sip = whole(region)
    services.agree_plan(acting=region.acting("vc"), sip=fresh(sip), at=clock.now())
    after = clock.today() + timedelta(days=60)
    done = services.follow_up(
        acting=region.acting("vc"),
        sip=fresh(sip),
        at=clock.now(),
        outcomes={goal(sip).pk: "partly"},
        how="phone",
        follow_up_on=after,
    )
    assert (done.state, done.follow_up_on) == ("followed_up", after)
    assert GoalOutcome.objects.get().outcome == "partly"
    for changes, code in (
        ({"outcomes": {}, "how": "brev"}, "how"),
        ({"outcomes": {}, "how": "no"}, "no_reason"),
        ({"outcomes": {goal(sip).pk: "bra"}}, "outcome"),
        ({"outcomes": {999_999: "partly"}}, "goal"),
        ({"outcomes": {}, "follow_up_on": clock.today()}, "next_passed"),
    ):
        told = {"how": "phone"} | changes
        with pytest.raises(Invalid) as stopped:
            services.follow_up(acting=region.acting("vc"), sip=fresh(sip), at=clock.now(), **told)
        assert stopped.value.code == code


def test_an_own_goal_in_the_plan_is_enough_to_close_it(region: Region) -> None:
    sip = held(region, called(region))
    Sip.objects.filter(pk=sip.pk).update(matters="")
    close = {"kind": ItemKind.SIP_CLOSED, "sip_ref": sip.ref, "episode_id": sip.episode_id, "at": clock.now()}
    with pytest.raises(Invalid):
        services.record_milestone(acting=region.acting("vc"), **close)
    common(region, sip, matters="")
    services.record_milestone(acting=region.acting("vc"), **close)
    with pytest.raises(Conflict) as stopped:
        common(region, sip, 1)
    assert stopped.value.code == "sip_closed"


# --- The pages ---------------------------------------------------------------------------------------------------


def url(name: str, sip: Sip) -> str:
    return reverse(name, args=[sip.public_id])


def test_the_plan_is_written_confirmed_and_made_valid_on_the_pages(region: Region) -> None:
    sip = held(region, called(region))
    vc, home = region.client("vc"), region.client("home")
    day = clock.today() + timedelta(days=21)
    answer = fill(
        vc,
        url("sip_plan_common", sip),
        matters="Hem till katten.",
        g1_text=WANTS,
        overall="municipality",
        if_worse="Ring oss.",
        follow_up_on=f"{day:%Y-%m-%d}",
    )
    assert (answer.status_code, answer.url) == (302, url("sip_plan", sip))
    wrong = fill(home, url("sip_plan_part", sip), a1_text="Promenad varje dag")
    assert wrong.status_code == 422
    assert "Skriv vem i enheten som ansvarar för insatsen." in wrong.content.decode()
    assert "Promenad varje dag" in wrong.content.decode()
    typed = {"a1_text": "Promenad varje dag", "a1_who": "Test Testsson", "a1_goal": str(goal(sip).pk)}
    assert fill(home, url("sip_plan_part", sip), **typed).status_code == 302
    listed = home.get(reverse("sip_list"), {"flik": "att-bekrafta"}).content.decode()
    assert url("sip_plan", sip) in listed
    page = home.get(url("sip_plan", sip)).content.decode()
    assert "Bekräfta er del" in page
    assert "Promenad varje dag" in page
    assert fill(home, url("sip_plan_confirm", sip)).status_code == 302
    assert (
        url("sip_plan", sip) not in home.get(reverse("sip_list"), {"flik": "att-bekrafta"}).content.decode()
    )
    assert fill(vc, url("sip_agreed", sip)).status_code == 302
    assert PlanVersion.objects.get().content["goals"] == [{"text": WANTS, "own_words": True}]
    read = vc.get(url("sip_plan", sip)).content.decode()
    assert "Version 1" in read
    assert AccessLogRow.objects.filter(action="sip_plan").exists()


def test_a_stale_page_gets_409_with_what_stands_now_and_keeps_what_was_typed(region: Region) -> None:
    sip = called(region)
    vc = region.client("vc")
    page = fields_of(vc.get(url("sip_plan_common", sip)).content.decode())
    common(region, sip)
    answer = vc.post(url("sip_plan_common", sip), {**page, "g1_text": "Det jag skrev"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Någon annan har sparat här" in text
    assert f"Mål 1: {WANTS}" in text
    assert "Det jag skrev" in text
    # The page that came with the refusal can be sent.
    again = vc.post(url("sip_plan_common", sip), fields_of(text))
    assert again.status_code == 302


def test_a_form_sent_again_after_back_is_stored_once_and_other_units_neither_wait_nor_count(
    region: Region,
) -> None:
    sip = called(region)
    home, rehab = region.client("home"), region.client("rehab")
    typed = {"a1_text": "Promenad varje dag", "a1_who": "Test Testsson"}
    back = fields_of(home.get(url("sip_plan_part", sip)).content.decode())
    assert fill(home, url("sip_plan_part", sip), **typed).status_code == 302
    assert fill(rehab, url("sip_plan_part", sip), **typed).status_code == 302
    # The browser's own copy of the page, with the key of a page that is drawn anew.
    key = fields_of(home.get(url("sip_plan_part", sip)).content.decode())["key"]
    again = home.post(url("sip_plan_part", sip), {**back, **typed, "key": key}, follow=True)
    assert "Det var redan skickat" in again.content.decode()
    assert PlanAction.objects.filter(part__unit=region.id("home")).count() == 1
    assert PlanAction.objects.filter(part__unit=region.id("rehab")).count() == 1
    waits = IdempotencyKey.objects.filter(scope="just done").values_list("key", flat=True)
    assert len(set(waits)) == len(("home", "rehab"))


def test_the_person_takes_the_plan_home_on_paper(region: Region) -> None:
    sip = whole(region)
    made = region.client("home").get(url("sip_plan_pdf", sip)).content
    assert region.client("ward").get(url("sip_plan_pdf", sip)).status_code == 404
    answer = validator.validate_pdf_bytes(made, profile=validator.ValidationProfile.PDF_UA_1)
    assert answer.is_compliant, [failure.message for failure in answer.failures]
    root = PdfReader(BytesIO(made)).trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = _tags(root["/StructTreeRoot"])
    headings = [tag for tag in tags if tag in ("/H1", "/H2", "/H3")]
    assert headings[:2] == ["/H1", "/H2"]
    assert headings.count("/H1") == 1
    # No level is left out on the way down, and every table has headings of its own.
    assert all(int(after[2]) <= int(before[2]) + 1 for before, after in pairwise(headings))
    assert tags.count("/Table") == tags.count("/Caption") >= 2
    assert tags.count("/TH") >= tags.count("/Table")
    assert "/Figure" not in tags, "a figure would need an alternative text"
    assert region.client("ward").get(url("sip_plan", sip)).status_code == 404
    assert AccessLogRow.objects.filter(action="sip_plan_pdf").count() == 2


def test_the_text_for_the_record_has_what_the_act_asks_for_and_not_who_it_is(region: Region) -> None:
    sip = whole(region)
    common(region, sip, 1, goals=[GoalText(WANTS, id=goal(sip).pk)], by_others="Dottern handlar.")
    answer = region.client("home").get(url("sip_plan_text", sip))
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("SAMORDNAD INDIVIDUELL PLAN\n")
    region_side = text.split("INSATSER SOM REGIONEN SVARAR FÖR\n")[1].split("\n\n")[0]
    municipal = text.split("INSATSER SOM KOMMUNEN SVARAR FÖR\n")[1].split("\n\n")[0]
    assert region_side == "- Det som rehab gör. Gröndals rehab, Test Testsson"
    assert "- Det som home gör (mål 1). Hemtjänsten Ett, Test Testsson" in municipal
    assert "- Det som office gör. Biståndsenheten, Test Testsson" in municipal
    assert "ÅTGÄRDER AV ANDRA ÄN REGIONEN OCH KOMMUNEN\nDottern handlar." in text
    assert "ÖVERGRIPANDE ANSVAR\nKommunen" in text
    assert "Utkast, inte överenskommen" in text
    for kept in ("Elsa", "9811", "0204"):
        assert kept not in text
    assert region.client("ward").get(url("sip_plan_text", sip)).status_code == 404
    assert AccessLogRow.objects.filter(action="sip_plan_text").count() == 2
    Consent.objects.update(units=[region.id("vc"), region.id("home")])
    apart = region.client("home").get(url("sip_plan_text", sip)).content.decode()
    assert "Det som rehab gör" not in apart
    assert "Samtycket når inte" in apart


def _tags(node: Any) -> list[str]:
    """The tags of a PDF's tree, in the order of reading."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for one in node for tag in _tags(one)]
    if not isinstance(node, dict):
        return []
    return [*([str(node["/S"])] if "/S" in node else []), *_tags(node.get("/K", []))]


def test_queries_of_the_plan_do_not_grow_with_it(region: Region, query_counts: QueryCounts) -> None:
    sip = whole(region)
    client: Client = region.client("vc")
    client.get(url("sip_plan", sip))
    with query_counts.same("sip.plan"):
        client.get(url("sip_plan", sip))
    version = 1
    for number in range(2, 20):
        known = [GoalText(row.text, id=row.pk) for row in PlanGoal.objects.filter(dropped=False)]
        common(region, sip, version, goals=[*known, GoalText(f"Mål {number}")])
        version += 1
    with query_counts.same("sip.plan"):
        client.get(url("sip_plan", sip))


@pytest.fixture
def standing(transactional_db: None) -> Region:
    return build(start=clock.now() - timedelta(days=6))


@pytest.mark.django_db(transaction=True)
def test_three_units_write_at_once_and_nothing_is_lost(standing: Region) -> None:
    send_notice(standing, to=("office", "vc", "home", "rehab"))
    sip = called(standing)
    gate = threading.Barrier(len(UNITS))
    refused: list[Exception] = []

    def write(unit: str) -> None:
        try:
            gate.wait(timeout=20)
            part(standing, sip, unit)
        except Exception as error:  # noqa: BLE001
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=copy_context().run, args=(write, unit)) for unit in UNITS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert refused == []
    assert {row.text for row in PlanAction.objects.all()} == {f"Det som {unit} gör" for unit in UNITS}
    assert Plan.objects.count() == 1
