"""Effect goals, a handlingsplan, reports for the nämnd and patients' answers: what the demo's managers follow.

Goals, texts and answers are invented, and the goals say so where who decided them stands.
"""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from actors.acting import Acting
from core import clock
from reporting.exports.board import compose
from reporting.rules.dates import add_months
from reporting.rules.goals import Direction
from reporting.rules.periods import ScheduleKind, month_of
from reporting.selectors import experience as offers
from reporting.selectors.directory import Directory, directory
from reporting.services import board, experience
from reporting.services import goals as services

DECIDED_BY = "Demo: äldrenämnden"
GOALS: tuple[tuple[str, str, Direction, bool, str, str, str], ...] = (
    ("Ingen väntar i onödan", "ready_days_mean_all", Direction.AT_MOST, False, "2.0", "3.1", "medel 2017"),
    (
        "SIP är regel, inte undantag",
        "episodes_with_sip_call",
        Direction.AT_LEAST,
        True,
        "50",
        "0.9",
        "ett av 111, augusti 2021",
    ),
    (
        "Få kommer tillbaka inom 30 dagar",
        "readmissions_30d",
        Direction.AT_MOST,
        False,
        "6",
        "9",
        "per månad 2017",
    ),
)
"""Name, measure, direction, share, target, baseline and what the baseline is."""

ACTIVITIES: tuple[tuple[str, str, str, str, str, int, str], ...] = (
    (
        "leadership",
        "Gemensam bild varje vecka",
        "Korta avstämningar mellan sjukhuset och biståndsenheten varje måndag.",
        "both",
        "Enhetschef biståndsenheten",
        -20,
        "done",
    ),
    (
        "information",
        "Hemtjänsten vet dagen före",
        "Meddelande till alla utförare när utskrivningsdatum sätts, även natt och larm.",
        "municipality",
        "Samordnare hemtjänst",
        30,
        "ongoing",
    ),
    (
        "planning",
        "Kallelse till SIP inom tre dagar",
        "Den fasta vårdkontakten kallar från ärendet. Kommunen kallar när det dröjer.",
        "region",
        "Verksamhetschef vårdcentralen",
        45,
        "ongoing",
    ),
    (
        "home",
        "Hjälpmedel på plats vid hemkomst",
        "Punkten hjälpmedel är kritisk i hemgångslistan. Primärvårdsrehab äger den.",
        "both",
        "Enhetschef primärvårdsrehab",
        10,
        "ongoing",
    ),
    (
        "follow_up",
        "Återinläggningar får en orsak",
        "Båda sidor anger orsak inom en vecka. MAS går igenom dem varje månad.",
        "both",
        "MAS",
        90,
        "planned",
    ),
)
"""Area, milestone, activity, huvudman, responsible, days from today until it is due, and how far it has come."""

TEXTS = {
    "proposal": "Nämnden godkänner rapporten om trygg utskrivning och lägger den till handlingarna.",
    "comment": "Väntan på sjukhus är kort, men kallelse till SIP sker fortfarande för sällan. Förvaltningen följer "
    "kallelserna varje vecka tillsammans med vårdcentralerna.",
    "actions": "Kommunen kallar till SIP när den fasta vårdkontakten inte har kallat inom tre dagar.",
    "equality": "Fler kvinnor än män skrivs ut till eget hem. Inga skillnader i väntan har setts.",
}

WORDS = (
    ("Hemtjänsten var där när jag kom. Det kändes tryggt.", False),
    ("Jag visste inte vilka mediciner jag skulle ta första kvällen.", True),
    ("Bra att alla ringde samma dag.", False),
)


def prepare_following_up(people: Mapping[str, Acting]) -> None:
    """Enter it all as the manager and the handläggare of the demo would."""
    manager, office = people["demo-chef"], people["demo-bistand"]
    known = directory()
    organisation = known.organisation_codes[manager.organisation_id]
    today = clock.today()
    _goals(manager, known, organisation, today)
    _ask_patients(office)
    _reports(manager, known, organisation, today)


def _goals(manager: Acting, known: Directory, organisation: str, today: date) -> None:
    decided = date(today.year - 1, 12, 10)
    made = {}
    for name, measure, direction, share, target, baseline, baseline_text in GOALS:
        values: dict[str, Any] = {
            "name": name,
            "measure": measure,
            "direction": direction.value,
            "share": share,
            "target": Decimal(target),
            "baseline": Decimal(baseline),
            "baseline_text": f"{baseline_text} (demo)",
            "valid_from": date(today.year - 1, 1, 1),
            "valid_to": None,
            "decided_by": DECIDED_BY,
            "decided_on": decided,
        }
        made[measure] = services.save_goal(
            acting=manager, known=known, organisation=organisation, values=values
        )
    services.comment(
        acting=manager,
        known=known,
        goal=made["episodes_with_sip_call"],
        period=month_of(add_months(today, -1)).code,
        text="Vårdcentralerna kallar oftare sedan listan Att kalla togs i bruk.",
    )
    for area, milestone, text, principal, responsible, days, state in ACTIVITIES:
        services.save_activity(
            acting=manager,
            known=known,
            organisation=organisation,
            values={
                "goal": made["episodes_with_sip_call"] if area == "planning" else None,
                "area": area,
                "milestone": milestone,
                "text": text,
                "principal": principal,
                "responsible": responsible,
                "due_on": today + timedelta(days=days),
                "state": state,
            },
        )


def _ask_patients(office: Acting) -> None:
    """Offer the form; some answer by telephone, some decline, the rest is still open. Their words wait to be read."""
    now, chance = clock.now(), random.Random(7)  # noqa: S311  (invented answers, no secret)
    experience.offer_due(now=now)
    words = list(WORDS)
    for number, offer in enumerate(offers.open_offers(acting=office, now=now)):
        if number % 4 == 1:
            experience.decline_by_phone(acting=office, invite=offer, now=now)
        elif number % 4 != 3:
            text, complaint = words.pop() if words and number % 2 == 0 else ("", False)
            experience.answer_by_phone(
                acting=office,
                invite=offer,
                values={
                    "safe": chance.randint(2, 5),
                    "took_part": chance.randint(2, 5),
                    "informed": chance.randint(1, 5),
                    "help_in_place": chance.randint(2, 5),
                    "respondent": "relative" if number % 3 == 0 else "patient",
                    "text": text,
                    "complaint": complaint,
                },
                language="sv",
                now=now,
            )


def _reports(manager: Acting, known: Directory, organisation: str, today: date) -> None:
    """The month before last is final; last month's is a draft with texts; one comes by itself each quarter."""
    now = clock.now()
    for months_back in (2, 1):
        row = board.begin_board(
            acting=manager,
            known=known,
            organisation=organisation,
            period=month_of(add_months(today, -months_back)),
        )
        row = board.write_board(
            acting=manager, known=known, board=row, texts=TEXTS, reference="DEMO 2026/1", version=row.version
        )
        if months_back == 2:
            board.make_final(
                acting=manager,
                known=known,
                board=row,
                version=row.version,
                now=now,
                compose=lambda each: compose(each, now=now, known=known),
            )
    board.begin_schedule(acting=manager, known=known, organisation=organisation, kind=ScheduleKind.QUARTER)
