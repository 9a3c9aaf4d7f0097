"""The lines of `assess_liability`: JSON objects in and out, as contracts/liability.md fixes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from .amounts import CURRENCY
from .assessment import Assessment, Rulebook, SpellResult, Status, assess
from .calendar import CalendarError
from .facts import CALLERS, RECIPIENTS, SIP_NOT_REQUIRED_REASONS, Case, Event, EventKind, event
from .reasons import Reason
from .statement import Statement, month_statement
from .terms import CARE_FORMS, Basis, Terms
from .terms_form import TermsError, terms_from_json

KINDS = {kind.value: kind for kind in EventKind}
NOTICES = frozenset({EventKind.ADMISSION_NOTICE_SENT, EventKind.DISCHARGE_READY_SENT})
MOST_READY_DAYS = 100_000


class LineError(ValueError):
    """A line that was not understood. code: stable English; the message is a Swedish sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Desk:
    """What a line is answered with: the rulebook, and terms by their code."""

    rulebook: Rulebook
    by_code: Mapping[str, Terms]


def answer(line: object, desk: Desk) -> dict[str, Any]:
    """The answer to one decoded line, a case or a statement. LineError when it was not understood."""
    if not isinstance(line, dict):
        raise LineError("not_an_object", "Raden ska vara ett JSON-objekt inom klamrar { }.")
    try:
        if "statement" in line:
            return _statement(line, desk)
        if "events" in line or "case" in line:
            case = case_from_json(line, desk)
            return case_to_json(line.get("case"), case, assess(case, desk.rulebook))
    except TermsError as error:
        raise LineError("bad_terms", str(error)) from error
    except CalendarError as error:
        raise LineError("calendar_unknown", "Helgdagarna är okända för årtalet: rätta datumet.") from error
    except OverflowError as error:
        raise LineError("bad_time", "En tidpunkt ligger utanför kalendern: rätta årtalet.") from error
    raise LineError("missing_field", "Raden ska ha fältet case med events, eller fältet statement.")


# --- a case -------------------------------------------------------------------------------------------------


def case_from_json(line: Mapping[str, Any], desk: Desk) -> Case:
    """A case from its JSON form. LineError or TermsError when a field is missing or wrong."""
    events = line.get("events")
    if not isinstance(events, list):
        raise LineError("missing_field", "Fältet events saknas eller är inte en lista.")
    terms = _terms(line.get("terms"), desk)
    care_form = line.get("care_form")
    if care_form is None and terms is None:
        raise LineError("missing_field", f"Fältet care_form saknas: ange något av {', '.join(CARE_FORMS)}.")
    if care_form is not None and care_form not in CARE_FORMS:
        raise LineError("bad_value", f"Fältet care_form ska vara något av {', '.join(CARE_FORMS)}.")
    as_of = line.get("as_of")
    return Case(
        events=tuple(_event(each) for each in events),
        care_form=care_form,
        registered_in=_place(line, "registered_in"),
        placed_by=_place(line, "placed_by"),
        care_region=_place(line, "care_region"),
        terms=terms,
        as_of=None if as_of is None else _moment(as_of, "as_of"),
    )


def _terms(given: object, desk: Desk) -> Terms | None:
    if given is None:
        return None
    if isinstance(given, dict):
        return terms_from_json(given)
    if isinstance(given, str) and given in desk.by_code:
        return desk.by_code[given]
    if not isinstance(given, str):
        raise LineError(
            "unknown_terms", "Fältet terms ska vara en kod som text, eller ett objekt med villkor."
        )
    raise LineError(
        "unknown_terms", f"Villkoren {given[:60]} finns inte. Kända: {', '.join(sorted(desk.by_code))}."
    )


def _place(line: Mapping[str, Any], field: str) -> str | None:
    value = line.get(field)
    if value is not None and not isinstance(value, str):
        raise LineError("bad_value", f'Fältet {field} ska vara en kod som text, till exempel "0180".')
    return value or None


def _moment(value: object, field: str) -> datetime:
    if not isinstance(value, str):
        raise LineError(
            "bad_time", f"Fältet {field} ska vara en tidpunkt, till exempel 2021-08-02T10:15:00+02:00."
        )
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise LineError(
            "bad_time", f"{value[:40]} är ingen tidpunkt: skriv som 2021-08-02T10:15:00+02:00."
        ) from error
    if moment.tzinfo is None:
        raise LineError(
            "time_without_offset", f"Tidpunkten {value[:40]} saknar tidszon: lägg till till exempel +01:00."
        )
    return moment


def _event(given: object) -> Event:
    if not isinstance(given, dict):
        raise LineError("bad_value", "Varje händelse i events ska vara ett objekt med type och at.")
    name = given.get("type")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise LineError(
            "unknown_event_type",
            f"Händelsetypen {name[:60]} finns inte."
            if name and isinstance(name, str)
            else "En händelse saknar fältet type, som ska vara en text.",
        )
    written_at = given.get("at")
    moment = _moment(written_at, "at")
    to = by = reason = home = None
    if kind in NOTICES:
        to = _recipients(given.get("to"))
    elif kind is EventKind.SIP_CALLED:
        by = given.get("by")
        if by not in CALLERS:
            raise LineError("bad_value", f"Fältet by i sip_called ska vara något av {', '.join(CALLERS)}.")
    elif kind is EventKind.SIP_NOT_REQUIRED:
        reason = given.get("reason")
        if reason is not None and reason not in SIP_NOT_REQUIRED_REASONS:
            raise LineError(
                "bad_value",
                f"Fältet reason i sip_not_required ska vara något av {', '.join(SIP_NOT_REQUIRED_REASONS)}.",
            )
    elif kind is EventKind.REGISTRATION_CHANGED:
        home = _place(given, "registered_in")
    return event(kind, moment, to=to, by=by, reason=reason, registered_in=home, written_at=str(written_at))


def _recipients(given: object) -> list[str] | None:
    if given is None:
        return None
    if not isinstance(given, list) or any(each not in RECIPIENTS for each in given):
        raise LineError("bad_value", f"Fältet to ska vara en lista med något av {', '.join(RECIPIENTS)}.")
    return given


def case_to_json(name: object, case: Case, result: Assessment) -> dict[str, Any]:
    """The contract's answer. Under average terms only `ready_days` is given: the month decides."""
    head: dict[str, Any] = {
        "case": name,
        "status": result.status.value,
        "owed_by": _one_or_list(list(result.owed_by)),
        "terms": _one_or_list([None if each is None else each.code for each in result.terms]),
    }
    reasons = [reason_to_json(each) for each in result.reasons]
    if result.status is Status.AVERAGE:
        return {**head, "ready_days": result.ready_days, "reasons": reasons}
    return {
        **head,
        "days": result.charge.days,
        "amount": result.charge.amount,
        "billable": result.billable,
        "billable_amount": result.charge.billable_amount,
        "currency": CURRENCY,
        "spells": [spell_to_json(each) for each in result.spells],
        "reasons": reasons,
    }


def spell_to_json(spell: SpellResult) -> dict[str, Any]:
    """One spell of the answer."""
    return {
        "status": spell.status.value,
        "notice_at": spell.notice_at,
        "starts_on": None if spell.starts_on is None else spell.starts_on.isoformat(),
        "ends_on": None if spell.ends_on is None else spell.ends_on.isoformat(),
        "days": spell.charge.days,
        "amount": spell.charge.amount,
    }


def reason_to_json(each: Reason) -> dict[str, str]:
    """One reason of the answer."""
    return {"code": each.code.value, "source": each.source, "text": each.text}


def _one_or_list(values: list[str | None]) -> str | list[str | None] | None:
    if not values:
        return None
    return values[0] if len(values) == 1 else values


# --- a month ------------------------------------------------------------------------------------------------


def _statement(line: Mapping[str, Any], desk: Desk) -> dict[str, Any]:
    given = line.get("terms")
    terms = _terms(given, desk)
    if terms is None:
        raise LineError("missing_field", "Fältet terms saknas: ett underlag behöver en kod eller villkor.")
    stated_basis = not isinstance(given, dict) or "basis" in given
    if stated_basis and terms.basis is not Basis.AVERAGE:
        raise LineError("bad_terms", "Ett månadsunderlag behöver villkor med basis average.")
    if terms.mean_population is None:
        raise LineError("bad_terms", "Villkoren saknar mean_population: ange all eller from_day_one.")
    if terms.individual_after_days is not None and terms.long_stay_in_mean is None:
        raise LineError("bad_terms", "Villkoren saknar long_stay_in_mean: ange capped eller excluded.")
    year, month = _period(line.get("period"))
    result = month_statement(
        terms,
        year=year,
        month=month,
        ready_days=_ready_days(line.get("ready_days")),
        national=desk.rulebook.national_amounts,
    )
    return statement_to_json(line["statement"], result)


def _period(given: object) -> tuple[int, int]:
    if isinstance(given, str) and len(given) == 7 and given[4] == "-" and given.isascii():
        year, month = given[:4], given[5:]
        if year.isdigit() and month.isdigit() and 1 <= int(month) <= 12 and 1 <= int(year) < 9999:
            return int(year), int(month)
    raise LineError("bad_value", "Fältet period ska vara en månad, till exempel 2020-03.")


def _ready_days(given: object) -> list[int]:
    if not isinstance(given, list) or any(
        type(each) is not int or not 0 <= each <= MOST_READY_DAYS for each in given
    ):
        raise LineError("bad_value", "Fältet ready_days ska vara en lista med hela dagar, 0 eller fler.")
    return given


def statement_to_json(name: object, result: Statement) -> dict[str, Any]:
    """The contract's answer for a month."""
    return {
        "statement": name,
        "patients": result.patients,
        "sum_days": result.sum_days,
        "mean": None if result.mean is None else str(result.mean),
        "excess_days": plain(result.excess_days),
        "individual_days": result.individual_days,
        "days": plain(result.days),
        "amount": result.amount,
        "currency": CURRENCY,
        "billable": result.billable,
        "reasons": [reason_to_json(each) for each in result.reasons],
    }


def plain(value: Decimal | None) -> str | None:
    """An exact decimal without trailing zeros and without exponent: "1", "0.5", "10"."""
    if value is None:
        return None
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
