"""Every transition that a person can make, each with the state that it begins in: what the races let loose.

`registered()` reads the services themselves, so that a new one without a row here fails `test_transitions`.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from core import clock
from tests.factories.region import Region
from transitions import services
from transitions.models import ChecklistPoint, Item
from transitions.rules.care_tasks import CareClass, CareTask, Judgement, Profession
from transitions.rules.end_of_life import KinInformed
from transitions.rules.kinds import (
    Applies,
    CareForm,
    Certainty,
    DischargedTo,
    ItemKind,
    LegalForm,
    PointState,
    Scope,
)
from transitions.rules.messages import AnswerKind, CancelReason, InterruptReason, Topic
from transitions.rules.next_of_kin import Capacity, GuardianNotice, Kin, Offered, WantsSupport
from transitions.rules.readiness import Paper
from transitions.rules.reception_values import Continues, Outcome, Safe
from transitions.rules.requests import Wanted
from transitions.rules.safety_receipt import Meets, Receipt, Transport
from transitions.rules.support import Granted, Insats
from transitions.rules.tracks import Track
from transitions.services.end_of_life import EndOfLife
from transitions.services.notice_content import NoticeContent
from transitions.services.readiness import Readiness

K = ItemKind
DAY = date(2026, 12, 1)
Content = Callable[[Region], Mapping[str, Any]]


@dataclass(frozen=True)
class Act:
    """A transition: the kind it writes, who makes it, with what, and the acts that come before.

    `again`: in another stay, the day after the first one ended. `gone`: the unit is off the case afterwards, and finds
    it no more. `versioned`: its page tells what it was drawn from.
    """

    kind: ItemKind
    unit: str
    content: Content = lambda region: {}
    after: tuple[str, ...] = ()
    service: str = ""
    again: bool = False
    gone: bool = False
    versioned: bool = True


def _to(*names: str) -> Content:
    return lambda region: {"to": [region.id(name) for name in names]}


def _with(**content: Any) -> Content:
    return lambda region: content


def _last(region: Region, kind: ItemKind) -> Item:
    return Item.objects.filter(episode=region.episode, kind=kind).latest("pk")


def _point(region: Region) -> ChecklistPoint:
    return ChecklistPoint.objects.filter(episode=region.episode).latest("pk")


def _message(region: Region) -> dict[str, Any]:
    item = _last(region, K.ADMISSION_NOTICE_SENT)
    return {"of": K.ADMISSION_NOTICE_SENT, "of_at": item.at}


def _judged(region: Region) -> Judgement:
    return Judgement(
        CareTask.INSULIN,
        CareClass.ALONE,
        "Anna Test",
        Profession.NURSE,
        region.id("vc"),
        clock.today() + timedelta(days=20),
        if_not="Ring vårdcentralen samma dag.",
    )


def _home_at() -> Any:
    return clock.now() + timedelta(hours=2)


ACTS: Mapping[str, Act] = {
    "assess_need": Act(K.NEED_ASSESSED, "ward", versioned=False),
    "send_admission_notice": Act(
        K.ADMISSION_NOTICE_SENT,
        "ward",
        lambda region: {**_to("office", "vc")(region), "expected_discharge": DAY},
    ),
    "complete_notice": Act(
        K.NOTICE_COMPLETED, "ward", _with(content=NoticeContent(doctor_name="Dr Ek", unknown=("aids",)))
    ),
    "change_expected_discharge": Act(
        K.EXPECTED_DISCHARGE_CHANGED, "ward", _with(expected_discharge=DAY, certainty=Certainty.SURE)
    ),
    "send_discharge_ready": Act(K.DISCHARGE_READY_SENT, "ward", _with(doctor_name="Dr Ek")),
    "send_discharge_ready on paper": Act(
        K.DISCHARGE_READY_SENT,
        "ward",
        lambda region: {
            **_to("office", "vc")(region),
            "doctor_name": "Dr Ek",
            "readiness": Readiness(paper=Paper(clock.now() - timedelta(hours=3))),
        },
        service="send_discharge_ready",
    ),
    "withdraw_discharge_ready": Act(
        K.DISCHARGE_READY_WITHDRAWN, "ward", _with(note="Feber"), after=("send_discharge_ready",)
    ),
    "record_discharge": Act(
        K.DISCHARGED, "ward", _with(to=DischargedTo.HOME), after=("send_discharge_ready",)
    ),
    "record_death": Act(K.DIED, "ward"),
    "transfer": Act(K.TRANSFERRED, "ward", lambda region: {"ward_id": region.id("other_ward")}),
    "start_leave": Act(K.LEAVE_STARTED, "ward", lambda region: {"until": clock.now() + timedelta(days=1)}),
    "end_leave": Act(K.LEAVE_ENDED, "ward", after=("start_leave",)),
    "interrupt": Act(K.INTERRUPTED, "ward", _with(reason=InterruptReason.WORSE)),
    "change_legal_form": Act(K.LEGAL_FORM_CHANGED, "ward", _with(form=LegalForm.LPT)),
    "take_contact": Act(K.SUPPORT_APPLIED, "office", _with(applies=Applies.YES)),
    "decide_support": Act(
        K.DECISION_MADE,
        "office",
        _with(granted=Granted.YES, insatser=[Insats("Trygghetslarm", "", DAY)]),
        after=("take_contact",),
    ),
    "report_services": Act(K.SERVICES_REPORTED, "office", lambda region: {"providers": [region.id("home")]}),
    "order_home_care": Act(
        K.HOME_CARE_NOTIFIED, "office", lambda region: {**_to("home")(region), "starts_at": _home_at()}
    ),
    "answer_order": Act(K.ANSWER_GIVEN, "home", _with(can=True, from_when=DAY), after=("order_home_care",)),
    "confirm_support": Act(
        K.SUPPORT_STARTED, "home", _with(started=True), after=("order_home_care", "record_discharge")
    ),
    "notify_home_care": Act(
        K.HOME_CARE_NOTIFIED,
        "ward",
        lambda region: {"cause_item_id": _last(region, K.DISCHARGED).pk},
        after=("report_services", "record_discharge"),
        versioned=False,
    ),
    "give_answer": Act(
        K.ANSWER_GIVEN, "office", _with(can=True, from_when=DAY), after=("send_discharge_ready",)
    ),
    "question_readiness": Act(K.ANSWER_GIVEN, "vc", _with(why="Feber"), after=("send_discharge_ready",)),
    "answer_readiness": Act(
        K.READINESS_ANSWERED,
        "ward",
        _with(stands=True, doctor_name="Dr Ek", note="Står fast"),
        after=("question_readiness",),
    ),
    "decide_paper_time": Act(
        K.PAPER_TIME_DECIDED, "office", _with(accepted=True), after=("send_discharge_ready on paper",)
    ),
    "state_competence": Act(K.COMPETENCE_STATED, "rehab", _with(enough=True), after=("notice to rehab",)),
    "appoint_care_contact": Act(K.CARE_CONTACT_APPOINTED, "vc", _with(name="Siv", phone="08-1")),
    "record_open_care": Act(
        K.OPEN_CARE_AVAILABLE, "vc", _with(kind=K.OPEN_CARE_AVAILABLE), after=("send_discharge_ready",)
    ),
    "set_track": Act(K.TRACK_SET, "vc", _with(track=Track.RED)),
    "make_request": Act(
        K.REQUEST_MADE,
        "ward",
        lambda region: {"what": Wanted.SHORT_TERM, "owner_id": region.id("nurse")},
        after=("consult",),
    ),
    "judge_request": Act(
        K.REQUEST_JUDGED,
        "ward",
        _with(what=Wanted.SHORT_TERM, supports=True, doctor_name="Dr Ek"),
        after=("make_request",),
    ),
    "decide_request": Act(
        K.REQUEST_DECIDED, "office", _with(what=Wanted.SHORT_TERM, granted=True), after=("judge_request",)
    ),
    "take_request": Act(K.REQUEST_TAKEN, "nurse", _with(what=Wanted.SHORT_TERM), after=("decide_request",)),
    "state_next_of_kin": Act(
        K.NEXT_OF_KIN_STATED,
        "ward",
        _with(exists=Kin.YES, capacity=Capacity.SOME, wants_support=WantsSupport.YES),
    ),
    "answer_kin_support": Act(
        K.KIN_SUPPORT_ANSWERED, "office", _with(outcome=Offered.ACCEPTED), after=("state_next_of_kin",)
    ),
    "consider_guardian": Act(
        K.GUARDIAN_CONSIDERED, "ward", _with(outcome=GuardianNotice.NOT_NEEDED, reason="Klarar sig själv")
    ),
    "consult": Act(
        K.CONSULTED,
        "office",
        lambda region: {"unit_id": region.id("nurse"), "profession": "nurse", "question": "Vad behövs?"},
    ),
    "answer_consultation": Act(K.CONSULTATION_ANSWERED, "nurse", _with(answer="En säng"), after=("consult",)),
    "ask_question": Act(
        K.QUESTION_ASKED,
        "office",
        lambda region: {**_to("ward")(region), "topic": Topic.DATE, "text": "När?"},
    ),
    "answer_question": Act(
        K.QUESTION_ANSWERED,
        "ward",
        lambda region: {"question_id": _last(region, K.QUESTION_ASKED).pk, "answer": AnswerKind.NOT_KNOWN},
        after=("ask_question",),
    ),
    "cancel_message": Act(
        K.MESSAGE_CANCELLED, "ward", lambda region: {**_message(region), "reason": CancelReason.SENT_TWICE}
    ),
    "comment_message": Act(
        K.MESSAGE_CORRECTED,
        "ward",
        lambda region: {**_message(region), "kind": K.MESSAGE_CORRECTED, "note": "Fel dag"},
    ),
    "return_message": Act(K.WRONG_RECIPIENT, "vc", gone=True),
    "recall_message": Act(K.WRONG_RECIPIENT, "ward", lambda region: {"unit_id": region.id("vc")}),
    "start_checklist": Act(K.CHECKLIST_POINT, "ward"),
    "add_point": Act(
        K.CHECKLIST_POINT, "ward", lambda region: {"point": "Nyckel", "owner_id": region.id("office")}
    ),
    "change_point": Act(
        K.CHECKLIST_POINT,
        "ward",
        lambda region: {
            "point_id": _point(region).pk,
            "owner_id": region.id("ward"),
            "critical": True,
            "due": DAY,
        },
        after=("add_point",),
    ),
    "settle_point": Act(
        K.CHECKLIST_POINT,
        "office",
        lambda region: {"point_id": _point(region).pk, "state": PointState.DONE},
        after=("add_point",),
    ),
    "send_information": Act(
        K.DISCHARGE_INFORMATION_SENT,
        "ward",
        _with(sections={"health": "Mår bra"}),
        after=("record_discharge",),
    ),
    "give_safety_receipt": Act(
        K.SAFETY_RECEIPT_GIVEN,
        "ward",
        lambda region: {"receipt": Receipt(_home_at(), "Avdelning 21", Transport.TAXI, Meets.HOME_CARE)},
    ),
    "give_consent": Act(K.CONSENT_GIVEN, "ward", _with(scopes=[Scope.INFORMATION], form="oral")),
    "refuse_consent": Act(K.CONSENT_WITHDRAWN, "ward", _with(scopes=[Scope.INFORMATION])),
    "withdraw_consent": Act(
        K.CONSENT_WITHDRAWN, "ward", _with(scopes=[Scope.INFORMATION]), after=("give_consent",)
    ),
    "report_sent_in": Act(K.SENT_IN_REPORTED, "nurse", _with(reason="Andnöd"), after=("consult",)),
    "record_emergency_visit": Act(
        K.EMERGENCY_VISIT, "ward", lambda region: {"visited_at": clock.now() - timedelta(hours=1)}
    ),
    "record_cause": Act(K.READMISSION_CAUSE_RECORDED, "ward", _with(cause="aids"), again=True),
    "state_end_of_life": Act(
        K.END_OF_LIFE_STATED,
        "ward",
        lambda region: {
            "known": EndOfLife(
                decided_by="Dr Ek", talked_on=clock.today(), talked_by="Dr Ek", informed=KinInformed.YES
            )
        },
    ),
    "end_end_of_life": Act(
        K.END_OF_LIFE_STATED, "ward", _with(reason="Bättre"), after=("state_end_of_life",)
    ),
    "tell_death_at_home": Act(
        K.DIED_AT_HOME,
        "home",
        lambda region: {"on": clock.today()},
        after=("order_home_care", "record_discharge"),
    ),
    "order_reception": Act(
        K.HOME_RECEPTION_ORDERED, "office", lambda region: {"team_id": region.id("team"), "note": "Orolig"}
    ),
    "answer_reception": Act(
        K.HOME_RECEPTION_ACCEPTED, "team", _with(accepts=True), after=("order_reception",)
    ),
    "plan_visit": Act(
        K.HOME_RECEPTION_PLANNED, "team", lambda region: {"visit_at": _home_at()}, after=("answer_reception",)
    ),
    "record_visit": Act(
        K.HOME_RECEPTION_VISITED,
        "team",
        lambda region: {"visited_at": _last(region, K.HOME_RECEPTION_ORDERED).at},
        after=("answer_reception", "record_discharge"),
    ),
    "hand_over_reception": Act(
        K.HOME_RECEPTION_HANDED_OVER, "team", _with(continues=Continues.NONE), after=("record_visit",)
    ),
    "follow_up_reception": Act(
        K.HOME_RECEPTION_FOLLOWED_UP,
        "team",
        _with(outcome=Outcome.MANAGES, safe=Safe.VERY),
        after=("hand_over_reception",),
    ),
    "class_care_task": Act(
        K.CARE_TASK_CLASSED,
        "ward",
        lambda region: {"task": "task-1", "judged": _judged(region)},
    ),
    "end_care_task": Act(
        K.CARE_TASK_CLASSED, "ward", _with(task="task-1", reason="Behövs inte"), after=("class_care_task",)
    ),
    "write_hand_over_note": Act(
        K.HAND_OVER_NOTE, "home", _with(note="Nyckeln hänger i hallen"), after=("order to two",)
    ),
    "order to two": Act(
        K.HOME_CARE_NOTIFIED,
        "office",
        lambda region: {**_to("home", "night")(region), "starts_at": _home_at()},
        service="order_home_care",
    ),
    "acknowledge": Act(
        K.ACKNOWLEDGED,
        "office",
        lambda region: {"item_id": _last(region, K.ADMISSION_NOTICE_SENT).pk},
        versioned=False,
    ),
    "acknowledge_kind": Act(K.ACKNOWLEDGED, "office", _with(of=K.ADMISSION_NOTICE_SENT), versioned=False),
    "notice to rehab": Act(
        K.ADMISSION_NOTICE_SENT,
        "ward",
        lambda region: {**_to("rehab")(region), "expected_discharge": DAY},
        service="send_admission_notice",
    ),
}
"""By the service's name, or a name of its own with `service`."""

BESIDE: Mapping[str, str] = {
    "record_item": "what apps above push down; tests/sip and tests/deviations race their own",
    "enter_from_paper": "a row of a paper is entered once: the database's own key, tests/pages/test_paper.py",
    "set_checklist_point": "event files alone",
    "add_representative": "a person's representatives are many",
    "end_representative": "the last day that was said stands",
    "assess_harm": "a new assessment takes the earlier one's place",
}
"""Services that write on a case and are no transition of it, each with the reason."""


def registered() -> set[str]:
    """The names of every service of the app that writes on one case at a time (`loading.transition`)."""
    found = set()
    for module in pkgutil.iter_modules(services.__path__, f"{services.__name__}."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            raw = inspect.unwrap(function)
            decorated = raw is not function and function.__code__.co_filename.endswith("loading.py")
            if decorated and "episode_id" in inspect.signature(raw).parameters:
                found.add(name)
    return found


def perform(region: Region, name: str, version: int | None = None) -> Item | None:
    """Make the act once, as somebody of its unit."""
    act = ACTS[name]
    more = {"version": version} if act.versioned else {}
    service: Callable[..., Item | None] = getattr(services, act.service or name)
    return service(
        acting=region.acting(act.unit),
        episode_id=region.episode.pk,
        at=clock.now(),
        **act.content(region),
        **more,
    )


def prepare(region: Region, name: str) -> Region:
    """Make what comes before the act, and what comes before that. Returns the region with the stay of the act."""
    for earlier in ACTS[name].after:
        prepare(region, earlier)
        perform(region, earlier)
    if ACTS[name].again:
        region = _admitted_again(region)
    region.episode.refresh_from_db()
    return region


def _admitted_again(region: Region) -> Region:
    services.record_discharge(
        acting=region.acting("ward", source="import"),
        episode_id=region.episode.pk,
        at=clock.now() - timedelta(days=1),
        to=DischargedTo.HOME,
    )
    acting = region.acting("ward")
    stay = services.register_admission(
        acting=acting,
        patient_id=region.episode.patient_id,
        admitted_at=clock.now(),
        care_form=CareForm.SOMATIC,
    )
    found = replace(region, episode=stay)
    perform(found, "send_admission_notice")
    return found
