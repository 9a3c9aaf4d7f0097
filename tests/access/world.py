"""The people and rows that the access matrix is asked about: one of everything, and somebody in every position."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from actors.models import Portrait
from actors.rules.kinds import Role
from core import clock, links
from core.models import Channel, Delivery, DeliveryStatus, OutboxMessage
from deviations import services as deviations
from deviations.models import Investigation, InvestigationAction, Proposal, SeriousEvent
from deviations.services import agreements, meetings
from deviations.services.delegations import Decision as DelegationDecision
from deviations.services.delegations import sign
from integrations.models import EventLoad, LoadState
from liability.models import (
    Agreement,
    Assessment,
    Decision,
    Statement,
    StatementFile,
    StatementRow,
    StatementStep,
    Terms,
    TermsDraft,
)
from liability.services.statement_life import Upload, attach
from sip import services as sip
from sip.models import SipCall
from tests.access.world_reports import report_rows
from tests.database import kept_rows
from tests.factories.pictures import picture_bytes
from tests.factories.region import Region, build
from transitions import services
from transitions.models import ChecklistPoint, Item
from transitions.rules.care_tasks import CareClass, CareTask, Judgement, Profession
from transitions.rules.kinds import CareForm, ItemKind, PointState
from transitions.rules.representation import RepresentativeKind
from transitions.rules.safety_receipt import Meets, Receipt, Transport
from transitions.rules.shields import StatedBy
from transitions.services import shields


@dataclass(frozen=True)
class World:
    """A browser for each column of the matrix, and the arguments of each address."""

    region: Region
    clients: dict[str, Client]
    arguments: dict[str, list[Any]]

    def address(self, name: str) -> str:
        """The address of a URL name, about the one case."""
        return reverse(name, args=self.arguments.get(name, []))


PEOPLE: dict[str, tuple[str, Role]] = {
    "nurse": ("ward", Role.WARD_NURSE),
    "nurs2": ("other_ward", Role.WARD_NURSE),
    "asses": ("office", Role.ASSESSOR),
    "asse2": ("other_office", Role.ASSESSOR),
    "vc": ("vc", Role.CARE_CONTACT),
    "rehab": ("rehab", Role.REHAB),
    "home": ("home", Role.HOME_CARE_COORDINATOR),
    "night": ("night", Role.NIGHT_PATROL),
    "mas": ("mas", Role.MAS),
    "mgr": ("management", Role.MANAGER),
    "ctrl": ("region_management", Role.REGION_CONTROLLER),
    "uadm": ("ward", Role.ADMINISTRATOR),
    "admin": ("management", Role.ADMINISTRATOR),
    "opera": ("region_management", Role.ADMINISTRATOR),
}
"""Who stands in each column: the unit and the role. Ward, office, vårdcentral and home care are on the case."""


@contextmanager
def kept_world(blocker: DjangoDbBlocker) -> Iterator[World]:
    """One of everything for a whole module of tests, undone at the end."""
    with kept_rows(blocker):
        yield build_world()


def build_world() -> World:
    """The region, one case with a SIP, a deviation and a report, and somebody in each position."""
    region = build()
    now = clock.now()
    notice = Item.objects.get(kind=ItemKind.ADMISSION_NOTICE_SENT)
    services.record_item(
        acting=region.acting("office", source="import"),
        episode_id=region.episode.pk,
        kind=ItemKind.HOME_CARE_NOTIFIED,
        at=now - timedelta(hours=2),
        to=[region.id("home")],
        data={"cause": "order"},
    )
    _was_here_before(region)
    called = sip.call_sip(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=now - timedelta(hours=1),
        to=[region.id("office")],
        caller="care_contact",
        meeting_at=now + timedelta(days=4),
        mode="video",
    )
    assert SipCall.objects.filter(sip=called).count() == 1
    guest = called.participants.get(guest="patient")
    deviation = deviations.report(
        acting=region.acting("home"),
        at=now,
        category="medicines",
        about_id=region.id("ward"),
        severity="low",
        episode_id=region.episode.pk,
        text="Läkemedelslistan saknades.",
    )
    enclosed = deviations.enclose(
        acting=region.acting("home"), ref=deviation.ref, at=now, content=picture_bytes()
    )
    route = deviations.save_route(
        acting=region.acting("mas"),
        at=now,
        unit_id=region.id("mas"),
        function="mas",
        holder_id=region.person("mas")[0].pk,
    )
    block = shields.set_block(
        acting=region.acting("vc"),
        episode_id=region.episode.pk,
        at=now,
        stated_by=StatedBy.PATIENT,
        whole_organisation=False,
    )
    guardian = services.add_representative(
        acting=region.acting("office"),
        episode_id=region.episode.pk,
        kind=RepresentativeKind.GUARDIAN,
        name="Kim Testsson",
        valid_from=clock.today(),
    )
    handler = region.person_acting("office")
    handed = services.hand_over(
        acting=handler, episode_ids=[region.episode.pk], to_user_id=None, at=now, note="Ring dottern."
    )
    assert handed is not None
    kept = services.save_filter(acting=handler, name="Våra", query={"tab": "mine"}, for_unit=True, at=now)
    services.set_checklist_point(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=now,
        point="Hemresa",
        state=PointState.OPEN,
    )
    point = ChecklistPoint.objects.get()
    services.send_information(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=now,
        sections={"patient_summary": "Du har vårdats för en lunginflammation."},
    )
    services.give_safety_receipt(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=now,
        receipt=Receipt(now, "Avdelning 21", Transport.TAXI, Meets.HOME_CARE),
    )
    task = str(uuid4())
    services.class_care_task(
        acting=region.acting("ward"),
        episode_id=region.episode.pk,
        at=now,
        task=task,
        judged=Judgement(
            CareTask.EYE_DROPS,
            CareClass.ALONE,
            "Anna Test",
            Profession.NURSE,
            region.id("vc"),
            clock.today(),
            if_not="Ring vårdcentralen.",
        ),
    )
    template = services.save_home_template(
        acting=region.acting("management", role=Role.ADMINISTRATOR),
        kind="checklist",
        care_form="",
        valid_from=clock.today(),
        content={"points": [{"text": "Hemresa", "owner": "ward"}]},
    )
    clients = {name: region.client(unit, role=role) for name, (unit, role) in PEOPLE.items()}
    clients["anon"] = Client()
    clients["ended"] = _ended(region)
    ordered = clients["mgr"].post(reverse("report_order"), {"format": "csv", "period": "2026-10"})
    run = ordered["Location"].rstrip("/").rpartition("/")[2]
    case = [region.episode.public_id]
    handing = [*case, notice.pk, region.id("office")]
    _, colleague = region.person("ward")
    face = Portrait.objects.create(user=colleague.user, image=b"\xff\xd8", changed_at=now)
    load = EventLoad.objects.create(
        ordered_at=now, finished_at=now, state=LoadState.DONE, ordered_by=colleague.user, lines=1
    )
    statement, attachment, order = _month(region)
    aide, delegation = _delegation(region)
    forum, seat, meeting, decided, holder = _meeting(region)
    agreed = _agreement(region)
    decision = _question(region)
    draft, ending = _draft()
    proposed = Proposal.objects.create(
        episode=region.episode,
        rule="not_acknowledged",
        category="information_not_read",
        unit=region.units["ward"],
        about=region.units["office"],
        since=now,
        found_at=now,
    )
    investigated = Investigation.objects.create(
        deviation=deviation, unit=region.units["ward"], begun_at=deviation.reported_at
    )
    action = InvestigationAction.objects.create(
        investigation=investigated,
        text="Ny rutin",
        function="Enhetschef",
        due_on=clock.today(),
        check_on=clock.today(),
        done_on=clock.today(),
        done_by="Test",
    )
    SeriousEvent.objects.create(
        deviation=deviation,
        unit=region.units["ward"],
        statute="maria",
        replies={"serious": "unknown"},
        reasons="Under bedömning.",
        assessed_at=now,
        assessed_by="Test",
    )
    return World(
        region,
        clients,
        {
            **dict.fromkeys(CASE_PAGES, case),
            "acknowledge": [*case, notice.pk],
            "answer_question": [*case, notice.pk],
            "cancel_message": [*case, notice.pk],
            "correct_message": [*case, notice.pk],
            **{name: [called.public_id] for name in SIP_PAGES},
            **{name: [called.public_id, guest.pk] for name in ("sip_times_answer", "sip_letter", "sip_sms")},
            "sip_take_over": [called.public_id, 1],
            **{name: [deviation.public_id] for name in DEVIATION_PAGES},
            **{name: [delegation] for name in DELEGATION_PAGES},
            "delegation_person": [aide],
            "deviation_route": [route.pk],
            "deviation_move": [deviation.public_id, "receive"],
            "deviation_board_view_remove": [10**6],
            **{name: [deviation.public_id] for name in INVESTIGATION_PAGES},
            "investigation_action_done": [action.public_id],
            "investigation_action_effect": [action.public_id],
            "serious": [deviation.public_id],
            **{
                name: [deviation.public_id, "maria"]
                for name in ("serious_assess", "serious_hand_over", "serious_file")
            },
            "deviation_year_file": ["pdf"],
            "deviation_proposal_dismiss": [proposed.public_id],
            **{name: [forum] for name in ("forum", "forum_change", "forum_seat_new", "meeting_call")},
            **{name: [agreed] for name in AGREEMENT_PAGES},
            "forum_seat": [forum, seat],
            "mandate": [holder],
            **{name: [meeting] for name in MEETING_PAGES},
            **{name: [decided] for name in DECISION_PAGES},
            "deviation_file": [deviation.public_id, enclosed.public_id],
            "handed_over": [handed.pk],
            "deadline_feed": ["x" * 43],
            "worklist_filter_remove": [kept.pk],
            "record_call": [*case, notice.pk, region.id("office")],
            "pack_file": [uuid4()],
            "pack_print": [uuid4()],
            "ladder": [region.id("ward")],
            "ladder_change": [region.id("ward"), "alla"],
            **{name: [statement] for name in STATEMENT_PAGES},
            **{name: [statement, 1] for name in STATEMENT_ROW_PAGES},
            "decision_answer": [*case, decision],
            **{name: [draft] for name in ("terms_draft", "terms_compare", "terms_make_valid")},
            "terms_prolong": [ending],
            "statement_attachment": [statement, attachment],
            "statement_file": [statement, order],
            "statement_download": [statement, order],
            **dict.fromkeys(("by_hand", "by_hand_print", "recall_message"), handing),
            "link": [_link(region)],
            "block_lift": [*case, block.public_id],
            "end_representative": [*case, guardian.pk],
            **{name: [*case, point.pk] for name in ("point_settle", "point_done", "point_change")},
            **{name: [*case, task] for name in ("change_care_task", "end_care_task")},
            "safety_receipt": [*case, "sv"],
            "safety_receipt_pdf": [*case, "sv"],
            "home_template_checklist": ["alla"],
            "home_template_version": [template.pk],
            "emergency": [uuid4()],
            "log_sample": [10**6],
            "routine": [10**6],
            "routine_publish": [10**6],
            "log_extract": [region.episode.patient.public_id],
            "log_extract_pdf": [region.episode.patient.public_id],
            "emergency_review": [uuid4()],
            "report_diagram": ["samverkan"],
            "report_run": [run],
            "report_file": [run],
            **report_rows(region),
            "unit": [region.id("office")],
            "unit_end": [region.id("office")],
            **{
                name: [region.id("office")]
                for name in ("unit_hours", "unit_days", "unit_duty", "unit_absence")
            },
            "portrait": [face.public_id],
            "unit_phones": [region.id("ward")],
            "unit_ways": [region.id("ward")],
            "unit_system": [region.id("ward")],
            "api_message": [uuid4()],
            "api_message_receipts": [uuid4()],
            "unit_access": [region.id("ward")],
            "access_new": [region.id("ward")],
            "assignment": [colleague.pk],
            "access_end": [colleague.pk],
            "log_out_everywhere": [colleague.pk],
            "open_login": [colleague.pk],
            "staff_protection": [colleague.pk],
            "organisation": [region.organisations["municipality"].pk],
            "organisation_end": [region.organisations["municipality"].pk],
            "event_load": [load.public_id],
        },
    )


def _was_here_before(region: Region) -> None:
    """The case is a readmission, of which ward and office alone know: they were on the earlier one."""
    ward = region.acting("ward", source="import")
    start = region.start - timedelta(days=12)
    earlier = services.register_admission(
        acting=ward, patient_id=region.episode.patient_id, admitted_at=start, care_form=CareForm.SOMATIC
    )
    for acting, kind, data in (
        (region.acting("office", source="import"), ItemKind.CONTACT_TAKEN, {"applies": "no"}),
        (ward, ItemKind.DISCHARGED, {"to": "home"}),
    ):
        start += timedelta(days=2)
        services.record_item(acting=acting, episode_id=earlier.pk, kind=kind, at=start, data=data)


def _delegation(region: Region) -> tuple[int, UUID]:
    """A nurse of the vårdcentral, who is not the one in the matrix, has delegated to somebody in the home care."""
    _, aide = region.person("home", role=Role.NIGHT_PATROL)
    today = clock.today()
    row = sign(
        acting=region.person_acting("vc"),
        at=clock.now(),
        decision=DelegationDecision(
            task="insulin",
            assignment_id=aide.pk,
            valid_from=today,
            valid_to=today + timedelta(days=100),
            knowledge="test",
            knowledge_text="Prov",
            signing_list="at_home",
            patient_id=region.episode.patient_id,
        ),
    )
    return aide.pk, row.public_id


def _meeting(region: Region) -> tuple[UUID, int, UUID, UUID, int]:
    """The MAS keeps a forum in which the vårdcentral sits; a point of its next meeting has a decision."""
    mas, now = region.acting("mas"), clock.now()
    forum = meetings.save_forum(acting=mas, name="Samverkansmöte", kind="joint", every_weeks=4, agenda="")
    seat = meetings.save_seat(
        acting=mas,
        forum=forum,
        at=now,
        seat=meetings.Seat(
            region.organisations["region"].pk, "Verksamhetschef", "decides", "Vera Test", region.id("vc")
        ),
    )
    meeting = meetings.call_meeting(acting=mas, forum=forum, at=now, starts_at=now + timedelta(days=3))
    item = meetings.add_item(acting=mas, meeting=meeting, at=now, title="Läkemedel vid hemgång")
    (decided,) = meetings.decide(
        acting=mas,
        items=[item],
        at=now,
        text="Ny rutin",
        seat_id=seat.pk,
        due_on=clock.today(),
        category="medicines",
    )
    holder = meetings.save_holder(acting=mas, at=now, title="MAS", mandate="decides", holder="Mia Test")
    return forum.public_id, seat.pk, meeting.public_id, decided.public_id, holder.pk


def _agreement(region: Region) -> UUID:
    """Region and municipality have agreed on something that the MAS keeps and nobody has signed."""
    parties = [region.organisations[name].pk for name in ("region", "municipality")]
    text = agreements.Text("Kallelse i juli", "routine", "Som vanligt.", parties, step="call_sip")
    return agreements.save(acting=region.acting("mas"), at=clock.now(), said=text).public_id


def _draft() -> tuple[UUID, int]:
    """A draft of terms, and a version of an agreement that nobody's case is under."""
    now = clock.now()
    agreement = Agreement.objects.create(name="Prov", region="01", municipality="0199")
    draft = TermsDraft.objects.create(
        agreement=agreement, terms={"code": "utkast", "name": "Utkast"}, made_at=now, made_by_name="Test"
    )
    version = Terms.objects.create(
        agreement=agreement,
        code="prov",
        name="Prov",
        valid_from=clock.today(),
        entered_at=now,
        selectable=False,
    )
    return draft.public_id, version.pk


def _question(region: Region) -> UUID:
    """A result of the case that the rules leave open, and what the region has proposed."""
    now = clock.now()
    notice = clock.local(now - timedelta(days=9))
    spell = {
        "status": "needs_review",
        "notice_at": notice.isoformat(),
        "starts_on": None,
        "ends_on": None,
        "days": 0,
        "amount": 0,
        "start_day": f"{notice.date() + timedelta(days=3)}",
        "ready_days": 9,
        "billable_days": 0,
        "parts": [],
        "terms": "LUS",
        "terms_code": "statute",
        "owed_by": "0199",
        "reasons": [{"code": "sip_called_late", "source": "LUS 4:3", "text": "För sent."}],
    }
    Assessment.objects.create(
        episode=region.episode,
        number=1,
        computed_at=now,
        as_of=now,
        episode_version=region.episode.version,
        status="needs_review",
        amount=0,
        billable_amount=0,
        owed_by=["0199"],
        terms_codes=["statute"],
        spells=[spell],
        facts={"care_form": "somatic", "registered_in": "0199", "events": []},
        basis_hash="0" * 64,
    )
    row = Decision.objects.create(
        episode=region.episode,
        notice_at=notice,
        choice="not_owed",
        text="Kallelsen dröjde.",
        proposed_at=now,
        proposed_side="region",
        proposed_by_name="Test",
        proposed_unit_name="Avdelning 21",
    )
    return row.public_id


def _month(region: Region) -> tuple[UUID, UUID, UUID]:
    """Last month between region and municipality: a row of the case, a step with an attachment, an ordered file."""
    now = clock.now()
    month = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    statement = Statement.objects.create(
        region=region.organisations["region"],
        municipality=region.organisations["municipality"],
        month=month,
        terms_code="statute",
        terms_name="LUS",
        basis="individual",
        terms={"code": "statute"},
        computed_at=now,
    )
    row = StatementRow.objects.create(
        statement=statement,
        number=1,
        episode=region.episode,
        assessment_number=1,
        notice_at=now - timedelta(days=40),
        ward="Avdelning 21",
        outcome="free",
        days=0,
        billable_days=0,
        ready_days=1,
        amount=0,
        billable_amount=0,
        facts={"care_form": "somatic", "registered_in": "0199", "events": []},
    )
    step = StatementStep.objects.create(
        statement=statement, row=row, at=now, kind="dispute", by_name="Test", by_unit_name="Ledningen"
    )
    attachment = attach(step, Upload("bilaga.pdf", b"%PDF-1.7"), "pdf")
    order = StatementFile.objects.create(
        statement=statement, statement_version=0, format="pdf", ordered_at=now, ordered_by_name="Test"
    )
    return statement.public_id, attachment.public_id, order.public_id


def _link(region: Region) -> str:
    """A link to a message for the night patrol."""
    now = clock.now()
    message = OutboxMessage.objects.create(
        event="item.home_care_notified", created_at=now, next_attempt_at=now, done_at=now
    )
    delivery = Delivery.objects.create(
        message=message,
        recipient_id=region.id("night"),
        channel=Channel.LINK,
        address="natt@prov.example",
        created_at=now,
        due_at=now,
        status=DeliveryStatus.SENT,
        sent_at=now,
    )
    return links.make(delivery)


def _ended(region: Region) -> Client:
    user, assignment = region.person("ward")
    client = Client()
    client.force_login(user)
    session = client.session
    session["assignment_id"] = assignment.pk
    session.save()
    assignment.valid_to = clock.today() - timedelta(days=1)
    assignment.save()
    return client


CASE_PAGES = (
    "enter_paper",
    "case",
    "case_history",
    "take_case",
    "send_notice",
    "notice",
    "complete_notice",
    "notice_meter",
    "ask_question",
    "return_message",
    "recall_from_unit",
    "start_leave",
    "end_leave",
    "interrupt",
    "legal_form",
    "report_sent_in",
    "emergency_visit",
    "transfer",
    "record_death",
    "change_date",
    "set_track",
    "make_request",
    "judge_request",
    "decide_request",
    "record_cause",
    "order_reception",
    "answer_reception",
    "plan_visit",
    "record_visit",
    "hand_over_reception",
    "follow_up_reception",
    "consult",
    "answer_consultation",
    "consultation",
    "confirm_support",
    "class_care_task",
    "next_of_kin",
    "answer_kin_support",
    "consider_guardian",
    "take_request",
    "whole_picture",
    "state_end_of_life",
    "end_end_of_life",
    "died_at_home",
    "hand_over_notes",
    "read_hand_over_notes",
    "decide_support",
    "decide_paper",
    "give_answer",
    "answer_order",
    "state_competence",
    "question_readiness",
    "answer_readiness",
    "send_ready",
    "withdraw_ready",
    "discharge",
    "going_home",
    "checklist_start",
    "checklist_print",
    "point_add",
    "safety_receipt_new",
    "information",
    "patient_information",
    "consents",
    "consent_history",
    "give_consent",
    "withdraw_consent",
    "assess_harm",
    "add_representative",
    "take_contact",
    "appoint_contact",
    "open_care",
    "report_services",
    "order_home_care",
    "case_changes",
    "messages",
    "block_set",
    "make_available",
    "end_availability",
    "open_chain",
    "change_protection",
    "open_protected",
    "open_emergency",
    "sip_call",
    "sip_not_required",
    "sip_signal",
    "sip_coordinator",
    "sip_times_open",
    "sip_signals",
    "sip_signal_answer",
    "liability",
    "decision_propose",
    "liability_what_if",
    "api_case",
)
STATEMENT_PAGES = (
    "statement",
    "statement_propose",
    "statement_agree",
    "statement_lock",
    "statement_take_back",
    "statement_order",
)
STATEMENT_ROW_PAGES = (
    "statement_row",
    "statement_dispute",
    "statement_answer",
    "statement_accept",
    "statement_what_if",
)
SIP_PAGES = (
    "sip_detail",
    "sip_meeting",
    "sip_agreed",
    "sip_followed_up",
    "sip_close",
    "sip_calendar",
    "sip_evaluation",
    "sip_calendar_whole",
    "sip_times",
    "sip_times_propose",
    "sip_times_settle",
    "sip_times_remind",
    "sip_slots",
    "sip_plan",
    "sip_preparation",
    "sip_prepare",
    "sip_own_words",
    "sip_hand_over",
    "sip_plan_common",
    "sip_plan_part",
    "sip_plan_confirm",
    "sip_plan_versions",
    "sip_plan_pdf",
    "sip_plan_text",
)
INVESTIGATION_PAGES = (
    "deviation_join",
    "deviation_part",
    "investigation",
    "investigation_write",
    "investigation_course",
    "investigation_action",
)
DEVIATION_PAGES = (
    "deviation_detail",
    "deviation_answer",
    "deviation_receive",
    "deviation_read",
    "deviation_close",
    "deviation_investigate",
    "deviation_take_over",
    "deviation_return",
    "deviation_reopen",
    "deviation_enclose",
    "deviation_write",
)
DELEGATION_PAGES = (
    "delegation",
    "delegation_accept",
    "delegation_follow_up",
    "delegation_withdraw",
)
MEETING_PAGES = (
    "meeting",
    "meeting_lift",
    "meeting_lift_readmission",
    "meeting_item",
    "meeting_decide",
    "meeting_close",
    "meeting_minutes",
)
DECISION_PAGES = ("meeting_decision", "meeting_effect", "meeting_decision_done")
AGREEMENT_PAGES = ("agreement", "agreement_change", "agreement_sign", "agreement_end")
