"""The number of queries of each page, as tests/query_counts.json has it, and the same however many cases there are."""

from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.rules.kinds import Role
from core import clock
from deviations import services as deviations
from sip import services as sip
from tests.factories.region import Region, add_cases, order_help
from tests.query_counts import QueryCounts, questions
from transitions import services
from transitions.models import CareEpisode
from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import Scope
from transitions.rules.representation import RepresentativeKind

CASES = 10


def _fill(region: Region, count: int, first: int) -> None:
    """Cases of every state; each third has a SIP, each second a deviation and a question to the MAS."""
    now = clock.now()
    for number, episode in enumerate(add_cases(region, count, first=first)):
        if episode.notice_at is None:
            continue
        if number % 3 == 0 and episode.ended_at is None:
            sip.call_sip(
                acting=region.acting("vc"),
                episode_id=episode.pk,
                at=now,
                to=[region.id("office")],
                caller="care_contact",
                meeting_at=now + timedelta(days=4),
                mode="video",
            )
        if number % 2 == 0:
            services.consult(
                acting=region.acting("office", source="import"),
                episode_id=episode.pk,
                at=now,
                unit_id=region.id("mas"),
                profession="mas",
                question="Räcker tillsynen?",
            )
            deviations.report(
                acting=region.acting("office"),
                at=now,
                category="medicines",
                about_id=region.id("ward"),
                severity="low",
                episode_id=episode.pk,
                text="Läkemedelslistan saknades.",
            )


def _grow_register(region: Region) -> None:
    """Answers, withdrawals, representatives and assessments."""
    for name in ("ward", "office"):
        acting, now = region.acting(name), clock.now()
        common = {"acting": acting, "episode_id": region.episode.pk}
        services.give_consent(**common, at=now, scopes=[Scope.SIP], form="oral", units=[region.id("vc")])
        services.withdraw_consent(**common, at=clock.now(), scopes=[Scope.SIP])
        services.add_representative(
            **common, kind=RepresentativeKind.GUARDIAN, name="Kim", valid_from=clock.today()
        )
        services.assess_harm(
            **common,
            at=clock.now(),
            scope=Scope.SIP,
            discloses=True,
            ground=OslGround.OWN_ACTIVITY,
            why=WhyNoConsent.NOT_REACHED,
            what="Planen",
            reason="Behövs.",
            assessed_by="Kim",
        )


def _grow_chain(region: Region, days: range = range(6)) -> None:
    """The one case gets a longer history: more items, more receipts, more people, a longer register."""
    _grow_register(region)
    for day in days:
        services.record_item(
            acting=region.acting("ward", source="import"),
            episode_id=region.episode.pk,
            kind="expected_discharge_changed",
            at=clock.now() - timedelta(hours=day + 1),
            data={"expected_discharge": f"{clock.today() + timedelta(days=day)}", "certainty": "likely"},
        )


LISTS: dict[str, tuple[str, Role | None, str, str]] = {
    "worklist": ("office", None, "get", reverse("worklist")),
    "worklist.ward": ("ward", None, "get", reverse("worklist")),
    "worklist.home": ("home", None, "get", reverse("worklist")),
    "worklist.poll": ("office", None, "get", reverse("worklist_changes")),
    "people": ("office", None, "post", reverse("people")),
    "sent_messages": ("ward", None, "get", reverse("sent_messages")),
    "sip.list": ("vc", None, "get", reverse("sip_list")),
    "deviations.list": ("ward", None, "get", reverse("deviation_list")),
    "deviations.list.mas": ("mas", None, "get", reverse("deviation_list")),
    "consultations": ("mas", None, "get", reverse("consultations")),
    "liability.overview": ("management", Role.MANAGER, "get", reverse("liability_overview")),
    "liability.forecast": ("office", None, "get", reverse("liability_forecast")),
    "liability.forecast.sums": ("management", Role.MANAGER, "get", reverse("liability_forecast")),
    "liability.decisions": ("office", None, "get", reverse("decisions")),
    "liability.statements": ("management", Role.MANAGER, "get", reverse("statements")),
    "liability.agreements": ("management", Role.ADMINISTRATOR, "get", reverse("agreements")),
    "liability.deadlines": ("management", Role.ADMINISTRATOR, "get", reverse("statement_deadlines")),
    "liability.layout": ("management", Role.MANAGER, "get", reverse("finance_layout")),
    "reports": ("management", Role.MANAGER, "get", reverse("reports")),
    "reports.dashboard": ("management", Role.MANAGER, "get", reverse("dashboard")),
    "reports.dashboard.cases": ("ward", None, "get", reverse("dashboard_cases", args=["ready"])),
    "reports.recommendations": ("management", Role.MANAGER, "get", reverse("recommendations")),
    "reports.letter": ("management", Role.MANAGER, "get", f"{reverse('letter_answer')}?brist=b1&brist=b12"),
    "reports.reception": ("management", Role.MANAGER, "get", reverse("reception_effect")),
    "reports.planning": ("management", Role.MANAGER, "get", reverse("planning_measurement")),
    "reports.goals": ("management", Role.MANAGER, "get", reverse("report_goals")),
    "reports.boards": ("management", Role.MANAGER, "get", reverse("board_reports")),
    "experience.offers": ("office", None, "get", reverse("experience_offers")),
    "reports.patients": ("management", Role.MANAGER, "get", reverse("patient_view")),
    "reports.plan": ("management", Role.MANAGER, "get", reverse("action_plan")),
    "directory": ("management", Role.ADMINISTRATOR, "get", reverse("directory")),
    "organisations": ("region_management", Role.ADMINISTRATOR, "get", reverse("organisations")),
    "event_loads": ("region_management", Role.ADMINISTRATOR, "get", reverse("event_loads")),
}


def _open(client: Client, method: str, address: str) -> None:
    answer = getattr(client, method)(address, {"q": "Testperson"} if method == "post" else {})
    assert answer.status_code in (200, 204), answer.status_code


def _count(action: Callable[[], None]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        action()
    return [query["sql"] for query in questions(captured)]


def test_queries_of_a_list_do_not_grow_with_it(region: Region, query_counts: QueryCounts) -> None:
    """Each list with some cases, and with three times as many: the same questions."""
    clients = {name: region.client(who, role=role) for name, (who, role, *_) in LISTS.items()}
    counted: list[dict[str, list[str]]] = []
    for count, first in ((CASES, 1), (2 * CASES, 100)):
        _fill(region, count, first=first)
        cache.clear()
        counted.append({})
        for name, (_, _, method, address) in LISTS.items():
            _open(clients[name], method, address)
            with query_counts.same(f"list.{name}"):
                counted[-1][name] = _count(lambda: _open(clients[name], method, address))  # noqa: B023
    few, many = counted
    assert {name: len(asked) for name, asked in many.items()} == {
        name: len(asked) for name, asked in few.items()
    }


PAGES = {
    "case": ("office", "case"),
    "case.ward": ("ward", "case"),
    "case.vc": ("vc", "case"),
    "case_history": ("ward", "case_history"),
    "messages": ("ward", "messages"),
    "send_notice": ("ward", "send_notice"),
    "notice": ("office", "notice"),
    "complete_notice": ("ward", "complete_notice"),
    "change_date": ("ward", "change_date"),
    "send_ready": ("ward", "send_ready"),
    "discharge": ("ward", "discharge"),
    "consents": ("ward", "consents"),
    "consent_history": ("ward", "consent_history"),
    "give_consent": ("ward", "give_consent"),
    "assess_harm": ("office", "assess_harm"),
    "take_contact": ("office", "take_contact"),
    "report_services": ("office", "report_services"),
    "order_home_care": ("office", "order_home_care"),
    "appoint_contact": ("vc", "appoint_contact"),
    "liability": ("office", "liability"),
    "sip_call": ("vc", "sip_call"),
    "class_care_task": ("ward", "class_care_task"),
    "whole_picture": ("office", "whole_picture"),
    "consult": ("office", "consult"),
    "consultation": ("office", "consultation"),
    "hand_over_notes": ("home", "hand_over_notes"),
}


def test_queries_of_a_page_do_not_grow_with_the_case(region: Region, query_counts: QueryCounts) -> None:
    """Each page of a case as it is, and with more items, receipts and cases beside it: the same questions."""
    clients = {who: region.client(who) for who in {who for who, _ in PAGES.values()}}
    counted: list[dict[str, int]] = []
    order_help(region)
    _grow_register(region)
    _grow_chain(region, days=range(6, 7))  # each panel has something: an empty one asks less
    for grow in (False, True):
        if grow:
            _grow_chain(region)
            _fill(region, 3, first=1)
            assert CareEpisode.objects.count() == 4
        counted.append({})
        for name, (who, url) in PAGES.items():
            address = reverse(url, args=[region.episode.public_id])
            _open(clients[who], "get", address)
            with query_counts.same(f"page.{name}"):
                asked = _count(lambda: _open(clients[who], "get", address))  # noqa: B023
            counted[-1][name] = len(asked)
    assert counted[1] == counted[0]
