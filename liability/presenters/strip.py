"""The strip of days of a case, what is missing on either side, and the questions that wait for people."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from core import clock, formats
from core.ui import Status as Tag
from core.ui import Tone
from liability.models import Assessment
from liability.models import Decision as DecisionRow
from liability.rules.assessment import Rulebook, Status
from liability.rules.contract import case_from_json
from liability.rules.decisions import QUESTIONS, Choice, DecisionState, can_answer, can_propose, questions
from liability.rules.outlook import Gap, Whose, outlook
from liability.rules.statement_life import Side
from liability.rules.strip import Day, DayKind, strip
from liability.rules.terms import Terms
from liability.selectors.decisions import OpenQuestion
from liability.shelf import shipped_desk

KINDS = {
    DayKind.NOTICE: ("Underrättelse", "Underrättelsen om utskrivningsklar skickades"),
    DayKind.FREE: ("Fri", "Fristdag {number}: kommunen betalar inte"),
    DayKind.REST: ("Räknas inte", "Helg: räknas inte som fristdag"),
    DayKind.OWED: ("Betalas", "Dag {number} som kommunen betalar"),
    DayKind.SUSPENDED: ("Faktureras inte", "Dag {number} med betalningsansvar, men faktureringen vilar"),
    DayKind.BLOCKED: ("Ingen betalning", "En förutsättning saknas: kommunen betalar inte"),
    DayKind.REVIEW: ("Bedöms", "Region och kommun behöver bedöma om dagen ska betalas"),
    DayKind.END: ("Slut", "Perioden slutade"),
}
AHEAD = {
    DayKind.OWED: "Betalas om personen är kvar",
    DayKind.SUSPENDED: "Betalningsansvar om personen är kvar, men faktureringen vilar",
}
SHOWN = 35
"""A strip longer than this shows its first and last days, and says how many are left out."""


def strips(row: Assessment, rules: Rulebook, *, now: datetime) -> list[dict[str, Any]]:
    """One strip for each spell whose start day could be worked out."""
    terms = {each.code: each for each in rules.terms}
    found = []
    for spell in row.spells:
        own = terms.get(spell.get("terms_code"))
        start, ends_on = _day(spell["start_day"]), _day(spell["ends_on"])
        if own is None or start is None:
            continue
        days = strip(
            status=Status(spell["status"]),
            notice_on=clock.local_date(datetime.fromisoformat(spell["notice_at"])),
            start_day=start,
            ends_on=ends_on,
            today=clock.local_date(now),
            terms=own,
            calendar=rules.calendar,
        )
        found.append(_strip(days, own, ends_on))
    return found


def _strip(days: tuple[Day, ...], terms: Terms, ends_on: date | None) -> dict[str, Any]:
    left_out = max(0, len(days) - SHOWN)
    if left_out:
        days = (*days[: SHOWN - 7], *days[-7:])
    shown = [_shown(day) for day in days]
    if left_out:
        shown[SHOWN - 7]["gap"] = f"{left_out} dagar visas inte"
    first = days[0].on
    title = f"Underrättelse {first.day} {formats.MONTHS_LONG[first.month - 1]} {first.year}"
    used = list(dict.fromkeys(day.kind for day in days))
    return {
        "title": title,
        "terms": terms.name or terms.code,
        "days": shown,
        "legend": [{"kind": kind.value, "label": KINDS[kind][0]} for kind in used],
        "stands": ends_on is None,
    }


def _shown(day: Day) -> dict[str, Any]:
    label, text = KINDS[day.kind]
    if day.ahead and day.kind in AHEAD:
        text = AHEAD[day.kind]
    weekday = formats.WEEKDAYS[day.on.weekday()]
    return {
        "kind": day.kind.value,
        "label": label,
        "weekday": weekday[:3],
        "day": day.on.day,
        "date": f"{weekday} {day.on.day} {formats.MONTHS_LONG[day.on.month - 1]}",
        "text": text.format(number=day.number),
        "ahead": day.ahead,
        "today": day.today,
        "gap": "",
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


GAPS: Mapping[str, str] = {
    "admission_notice": "Inskrivningsmeddelandet till kommunen är inte skickat.",
    "sip_call": "Den fasta vårdkontakten har inte kallat till SIP.",
    "open_care": "Den öppna vårdens insatser är inte tillgängliga.",
    "open_care_unclear": "Det är oklart om den öppna vårdens insatser är tillgängliga.",
    "open_care_not_stated": "Den öppna vården har inte sagt om insatserna finns när personen kommer hem.",
    "care_contact": "Ingen fast vårdkontakt är utsedd.",
    "decision": "En fråga behöver avgöras av region och kommun tillsammans.",
}
EFFECTS: Mapping[str, str] = {
    "admission_notice": "Utan det inträder inget betalningsansvar.",
    "sip_call": "Utan kallelse inträder inget betalningsansvar.",
    "open_care": "Så länge det är så inträder inget betalningsansvar.",
    "open_care_unclear": "Så länge det är så inträder inget betalningsansvar.",
    "open_care_not_stated": "Det påverkar inte beräkningen så länge inget annat sägs.",
    "care_contact": "Utses ingen före utskrivningen inträder inget betalningsansvar.",
    "decision": "Dagarna räknas inte förrän båda är överens.",
}
WHOSE = {Whose.WARD: "Avdelningen", Whose.OPEN_CARE: "Regionens öppna vård", Whose.BOTH: "Båda parter"}
STOPS = (
    "Det stoppas om personen skrivs ut, flyttas till en annan avdelning "
    "eller inte längre är utskrivningsklar dessförinnan."
)


def missing(row: Assessment, rules: Rulebook, *, now: datetime) -> dict[str, Any] | None:
    """What would stop the liability on its way, and what is missing on which side; None when nothing stands."""
    line = {**row.facts, "as_of": row.as_of.isoformat()}
    case = case_from_json(line, shipped_desk())
    found = outlook(case, rules)
    if found is None:
        return None
    return {"stops": STOPS, "gaps": [_gap(gap, now) for gap in found.gaps]}


def _gap(gap: Gap, now: datetime) -> dict[str, str]:
    by = ""
    if gap.by is not None:
        late = gap.by < clock.local_date(now)
        by = f"{'Skulle ha gjorts' if late else 'Senast'} {formats.weekday_text(gap.by, now)}"
    return {"whose": WHOSE[gap.whose], "text": GAPS[gap.code], "effect": EFFECTS[gap.code], "by": by}


DECISIONS = {
    DecisionState.PROPOSED: Tag("Väntar på svar", Tone.WARNING),
    DecisionState.ACCEPTED: Tag("Överens", Tone.SUCCESS),
    DecisionState.DISPUTED: Tag("Inte överens", Tone.DANGER),
}
SIDES = {Side.REGION: "Regionen", Side.MUNICIPALITY: "Kommunen"}


def question_texts(asked: OpenQuestion) -> list[str]:
    """The questions, spelled out."""
    return [QUESTIONS[code] for code in asked.codes]


def texts_of(codes: list[str]) -> list[str]:
    """The questions among the codes of reasons, spelled out."""
    return [QUESTIONS[code] for code in questions(codes)]


def waiting_texts(row: Assessment) -> list[str]:
    """The questions of the spells that need people, spelled out, each once."""
    found = [
        text
        for spell in row.spells
        if spell["status"] == Status.NEEDS_REVIEW
        for text in texts_of([reason["code"] for reason in spell["reasons"]])
    ]
    return list(dict.fromkeys(found))


def waits_for(row: DecisionRow | None, side: str) -> Tag:
    """Who has the next word."""
    if row is None:
        return Tag("Inget förslag än", Tone.WARNING)
    own = row.proposed_side == side
    return Tag("Väntar på den andra parten", Tone.INFO) if own else Tag("Väntar på ditt svar", Tone.DANGER)


def question(asked: OpenQuestion, *, side: Side, public_id: object, now: datetime) -> dict[str, Any]:
    """A question that waits for people, with what was proposed and what this side can do."""
    fact, standing = asked.fact(), asked.standing
    moment = asked.notice_at.isoformat()
    propose = can_propose(fact, Choice.NOT_OWED, None).allowed
    return {
        "notice_at": asked.notice_at,
        "texts": question_texts(asked),
        "proposals": [proposal(row, now=now) for row in asked.proposals],
        "propose_url": f"{reverse('decision_propose', args=[public_id])}?period={_plus(moment)}"
        if propose
        else "",
        "answer_url": reverse("decision_answer", args=[public_id, standing.public_id])
        if standing is not None and can_answer(fact, side).allowed
        else "",
        "waits": standing is not None and not can_answer(fact, side).allowed,
    }


def _plus(moment: str) -> str:
    return moment.replace("+", "%2B")


def proposal(row: DecisionRow, *, now: datetime) -> dict[str, Any]:
    """What one side proposed, and what the other said."""
    if row.choice == Choice.OWED and row.from_day is not None:
        what = f"Kommunen betalar från {formats.weekday_text(row.from_day, now)}."
    else:
        what = "Kommunen betalar inte för perioden."
    return {
        "what": what,
        "text": row.text,
        "side": SIDES[Side(row.proposed_side)],
        "by": f"{row.proposed_by_name}, {row.proposed_unit_name}",
        "at": row.proposed_at,
        "tag": DECISIONS[DecisionState(row.state)],
        "answer": row.answer_text,
        "answered_by": ", ".join(each for each in (row.answered_by_name, row.answered_unit_name) if each),
        "answered_at": row.answered_at,
    }
