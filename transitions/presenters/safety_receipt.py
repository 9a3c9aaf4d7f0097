"""The trygghetskvitto in a language: fixed phrases around names, days and numbers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from core import clock, formats
from transitions.models import SafetyReceipt
from transitions.rules.safety_receipt import Call, Doing, Receipt, Visit
from transitions.selectors.safety_receipt import Language

ALWAYS = (("call.1177", "1177"), ("call.112", "112"))
"""Numbers that stand on every sheet."""

_COMMA = {"ltr": ",", "rtl": "\u060c"}


def sheet(row: SafetyReceipt, language: Language, *, person: str) -> dict[str, Any]:
    """The sheet as the template prints it. Names, numbers and free text stay Swedish, and are marked so."""
    receipt = Receipt.of(row.content)
    say = language.phrases
    agreed = [say[f"agreed.{one}"] for one in receipt.agreed]
    if receipt.sip_at:
        agreed.append(f"{say['agreed.sip']}: {moment_text(receipt.sip_at, language)}")
    return {
        "language": language,
        "person": person,
        "large": receipt.short,
        "say": say,
        "home": moment_text(receipt.home_at, language),
        "ward": receipt.ward,
        "transport": say[f"transport.{receipt.transport}"],
        "meets": say[f"meets.{receipt.meets}"],
        "visits": [_visit(visit, language) for visit in receipt.visits],
        "calls": [
            *(_call(call, language) for call in receipt.calls),
            *({"what": say[code], "name": "", "phone": number} for code, number in ALWAYS),
        ],
        "tasks": [_doing(task, say) for task in receipt.tasks],
        "agreed": agreed,
        "more": receipt.more,
        "given": day_text(clock.local_date(row.item.at), language),
        "by": row.item.by_unit.name,
    }


def _visit(visit: Visit, language: Language) -> dict[str, str]:
    say = language.phrases
    return {
        "who": say[f"visit.{visit.who}"],
        "name": visit.name,
        "when": f"{day_text(visit.day, language)}{_COMMA[language.direction]} {say[f'part.{visit.part}']}",
        "phone": visit.phone,
    }


def _doing(task: Doing, say: Mapping[str, str]) -> dict[str, str]:
    """What and who; a task in Swedish words, and the name of a unit, stay Swedish."""
    return {
        "what": "" if task.name else say[f"task.{task.what}"],
        "name": task.name,
        "who": say[f"does.{task.who}"],
        "unit": task.unit,
    }


def _call(call: Call, language: Language) -> dict[str, str]:
    return {"what": language.phrases[f"call.{call.kind}"], "name": call.name, "phone": call.phone}


def day_text(day: date, language: Language) -> str:
    """A day in the language: `måndag 23 november`, `maanantai 23. marraskuuta`."""
    stop = "." if language.tag == "fi" else ""
    number = f"{day.day}{stop}"
    gap = " " if language.direction == "rtl" else formats.NBSP
    return f"{language.weekdays[day.weekday()]} {number}{gap}{language.months[day.month - 1]}"


def moment_text(moment: datetime, language: Language) -> str:
    """A day and a clock time in the language."""
    local = clock.local(moment)
    sign = "." if language.tag in ("sv", "fi") else ":"
    return f"{day_text(local.date(), language)} {language.phrases['clock']} {local:%H}{sign}{local:%M}"
