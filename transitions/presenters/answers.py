"""Who has acknowledged which date, and what the receiving units have answered, as the case shows it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import formats
from core.ui import Status, Tone
from transitions import permissions
from transitions.presenters import next_of_kin, reception, requests, started
from transitions.presenters.words import CERTAINTIES
from transitions.rules.answers import (
    ANSWERING,
    NURSES,
    Answer,
    Competence,
    Reply,
    ReplyState,
    answer_of,
    answer_to,
    asked,
    competences,
    demands_answer,
    open_orders,
    open_question,
    questions,
    replies,
)
from transitions.rules.audience import CARE, CORE
from transitions.rules.chain import Chain, Fact
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import Limits
from transitions.rules.readmission import earlier_for

SHOWN_DATES = 4
PROTECTED = "Texten är skyddad."


def act_concerns(name: str, chain: Chain, acting: Acting) -> bool:
    """Whether an act of the planning is this unit's to do now. `name` is the address's; others concern everybody."""
    of_request = requests.act_concerns(name, chain, acting)
    if of_request is not None:
        return of_request
    of_kin = next_of_kin.act_concerns(name, chain, acting)
    if of_kin is not None:
        return of_kin
    of_start = started.act_concerns(name, chain, acting)
    if of_start is not None:
        return of_start
    of_reception = reception.act_concerns(name, chain, acting)
    if of_reception is not None:
        return of_reception
    if name == "record_cause":
        return earlier_for(chain, acting.unit_id) is not None
    if name == "give_answer":
        question = asked(chain)
        return question is not None and acting.unit_id in question.to and acting.unit_kind in ANSWERING
    if name == "answer_order":
        return acting.unit_id in open_orders(chain)
    if name == "state_competence":
        return acting.unit_kind in NURSES and acting.unit_id in chain.notified_units
    if name == "question_readiness":
        standing = chain.standing
        told = standing is not None and acting.unit_id in standing.notice.to
        return told and acting.unit_kind in CARE and open_question(chain) is None
    return True


def dates(
    chain: Chain, *, acting: Acting, now: datetime, limits: Limits, names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Every expected discharge that was told, newest first, with who has acknowledged and answered it.

    For the units that plan together: home care sees the date and its own receipt.
    """
    if acting.unit_kind not in CARE:
        return []
    told = list(reversed(chain.dates_told))
    rows = []
    for place, (day, certainty, fact) in enumerate(told[:SHOWN_DATES]):
        if acting.unit_id not in fact.to and acting.unit_id != fact.by_id:
            continue
        rows.append(
            {
                "day": formats.day_text(day, now),
                "certainty": CERTAINTIES[certainty] if certainty else "",
                "told": formats.moment_text(fact.at, now),
                "current": place == 0,
                "demands": demands_answer(chain, fact),
                "units": [*_receipts(chain, fact, now, names), *_home(chain, fact, acting, now, names)],
            }
        )
    return rows


def _receipts(chain: Chain, fact: Fact, now: datetime, names: Mapping[int, str]) -> list[dict[str, Any]]:
    found = []
    for unit, at in fact.to.items():
        if unit not in names or unit == chain.current_ward_id:
            continue
        row = {"name": names[unit], "status": _receipt(at, now), "answer": None}
        answered = answer_of(chain, unit, fact)
        if answered is not None:
            row["answer"] = _answer_status(answered, now)
        found.append(row)
    return found


def _home(
    chain: Chain, fact: Fact, acting: Acting, now: datetime, names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Home care hears of the date in an item of its own, which ward and office see."""
    if acting.unit_kind not in (UnitKind.WARD, UnitKind.ASSESSMENT_OFFICE):
        return []
    return [
        {"name": names[unit], "status": _receipt(told.to.get(unit), now), "answer": None}
        for told in chain.of_kind(ItemKind.HOME_CARE_NOTIFIED)
        if told.data.get("cause_item") == fact.id
        for unit in sorted(told.named)
        if unit in names
    ]


def _receipt(at: datetime | None, now: datetime) -> Status:
    if at is None:
        return Status("Inte kvitterat", Tone.WARNING)
    return Status(f"Kvitterat {formats.moment_text(at, now)}", Tone.SUCCESS)


def _answer_status(fact: Fact, now: datetime) -> Status:
    if fact.data.get("answer") == Answer.CANNOT:
        return Status("Kan inte", Tone.DANGER)
    return Status(_from("Kan ta emot", fact.data.get("from_when"), now), Tone.SUCCESS)


def _from(text: str, day: object, now: datetime) -> str:
    if isinstance(day, str) and day:
        day = date.fromisoformat(day[:10])
    return f"{text} från {formats.day_text(day, now)}" if isinstance(day, date) else text


def answers(
    chain: Chain,
    *,
    acting: Acting,
    now: datetime,
    limits: Limits,
    names: Mapping[int, str],
    opened: bool = True,
) -> dict[str, Any] | None:
    """The section *Kan personen tas emot?*, for those who share the process; None with nothing to tell.

    Of a protected person that nobody has `opened` no free text is shown: it may tell where the person lives.
    """
    if acting.unit_kind not in CORE:
        return None
    question = asked(chain)
    rows = [_reply_row(reply, now, names) for reply in replies(chain, limits)]
    nurses = [_competence_row(word, now, names) for word in competences(chain)]
    asked_about = [_question_row(chain, fact, now, names) for fact in questions(chain)]
    if not (rows or nurses or asked_about):
        return None
    if not opened:
        for row in (*rows, *nurses):
            row["detail"] = ""
        for row in asked_about:
            row["why"] = PROTECTED
    of_date = question is not None and question.kind is not ItemKind.DISCHARGE_READY_SENT
    return {
        "about": "Det nya datumet kräver svar." if of_date else "",
        "rows": rows,
        "nurses": nurses,
        "questions": asked_about,
        "may_answer": permissions.may(acting, ItemKind.ANSWER_GIVEN),
    }


def _reply_row(reply: Reply, now: datetime, names: Mapping[int, str]) -> dict[str, Any]:
    state, detail = reply.state, ""
    if state is ReplyState.SILENT:
        late = now > reply.due_at
        status = Status("Inget svar", Tone.DANGER if late else Tone.WARNING)
    elif state is ReplyState.CANNOT:
        status, detail = Status("Kan inte ta emot", Tone.DANGER), f"Saknas: {reply.missing}"
    elif state is ReplyState.PRELIMINARY:
        status = Status("Preliminärt ja", Tone.WARNING)
        waits = ", ".join(names.get(unit, "") for unit in reply.waits_for)
        lacks = ", ".join(names.get(unit, "") for unit in reply.lacking)
        detail = f"Binder när sjuksköterskan har sagt sitt: {waits}." if waits else ""
        detail += f" Kompetens eller utrustning saknas hos {lacks}." if lacks else ""
    else:
        status = Status(_from("Kan ta emot", reply.from_when, now), Tone.SUCCESS)
    return {
        "name": names.get(reply.unit_id, ""),
        "status": status,
        "detail": detail.strip(),
        "at": reply.fact.at if reply.fact else None,
        "due": reply.due_at if state is ReplyState.SILENT else None,
    }


def _competence_row(word: Competence, now: datetime, names: Mapping[int, str]) -> dict[str, Any]:
    if word.fact is None:
        status, detail = Status("Inget besked", Tone.WARNING), "Kompetens och utrustning"
    elif word.enough:
        status, detail = Status("Räcker", Tone.SUCCESS), "Kompetens och utrustning"
    else:
        till = f" till {formats.day_text(word.until, now)}" if word.until else ""
        status, detail = Status(f"Saknas{till}", Tone.DANGER), word.missing
    return {
        "name": names.get(word.unit_id, ""),
        "status": status,
        "detail": detail,
        "at": word.fact.at if word.fact else None,
    }


def _question_row(chain: Chain, fact: Fact, now: datetime, names: Mapping[int, str]) -> dict[str, Any]:
    found = answer_to(chain, fact)
    status = Status("Väntar på läkaren", Tone.WARNING)
    if found is not None:
        stands = bool(found.data.get("stands"))
        status = Status("Står fast", Tone.NEUTRAL) if stands else Status("Återkallat", Tone.INFO, "undo-2")
    return {
        "name": names.get(fact.by_id, ""),
        "why": str(fact.data.get("missing") or ""),
        "at": fact.at,
        "status": status,
        "doctor": str(found.data.get("doctor") or "") if found else "",
    }
