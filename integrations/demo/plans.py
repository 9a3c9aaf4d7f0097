"""SIP plans in the demo: one agreed and followed up, one that waits for a unit's word, one only begun; one at home."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind, UnitKind
from core import clock
from sip import permissions, selectors, services
from sip.rules.kinds import AskedBy, Caller, Mode, Outcome, Overall, SipState, TookPart, Voice
from sip.rules.preparing import Material
from sip.selectors_plan import plan_of
from sip.services import ActionText, Common, GoalText
from transitions.rules.kinds import ConsentForm, Scope, Sex
from transitions.services import give_consent, open_at_home, register_patient

HELD = (SipState.HELD, SipState.AGREED)
PLANS = 3
AT_HOME = "194306129869"
"""A test number: its birth number is given to nobody."""

TOLD = (
    Common(
        matters="Att få vara hemma hos katten och sköta mig själv så länge det går.",
        worries="Att ramla i badrummet när ingen är där.",
        wants="Gå till affären på hörnet och handla själv.",
        goals=(
            GoalText("Gå till affären på hörnet med rollatorn före jul"),
            GoalText("Duscha utan att vara rädd"),
        ),
        overall=Overall.MUNICIPALITY,
        overall_person="Din handläggare på biståndsenheten",
        overall_phone="08-465 004 60",
        by_others="Dottern handlar tungt på lördagar och följer med till tandläkaren.",
        if_worse="Ramlar du, eller blir yr två dagar i rad: ring vårdcentralen på dagen och 1177 på natten.",
        if_worse_phone="1177",
    ),
    Common(
        matters="Jag vill sova i min egen säng och slippa sjukhuset.",
        worries="Nätterna. Det är då det känns långt till hjälp.",
        goals=(GoalText("Sova hela natten hemma"), GoalText("Hålla vikten", own_words=False)),
        overall=Overall.REGION,
        overall_person="Distriktssköterskan på vårdcentralen",
        overall_phone="08-465 004 61",
        if_worse="Ring nattpatrullen. De har nyckel och kommer inom en halvtimme.",
        if_worse_phone="08-465 004 62",
    ),
    Common(matters="Att maken och jag får bo kvar tillsammans."),
)
DOES = {
    UnitKind.PRIMARY_CARE: ("Ser över läkemedlen och ringer efter en vecka", "Distriktssköterskan"),
    UnitKind.ASSESSMENT_OFFICE: ("Beviljar hemtjänst morgon och kväll och trygghetslarm", "Handläggaren"),
    UnitKind.HOME_CARE: ("Följer med till affären två gånger i veckan", "Kontaktpersonen"),
    UnitKind.PRIMARY_CARE_REHAB: ("Provar ut duschstol och tränar gång hemma", "Arbetsterapeuten"),
    UnitKind.NIGHT_PATROL: ("Tittar till en gång per natt", "Nattpatrullen"),
    UnitKind.MUNICIPAL_HEALTH_CARE: ("Delar dosett och väger varje måndag", "Sjuksköterskan"),
}
OTHERWISE = ("Deltar i uppföljningen", "Kontaktpersonen")


def prepare_plans(people: Mapping[str, Acting]) -> None:
    """Write in the plans of meetings that the vårdcentral has held."""
    now, vc = clock.now(), people["demo-vc"]
    staff = {person.unit_id: person for person in people.values()}
    found = selectors.sips_in_states(acting=vc, states=HELD).order_by("-held_at", "-pk")
    leads = [sip.public_id for sip in found if permissions.may_write_common(vc, sip)]
    for number, public_id in enumerate(leads[:PLANS]):
        _write(public_id, number, vc, staff, now)
    _at_home(vc, now)
    _prepare(vc, staff, now)


def _prepare(vc: Acting, staff: Mapping[int, Acting], now: datetime) -> None:
    """Two meetings ahead: of one the person is prepared and some have written, of the other only who does it."""
    ahead = selectors.sips_in_states(acting=vc, states=(SipState.CALLED,)).filter(meeting_at__gt=now)
    leads = [sip for sip in ahead if permissions.may_settle(vc, sip)][:2]
    for number, sip in enumerate(leads):
        services.plan_preparation(
            acting=vc,
            sip=sip,
            at=now,
            unit_id=vc.unit_id,
            by_name="Distriktssköterskan",
            material=[Material.TALK, Material.QUESTIONS, Material.EASY],
            note="Hör bäst på höger öra. Dottern vill vara med när ni ringer.",
        )
        if number or not plan_of(acting=vc, sip=sip, at=now).consented:
            continue
        words = services.OwnWords(
            matters="Att få komma hem till min egen stol vid fönstret.",
            worries="Att ingen kommer om jag larmar.",
            wants="Koka mitt eget kaffe på morgonen.",
            kin="Dottern: Jag kan komma på kvällarna men inte på nätterna.",
        )
        services.write_own_words(acting=vc, sip=sip, at=now, version=0, words=words)
        invited = {row.unit_id for row in sip.participants.all()}
        for acting in [one for unit, one in staff.items() if unit in invited][:2]:
            text, who = DOES.get(acting.unit_kind, OTHERWISE)
            services.write_part(
                acting=acting,
                sip=sip,
                at=now,
                version=0,
                assessment="Har haft hjälp förut och vet hur vi arbetar.",
                actions=[ActionText(text, who)],
            )


def _write(public_id: UUID, number: int, vc: Acting, staff: Mapping[int, Acting], now: datetime) -> None:
    """Write in one plan: the first is agreed, the second waits for words, the third is only begun."""
    sip = selectors.sip_by_public_id(acting=vc, public_id=public_id)
    assert sip is not None
    if not plan_of(acting=vc, sip=sip, at=now).consented:
        give_consent(acting=vc, episode_id=sip.episode_id, at=now, scopes=[Scope.SIP], form=ConsentForm.ORAL)
    told, day = TOLD[number], clock.local_date(now)
    if told.goals:
        told = replace(told, follow_up_on=day + timedelta(days=42))
    services.write_common(acting=vc, sip=sip, at=now, version=0, common=told)
    goals = plan_of(acting=vc, sip=sip, at=now).goals
    units = {row.unit_id for row in sip.participants.all()}
    writers = [one for unit, one in staff.items() if unit in units and permissions.may_write_part(one, sip)]
    for place, acting in enumerate(writers):
        if not goals:
            return
        text, who = DOES.get(acting.unit_kind, OTHERWISE)
        action = ActionText(text, who, goal_id=goals[place % len(goals)].pk, starts_on=day)
        part = services.write_part(acting=acting, sip=sip, at=now, version=0, assessment="", actions=[action])
        if number == 0 or acting.unit_id == vc.unit_id:
            services.confirm_part(acting=acting, sip=sip, at=now, version=part.version, plan_version=1)
    if number == 0:
        services.agree_plan(acting=vc, sip=sip, at=now, note="Alla var med på mötet.")
        _follow_up(sip.public_id, vc, now)


def _follow_up(public_id: UUID, vc: Acting, now: datetime) -> None:
    """By telephone: one goal is reached, the next day is near; what the person and the vårdcentral say of it."""
    sip = selectors.sip_by_public_id(acting=vc, public_id=public_id)
    assert sip is not None
    outcomes = (Outcome.REACHED, Outcome.PARTLY)
    goals = plan_of(acting=vc, sip=sip, at=now).goals
    services.follow_up(
        acting=vc,
        sip=sip,
        at=now,
        outcomes={goal.pk: outcome for goal, outcome in zip(goals, outcomes, strict=False)},
        how=TookPart.PHONE,
        note="Hon har gått till affären två gånger. Duschen känns fortfarande hal.",
        follow_up_on=clock.local_date(now) + timedelta(days=10),
    )
    services.evaluate(
        acting=vc,
        sip=sip,
        at=now,
        answers={
            Voice.PERSON: {"matters": "yes", "turn_to": "yes", "helps": "partly"},
            Voice.STAFF: {"right_people": "partly", "clear": "yes", "difference": "yes"},
        },
    )


def _at_home(vc: Acting, now: datetime) -> None:
    """Somebody who lives at home and has asked for a SIP herself."""
    areas = actors.organisations(kinds=[OrganisationKind.DISTRICT, OrganisationKind.MUNICIPALITY])
    serving = {
        area.id: actors.units_serving(area.id, on=clock.local_date(now))
        for area in areas
        if not area.practice
    }
    area = next(pk for pk, units in serving.items() if vc.unit_id in {unit.id for unit in units})
    office = next(unit for unit in serving[area] if unit.kind is UnitKind.ASSESSMENT_OFFICE)
    patient, _ = register_patient(
        acting=vc,
        personal_number=AT_HOME,
        name="Rut Hemmesdotter",
        sex=Sex.FEMALE,
        registered_in_id=area,
        listed_at_id=vc.unit_id,
        address="Hägerstensvägen 12",
    )
    episode = open_at_home(acting=vc, patient_id=patient.pk, at=now)
    services.call_sip(
        acting=vc,
        episode_id=episode.pk,
        at=now,
        to=[office.id],
        caller=Caller.CARE_CONTACT,
        meeting_at=now + timedelta(days=8),
        mode=Mode.ROOM,
        place="Hemma hos henne",
        matters="Att slippa ringa fem nummer när något blir fel.",
        asked_by=AskedBy.PERSON,
    )
