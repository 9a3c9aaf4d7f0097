"""Tryggt mottagande in words, and where it stands for each unit (T12)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from actors.acting import Acting
from actors.names import ShownNames
from core import clock, formats
from core.ui import Status, Tone
from transitions.models import Item
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.reception import (
    Reception,
    Stage,
    reception,
    visited_at,
)
from transitions.rules.reception_values import (
    Continues,
    Declined,
    Outcome,
    ReceptionTerms,
    Safe,
)

K = ItemKind

DECLINED = {
    Declined.FULL: "Teamet är fullt",
    Declined.CRITERIA: "Personen uppfyller inte kriterierna",
    Declined.TOO_SOON: "Beställningen kom för sent",
    Declined.PERSON_DECLINES: "Personen tackar nej",
    Declined.OTHER: "Annat",
}
CONTINUES = {
    Continues.HOME_CARE: "Ordinarie utförare tar över",
    Continues.NONE: "Personen klarar sig utan fler insatser",
    Continues.HOSPITAL: "Personen är tillbaka på sjukhus",
    Continues.MOVED: "Personen har flyttat till ett boende",
    Continues.DECLINES: "Personen vill inte ha fler besök",
}
OUTCOMES = {
    Outcome.MANAGES: "Klarar sig utan insatser",
    Outcome.LESS_HELP: "Behöver mindre hjälp än när teamet började",
    Outcome.SAME_HELP: "Behöver lika mycket hjälp",
    Outcome.MORE_HELP: "Behöver mer hjälp",
    Outcome.HOUSING: "Har flyttat till ett boende",
    Outcome.BACK_IN_HOSPITAL: "Är tillbaka på sjukhus",
    Outcome.OTHER: "Annat",
}
SAFE = {
    Safe.VERY: "Mycket trygg",
    Safe.RATHER: "Ganska trygg",
    Safe.NOT_VERY: "Inte särskilt trygg",
    Safe.NOT_AT_ALL: "Inte alls trygg",
    Safe.NOT_ASKED: "Personen har inte kunnat svara",
}
STAGES = {
    Stage.ORDERED: Status("Väntar på teamets svar", Tone.WARNING),
    Stage.DECLINED: Status("Teamet har sagt nej", Tone.DANGER),
    Stage.ACCEPTED: Status("Teamet tar emot", Tone.INFO),
    Stage.ONGOING: Status("Pågår", Tone.INFO, "house"),
    Stage.HANDED_OVER: Status("Överlämnat", Tone.SUCCESS),
    Stage.FOLLOWED_UP: Status("Uppföljt", Tone.SUCCESS),
}


def weeks_text(weeks: int) -> str:
    """ "två veckor"."""
    return f"{formats.count_word(weeks)} {'vecka' if weeks == 1 else 'veckor'}"


def terms_facts(terms: ReceptionTerms) -> list[dict[str, Any]]:
    """What a municipality has decided, to read."""
    hours, days = terms.first_visit_hours, terms.follow_up_days
    return [
        {"label": "Längd", "value": weeks_text(terms.weeks).capitalize()},
        {
            "label": "Första besöket",
            "value": f"Inom {hours} timm{'e' if hours == 1 else 'ar'} från hemkomsten",
        },
        {"label": "Uppföljning", "value": f"Inom {days} dag{'' if days == 1 else 'ar'} från överlämningen"},
        {"label": "Kriterier", "value": "; ".join(terms.criteria) or "Inga: alla kan få det"},
    ]


def act_concerns(name: str, chain: Chain, acting: Acting) -> bool | None:
    """Whether a step is this unit's to take: the team's that has the order. None: another act."""
    if name not in _TEAM_ACTS:
        return None
    found = reception(chain)
    if found is None or found.team_id != acting.unit_id:
        return False
    return name != "record_visit" or found.stage in (Stage.ACCEPTED, Stage.ONGOING)


_TEAM_ACTS = frozenset(
    {"answer_reception", "plan_visit", "record_visit", "hand_over_reception", "follow_up_reception"}
)


def standing(
    found: Reception, *, acting: Acting, now: datetime, units: Mapping[int, str], names: ShownNames
) -> dict[str, Any] | None:
    """Where it stands, as far as its steps have reached the unit; None when none has.

    The ward hears of the yes and of the first visit, who takes over of the hand-over: their panel says no more.
    """
    steps = [
        step
        for step in (
            _step(found.order, "Beställt", units, now),
            *_answer(found, units, now),
            *_first_visit(found, units, names, now),
            *_hand_over(found, units, now),
            *_follow_up(found, units, now),
        )
        if step is not None
    ]
    seen = [step for step in steps if step["fact"] is None or _reached(step["fact"], acting)]
    if not any(step["fact"] is not None for step in seen):
        return None
    whole = _reached(found.order, acting)
    if not whole:
        seen = [step for step in seen if step["fact"] is not None]
    return {
        "status": STAGES[found.stage] if whole else None,
        "team": units.get(found.team_id, ""),
        "steps": [{**step, "n": number} for number, step in enumerate(seen, start=1)],
        "facts": _facts(found, now) if whole else [],
        "days": _days(found, names, now) if whole else [],
    }


def _reached(fact: Fact, acting: Acting) -> bool:
    return fact.by_id == acting.unit_id or acting.unit_id in fact.to


def _step(
    fact: Fact | None,
    label: str,
    units: Mapping[int, str],
    now: datetime,
    *,
    state: str = "done",
    when: str = "",
    reason: str = "",
) -> dict[str, Any]:
    return {
        "fact": fact,
        "label": label,
        "state": state,
        "who": units.get(fact.by_id, "") if fact else "",
        "when": when or (formats.moment_text(fact.at, now) if fact else ""),
        "reason": reason,
    }


def _answer(found: Reception, units: Mapping[int, str], now: datetime) -> list[dict[str, Any]]:
    fact = found.answer
    if fact is None:
        done = bool(found.visits)
        return [_step(None, "Teamets svar", units, now, state="done" if done else "current")]
    if fact.kind is K.HOME_RECEPTION_ACCEPTED:
        return [_step(fact, "Teamet tar emot", units, now)]
    reason = fact.data.get("reason")
    why = f"{DECLINED[Declined(reason)]}." if reason else ""
    return [_step(fact, "Teamet har sagt nej", units, now, state="missed", reason=why)]


def _first_visit(
    found: Reception, units: Mapping[int, str], names: ShownNames, now: datetime
) -> list[dict[str, Any]]:
    if found.stage is Stage.DECLINED:
        return []
    if found.visits:
        first = found.visits[0]
        return [_step(first, "Första besöket", units, now, when=formats.moment_text(visited_at(first), now))]
    if found.handed_over is not None:
        return []
    plan, due = found.planned, found.first_visit_due
    late = due is not None and due < now and found.home_at is not None
    state = "missed" if late else "current" if found.stage is Stage.ACCEPTED else "waiting"
    who = names.of(str(plan.data.get("who") or "")) if plan else ""
    said = f"Planerat till {formats.moment_text(due, now)}" if plan and due else ""
    if not said and due is not None:
        said = f"Senast {formats.moment_text(due, now)}"
    return [_step(plan, "Första besöket", units, now, state=state, when=said or "Inte planerat", reason=who)]


def _hand_over(found: Reception, units: Mapping[int, str], now: datetime) -> list[dict[str, Any]]:
    fact = found.handed_over
    if fact is None:
        if found.stage is Stage.DECLINED:
            return []
        when = f"Senast {formats.day_text(found.ends_on, now)}" if found.ends_on else ""
        state = "current" if found.stage is Stage.ONGOING else "waiting"
        return [_step(None, "Överlämning", units, now, state=state, when=when)]
    continues = fact.data.get("continues")
    said = f"{CONTINUES[Continues(continues)]}." if continues else ""
    for unit in sorted(fact.named):
        at = fact.to.get(unit)
        receipt = f"kvitterade {formats.moment_text(at, now)}" if at else "har inte kvitterat"
        said += f" {units.get(unit, '')} {receipt}."
    return [_step(fact, "Överlämnat", units, now, reason=said.strip())]


def _follow_up(found: Reception, units: Mapping[int, str], now: datetime) -> list[dict[str, Any]]:
    fact = found.followed_up
    if fact is None:
        if found.handed_over is None:
            return []
        due = found.follow_up_due
        late = due is not None and due < now
        when = f"Senast {formats.day_text(clock.local_date(due) - timedelta(days=1), now)}" if due else ""
        return [_step(None, "Uppföljning", units, now, state="missed" if late else "current", when=when)]
    outcome, safe = fact.data.get("outcome"), fact.data.get("safe")
    said = f"{OUTCOMES[Outcome(outcome)]}. {SAFE[Safe(safe)]}." if outcome and safe else ""
    return [_step(fact, "Uppföljt", units, now, reason=said)]


def _facts(found: Reception, now: datetime) -> list[dict[str, Any]]:
    length = weeks_text(found.terms.weeks).capitalize()
    if found.ends_on is not None and found.stage in (Stage.ACCEPTED, Stage.ONGOING):
        length += f", till och med {formats.day_text(found.ends_on, now)}"
    rows: list[dict[str, Any]] = [{"label": "Längd", "value": length}]
    if found.order.data.get("terms"):
        rows.append({"label": "Villkor", "value": str(found.order.data["terms"])})
    met = found.order.data.get("criteria") or ()
    if met:
        rows.append({"label": "Kriterier", "value": "; ".join(str(text) for text in met)})
    if found.visits:
        count, days = len(found.visits), len(found.days)
        visits = f"{count} besök på {formats.count_word(days)} dag{'' if days == 1 else 'ar'}"
        rows.append({"label": "Besök", "value": visits})
    return rows


def _days(found: Reception, names: ShownNames, now: datetime) -> list[dict[str, Any]]:
    """The days with visits, the latest first: the times, and who came."""
    rows: dict[date, list[str]] = {}
    for visit in found.visits:
        moment = visited_at(visit)
        who = names.of(str(visit.data.get("who") or ""))
        said = formats.clock_text(moment) + (f" {who}" if who else "")
        rows.setdefault(clock.local_date(moment), []).append(said)
    return [
        {"day": formats.day_text(day, now), "visits": ", ".join(said)}
        for day, said in list(rows.items())[::-1]
    ]


def declined_text(item: Item, now: datetime) -> str:
    """The sentence of the timeline."""
    reason = item.data.get("reason")
    return f"{DECLINED[Declined(reason)]}." if reason and reason != Declined.OTHER else ""


def ordered_text(item: Item, now: datetime) -> str:
    """How long, and which criteria the person meets."""
    weeks = item.data.get("weeks")
    said = f"{weeks_text(int(weeks)).capitalize()}." if weeks else ""
    met = item.data.get("criteria") or ()
    return " ".join(part for part in (said, *(f"{text}." for text in met)) if part)


def planned_text(item: Item, now: datetime) -> str:
    """When, and who comes."""
    moment = formats.moment_text(datetime.fromisoformat(item.data["visit_at"]), now)
    who = item.data.get("who")
    return f"{moment.capitalize()}, {who}." if who else f"{moment.capitalize()}."


def visited_text(item: Item, now: datetime) -> str:
    """When, and who came."""
    text, who = item.data.get("visited_at"), item.data.get("who")
    moment = formats.moment_text(datetime.fromisoformat(text), now).capitalize() if text else ""
    return f"{', '.join(str(part) for part in (moment, who) if part)}." if moment or who else ""


def handed_over_text(item: Item, now: datetime) -> str:
    """What comes after."""
    continues = item.data.get("continues")
    return f"{CONTINUES[Continues(continues)]}." if continues else ""


def followed_up_text(item: Item, now: datetime) -> str:
    """How it went."""
    outcome, safe = item.data.get("outcome"), item.data.get("safe")
    return f"{OUTCOMES[Outcome(outcome)]}. {SAFE[Safe(safe)]}." if outcome and safe else ""
