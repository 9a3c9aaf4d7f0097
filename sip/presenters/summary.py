"""The plan as plain text for a record system: what the act says that it shows (SoL 10:8, HSL 16:4)."""

from collections.abc import Mapping
from datetime import datetime

from core import formats
from sip.models import PlanPart, Sip
from sip.presenters.plan import days, own_words
from sip.presenters.words import KINDS, OVERALL, TOOK_PART
from sip.rules.kinds import Overall, PlanKind, TookPart
from sip.selectors_plan import PlanSeen

NOTHING = "Inget är skrivet."


def summary(seen: PlanSeen, sip: Sip, *, municipal: Mapping[int, bool], now: datetime) -> str:
    """Lines of text without the person's name and number: it is put in the person's own record.

    `municipal` says of each unit whether it is the municipality's. Of parts that the unit may not read it is said that
    they are left out.
    """
    plan = seen.plan
    assert plan is not None
    words, care_plan = KINDS[sip.plan_kind], sip.plan_kind is PlanKind.CARE_PLAN
    goals = {goal.pk: number for number, goal in enumerate(seen.goals, start=1)}
    told = [words.name.removesuffix(" (SIP)").upper(), words.law, _standing(sip, now), ""]
    told += _section("Vad personen säger", [f"{one['title']} {one['text']}" for one in own_words(sip, plan)])
    told += _section("Vad närstående säger", [plan.kin] if plan.kin else [], left_out=True)
    told += _section("Mål", [f"{goals[goal.pk]}. {goal.text}" for goal in seen.goals])
    for title, side in (
        ("Insatser som regionen svarar för", False),
        ("Insatser som kommunen svarar för", True),
    ):
        parts = [part for part in seen.parts if municipal.get(part.unit_id, False) is side]
        needs = [f"Bedömt behov, {part.unit.name}: {part.assessment}" for part in parts if part.assessment]
        told += _section(
            title,
            [*(needs if care_plan else []), *(line for part in parts for line in _lines(part, goals, now))],
        )
    told += _section("Åtgärder av andra än regionen och kommunen", [plan.by_others] if plan.by_others else [])
    overall = [OVERALL[Overall(plan.overall)]] if plan.overall else []
    told += _section(
        "Övergripande ansvar",
        [*overall, *_coordinator(words.answers, plan.overall_person, plan.overall_phone)],
    )
    worse = [one for one in (plan.if_worse, plan.if_worse_phone and f"Ring {plan.if_worse_phone}") if one]
    told += _section("Om det blir sämre", worse)
    day = [formats.day_text(sip.follow_up_on, now)] if sip.follow_up_on else []
    told += _section("Uppföljning", day)
    if seen.unread:
        told += _section("Utelämnat", [f"Samtycket når inte {', '.join(seen.unread)}."])
    return "\n".join(told).rstrip("\n") + "\n"


def _standing(sip: Sip, now: datetime) -> str:
    if sip.agreed_at is None:
        return "Utkast, inte överenskommen"
    met = f"Möte {formats.moment_text(sip.held_at, now)}. " if sip.held_at else ""
    how = f"Personen: {TOOK_PART[TookPart(sip.patient_took_part)].lower()}. " if sip.patient_took_part else ""
    return f"{met}{how}Överenskommen {formats.moment_text(sip.agreed_at, now)}"


def _section(title: str, lines: list[str], *, left_out: bool = False) -> list[str]:
    if not lines and left_out:
        return []
    return [title.upper(), *(lines or [NOTHING]), ""]


def _lines(part: PlanPart, goals: Mapping[int, int], now: datetime) -> list[str]:
    found = []
    for row in part.actions.all():
        number = goals.get(row.goal_id or 0)
        goal = f" (mål {number})" if number else ""
        when = days(row.starts_on, row.ends_on, now)
        who = ", ".join(filter(None, (part.unit.name, row.responsible, when)))
        found.append(f"- {row.text}{goal}. {who}")
    return found


def _coordinator(title: str, name: str, phone: str) -> list[str]:
    return [f"{title}: {', '.join(filter(None, (name, phone)))}"] if name else []
