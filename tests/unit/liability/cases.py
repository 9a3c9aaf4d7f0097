"""Builders for cases in the contract's JSON form, with local Stockholm times written short."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from liability.rules.contract import answer
from liability.shelf import shipped_desk

Json = dict[str, Any]
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(text: str) -> str:
    """ "2022-03-07 10:00" on the wall clock in Stockholm, with its offset."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).isoformat()


def happened(kind: str, when: str, **more: Any) -> Json:
    return {"type": kind, "at": at(when), **more}


def in_order(
    notice: str | None,
    end: str | None = None,
    *more: Json,
    admitted: str | None = None,
    told: str | None = None,
    called: str | None = "early",
) -> list[Json]:
    """A stay where every precondition is met in time, but for what the arguments say.

    notice, end: the notice of utskrivningsklar and the discharge. called: "early" is with the admission notice.
    """
    first = admitted or "2018-01-01 08:00"
    events = [
        happened("admitted", first),
        happened("admission_notice_sent", told or first, to=["municipality"]),
    ]
    events.append(happened("care_contact_appointed", told or first))
    if called:
        events.append(
            happened("sip_called", (told or first) if called == "early" else called, by="care_contact")
        )
    if notice:
        events.append(happened("discharge_ready_sent", notice))
    if end:
        events.append(happened("discharged", end))
    return events + list(more)


def case(events: list[Json], terms: Any = "statute", **more: Any) -> Json:
    fields: Json = {
        "case": "x",
        "terms": terms,
        "care_form": "somatic",
        "registered_in": "0180",
        "placed_by": None,
        "events": events,
    }
    return {**fields, **more}


def assess(events: list[Json], terms: Any = "statute", **more: Any) -> Json:
    """What the command answers."""
    return answer(case(events, terms, **more), shipped_desk())


def statement(terms: Any, ready_days: list[int], period: str = "2020-03") -> Json:
    line = {"statement": "M", "terms": terms, "period": period, "ready_days": ready_days}
    return answer(line, shipped_desk())


def codes(reply: Json) -> list[str]:
    return [reason["code"] for reason in reply["reasons"]]


STATUTE: Json = {
    "code": "test",
    "valid_from": "2018-01-01",
    "valid_to": None,
    "region": "*",
    "municipality": "*",
    "care_forms": ["*"],
    "basis": "individual",
    "day_type": "calendar",
    "eves_are_weekdays": True,
    "free_days": 3,
    "cutoff": "12:00:00",
    "cutoff_inclusive": True,
    "late_extra_days": 1,
    "day_convention": "nights",
    "amount": "national",
    "preconditions": ["admission_notice", "discharge_ready_notice", "sip_call", "open_care_available"],
    "late_precondition": "review",
    "invoicing_suspended": None,
    "mean_level": None,
    "mean_population": None,
    "individual_after_days": None,
    "long_stay_in_mean": None,
}
"""The statute with every field written out, to be changed one field at a time."""


def terms(**changed: Any) -> Json:
    return {**STATUTE, **changed}
