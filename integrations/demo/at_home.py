"""After the home-coming in the demo: who does what, notes to the next shift, the end of life, next of kin."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import clock
from integrations.demo.reception import prepare_reception
from transitions import services
from transitions.permissions import visible_to
from transitions.rules.care_tasks import CareClass, CareTask, Helper, Judgement, Profession
from transitions.rules.consulting import Enclosed
from transitions.rules.end_of_life import Decided, KinInformed
from transitions.rules.hand_over import circle, may_write
from transitions.rules.kinds import ConsentForm, Protection, Scope
from transitions.rules.next_of_kin import Capacity, GuardianNotice, Kin, WantsSupport
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.services.end_of_life import EndOfLife
from transitions.services.state import limits

NOTES = (
    ("Orolig när det blir mörkt. Låt lampan i hallen vara tänd.", True),
    ("Har fått nya plåster på hälen i dag. Lyft inte i foten.", False),
    ("Katetern drog luft i kväll. Titta till påsen vid midnatt.", True),
    ("Dottern har lämnat mat i kylen till onsdag.", False),
)
ADVICE = (
    ("Får hemtjänsten ge insulin på delegering när glukosvärdena svänger så här?", ""),
    (
        "Räcker två besök per natt, eller ska sjuksköterska kopplas in från början?",
        "Koppla in sjuksköterska de första två veckorna. Därefter räcker det med två besök.",
    ),
)
AIDS = "Rullator och toalettförhöjning"
NOTED = 4
TASKED = 3


def prepare_at_home(people: Mapping[str, Acting]) -> None:
    """Fill the pages of what goes on after the home-coming."""
    now = clock.now()
    prepare_reception(people)
    _tasks(people["demo-avdelning"], now)
    _notes(people, now)
    _advice(people, now)


def _tasks(ward: Acting, now: datetime) -> None:
    """Of some who are soon to leave: who does what, next of kin; one of them is near the end of life."""
    mine = visible_to(ward).filter(ward_id=ward.unit_id, ended_at__isnull=True, ready_at__isnull=False)
    for number, episode in enumerate(mine.order_by("pk")[:TASKED]):
        common: dict[str, Any] = {"acting": ward, "episode_id": episode.pk, "at": now}
        services.give_consent(**common, scopes=[Scope.INFORMATION], form=ConsentForm.ORAL)
        for judged in _judgements(episode, ward, now):
            services.class_care_task(**common, task=str(uuid4()), judged=judged)
        if number == 1:
            services.state_next_of_kin(**common, exists=Kin.NO)
            services.consider_guardian(
                **common,
                outcome=GuardianNotice.SENT,
                sent_on=clock.local_date(now),
                sent_by="Eva Provgren, verksamhetschef",
            )
            continue
        services.state_next_of_kin(
            **common,
            exists=Kin.YES,
            capacity=Capacity.SOME,
            wants_support=WantsSupport.YES,
            note="Dottern handlar och följer med till vårdcentralen.",
        )
        if number == 0:
            services.state_end_of_life(
                **common,
                known=EndOfLife(
                    decided_by="Hanna Virtanen",
                    talked_on=clock.local_date(now - timedelta(days=1)),
                    talked_by="Hanna Virtanen",
                    informed=KinInformed.YES,
                    doctor="Jourläkaren i hemsjukvården",
                    doctor_phone="08-465 004 60",
                    decisions=(Decided.NO_CPR, Decided.NO_HOSPITAL, Decided.COMFORT_DRUGS),
                    call_first="Kommunens sjuksköterska, som ringer läkaren",
                ),
                to=[row.unit_id for row in cases.present_providers(episode.patient_id)],
            )


def _advice(people: Mapping[str, Acting], now: datetime) -> None:
    """The office asks the MAS about two whom it plans for; one question is answered."""
    office, mas = people["demo-bistand"], people["demo-mas"]
    open_cases = visible_to(office).filter(
        parties__unit_id=office.unit_id, ended_at__isnull=True, patient__protection=Protection.NONE
    )
    for number, episode in enumerate(open_cases.order_by("pk")[: len(ADVICE)]):
        common: dict[str, Any] = {"episode_id": episode.pk, "at": now}
        services.give_consent(acting=office, **common, scopes=[Scope.INFORMATION], form=ConsentForm.ORAL)
        question, answer = ADVICE[number]
        services.consult(
            acting=office,
            **common,
            unit_id=mas.unit_id,
            profession="mas",
            question=question,
            enclosed=[
                Enclosed(
                    "Hjälpmedel",
                    (("Hjälpmedel", "Rollator, toalettförhöjning", office.unit_name, now.isoformat()),),
                )
            ],
        )
        if answer:
            services.answer_consultation(acting=mas, **common, answer=answer)


def _judgements(episode: Any, ward: Acting, now: datetime) -> Iterator[Judgement]:
    units = cases.parties(episode)
    open_care = next((unit.id for unit in units if unit.kind is UnitKind.PRIMARY_CARE), ward.unit_id)
    helpers = [row.unit_id for row in cases.present_providers(episode.patient_id)]
    review = clock.local_date(now + timedelta(days=14))
    common: dict[str, Any] = {
        "assessed_by": "Nadja Sjögren",
        "profession": Profession.NURSE,
        "reviewer": open_care,
    }
    yield Judgement(
        CareTask.EYE_DROPS,
        CareClass.HELPED,
        **common,
        review_on=review,
        helper=Helper.NEXT_OF_KIN,
        if_not="Ring vårdcentralen samma dag.",
    )
    yield Judgement(
        CareTask.WOUND,
        CareClass.LICENSED,
        **common,
        review_on=review,
        performer=open_care,
        risk="Såret kan bli infekterat.",
        if_not="Ring vårdcentralen. Feber eller ökad rodnad: ring 1177 direkt.",
    )
    if helpers:
        yield Judgement(
            CareTask.DOSETT,
            CareClass.HELPED,
            **common,
            review_on=review,
            helper=Helper.HOME_CARE,
            performer=helpers[0],
            risk="Yrsel och fall om doserna tas dubbelt.",
            if_not="Ring vårdcentralen. Ge inget extra.",
        )


def _notes(people: Mapping[str, Acting], now: datetime) -> None:
    """Day and night write to each other about some who have come home."""
    night, day = people["demo-natt"], people["demo-hemtjanst"]
    written = 0
    lately = visible_to(night).filter(ended_at__gte=now - timedelta(days=5), ended_at__lte=now)
    for episode in lately.order_by("-ended_at")[:20]:
        chain = chain_of(episode)
        units = circle(chain, [row.unit_id for row in cases.present_providers(episode.patient_id)])
        writer = day if day.unit_id in units else night
        if not may_write(chain, units, writer.unit_id, limits(), now).allowed:
            continue
        note, tonight = NOTES[written % len(NOTES)]
        services.write_hand_over_note(
            acting=writer, episode_id=episode.pk, at=now, note=note, tonight=tonight
        )
        written += 1
        if written == NOTED:
            return
