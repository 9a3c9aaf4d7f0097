"""Terms in the contract's JSON form: read with validation, written back.

A field that is not named is as in the statute; an unknown field is left alone, since fields may be added.
"""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Literal, TypeVar

from .terms import (
    CARE_FORMS,
    EVERYWHERE,
    NATIONAL,
    Basis,
    DayConvention,
    DayType,
    LatePrecondition,
    LongStay,
    MeanPopulation,
    Precondition,
    Suspension,
    Terms,
)

MOST_FREE_DAYS = 3660
"""Ten years. More is a slip of the pen, and would be counted day by day."""

MOST_MEAN_DAYS = 100_000

_Choice = TypeVar("_Choice", bound=StrEnum)


class TermsError(ValueError):
    """A field of the terms is wrong. field: its name; the message is a Swedish sentence."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def terms_from_json(given: Mapping[str, Any]) -> Terms:
    """Terms from the contract's form. TermsError names the first field that is wrong."""
    reader = _Reader(given)
    terms = Terms(
        code=reader.text("code", default=None),
        valid_from=reader.day("valid_from", default=date(2018, 1, 1)),
        valid_to=reader.day("valid_to", default=None),
        region=reader.text("region", default=EVERYWHERE) or EVERYWHERE,
        municipality=reader.text("municipality", default=EVERYWHERE) or EVERYWHERE,
        care_forms=reader.care_forms(),
        basis=reader.choice("basis", Basis, Basis.INDIVIDUAL),
        day_type=reader.choice("day_type", DayType, DayType.CALENDAR),
        eves_are_weekdays=reader.flag("eves_are_weekdays", default=True),
        free_days=reader.count("free_days", default=3),
        cutoff=reader.clock("cutoff", default=time(12)),
        cutoff_inclusive=reader.flag("cutoff_inclusive", default=True),
        late_extra_days=reader.count("late_extra_days", default=1),
        day_convention=reader.choice("day_convention", DayConvention, DayConvention.NIGHTS),
        amount=reader.amount(),
        preconditions=reader.preconditions(),
        late_precondition=reader.choice("late_precondition", LatePrecondition, LatePrecondition.REVIEW),
        invoicing_suspended=reader.suspension(),
        mean_level=reader.level(),
        mean_population=reader.optional_choice("mean_population", MeanPopulation),
        individual_after_days=reader.optional_count("individual_after_days"),
        long_stay_in_mean=reader.optional_choice("long_stay_in_mean", LongStay),
        selectable=reader.flag("selectable", default=True),
        name=reader.text("name", default="") or "",
        source=reader.text("source", default="") or "",
        confirmed=reader.flag("confirmed", default=False),
    )
    if terms.valid_from and terms.valid_to and terms.valid_to < terms.valid_from:
        raise TermsError("valid_to", "Giltigheten slutar (valid_to) innan den börjar (valid_from).")
    return terms


def terms_to_json(terms: Terms) -> dict[str, Any]:
    """The contract's form of the terms, every field named."""
    suspension = terms.invoicing_suspended
    return {
        "code": terms.code,
        "valid_from": _iso(terms.valid_from),
        "valid_to": _iso(terms.valid_to),
        "region": terms.region,
        "municipality": terms.municipality,
        "care_forms": sorted(terms.care_forms),
        "basis": terms.basis.value,
        "day_type": terms.day_type.value,
        "eves_are_weekdays": terms.eves_are_weekdays,
        "free_days": terms.free_days,
        "cutoff": terms.cutoff.isoformat(),
        "cutoff_inclusive": terms.cutoff_inclusive,
        "late_extra_days": terms.late_extra_days,
        "day_convention": terms.day_convention.value,
        "amount": terms.amount,
        "preconditions": [each.value for each in Precondition if each in terms.preconditions],
        "late_precondition": terms.late_precondition.value,
        "invoicing_suspended": None
        if suspension is None
        else {"from": suspension.start.isoformat(), "to": _iso(suspension.end)},
        "mean_level": None if terms.mean_level is None else str(terms.mean_level),
        "mean_population": terms.mean_population.value if terms.mean_population else None,
        "individual_after_days": terms.individual_after_days,
        "long_stay_in_mean": terms.long_stay_in_mean.value if terms.long_stay_in_mean else None,
        "selectable": terms.selectable,
        "name": terms.name,
        "source": terms.source,
        "confirmed": terms.confirmed,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


class _Reader:
    """Reads one field at a time; a field of the wrong kind is a TermsError that says what it must be."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    def _wrong(self, field: str, wanted: str) -> TermsError:
        return TermsError(field, f"Villkorens fält {field} ska vara {wanted}.")

    def text(self, field: str, *, default: str | None) -> str | None:
        value = self._given.get(field, default)
        if value is not None and not isinstance(value, str):
            raise self._wrong(field, "en text")
        return value

    def flag(self, field: str, *, default: bool) -> bool:
        value = self._given.get(field, default)
        if not isinstance(value, bool):
            raise self._wrong(field, "true eller false")
        return value

    def count(self, field: str, *, default: int) -> int:
        value = self._given.get(field, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_FREE_DAYS:
            raise self._wrong(field, f"ett helt antal dagar från 0 till {MOST_FREE_DAYS}")
        return value

    def optional_count(self, field: str) -> int | None:
        return None if self._given.get(field) is None else self.count(field, default=0)

    def choice(self, field: str, kind: type[_Choice], default: _Choice) -> _Choice:
        value = self._given.get(field, default)
        try:
            return kind(value)
        except ValueError as error:
            raise self._wrong(field, "något av " + ", ".join(each.value for each in kind)) from error

    def optional_choice(self, field: str, kind: type[_Choice]) -> _Choice | None:
        if self._given.get(field) is None:
            return None
        return self.choice(field, kind, next(iter(kind)))

    def day(self, field: str, *, default: date | None) -> date | None:
        if field not in self._given:
            return default
        return None if self._given[field] is None else self._date(field, self._given[field])

    def _date(self, field: str, value: object) -> date:
        try:
            if isinstance(value, str) and len(value) == 10:
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise self._wrong(field, "ett datum, till exempel 2020-01-31")

    def clock(self, field: str, *, default: time) -> time:
        value = self._given.get(field, default)
        if isinstance(value, time):
            return value
        try:
            if isinstance(value, str) and ":" in value:
                clock = time.fromisoformat(value)
                if clock.tzinfo is None:
                    return clock
        except ValueError:
            pass
        raise self._wrong(field, "ett klockslag, till exempel 12:00:00")

    def amount(self) -> Literal["national"] | int | None:
        value = self._given.get("amount", NATIONAL)
        if value is None:
            return None
        if value == NATIONAL:
            return NATIONAL
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self._wrong("amount", "national, ett belopp i hela kronor eller null")
        return value

    def care_forms(self) -> frozenset[str]:
        values = self._texts("care_forms", [EVERYWHERE])
        if not values or not values <= {EVERYWHERE, *CARE_FORMS}:
            raise self._wrong("care_forms", f"en lista med * eller något av {', '.join(CARE_FORMS)}")
        return values

    def preconditions(self) -> frozenset[Precondition]:
        if "preconditions" not in self._given:
            return Terms(code=None).preconditions
        try:
            return frozenset(Precondition(each) for each in self._texts("preconditions", []))
        except ValueError as error:
            raise self._wrong("preconditions", "en lista med något av " + ", ".join(Precondition)) from error

    def _texts(self, field: str, default: list[str]) -> frozenset[str]:
        values = self._given.get(field, default)
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self._wrong(field, "en lista med texter")
        return frozenset(values)

    def suspension(self) -> Suspension | None:
        value = self._given.get("invoicing_suspended")
        if value is None:
            return None
        if not isinstance(value, dict) or "from" not in value:
            raise self._wrong("invoicing_suspended", 'null eller {"from": datum, "to": datum eller null}')
        start = self._date("invoicing_suspended", value["from"])
        end = None if value.get("to") is None else self._date("invoicing_suspended", value["to"])
        if end is not None and end < start:
            raise TermsError("invoicing_suspended", "Vilandet i invoicing_suspended slutar innan det börjar.")
        return Suspension(start, end)

    def level(self) -> Decimal | None:
        value = self._given.get("mean_level")
        if value is None:
            return None
        try:
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                level = Decimal(str(value))
                if level.is_finite() and 0 <= level < MOST_MEAN_DAYS and len(level.as_tuple().digits) <= 20:
                    return level
        except InvalidOperation:
            pass
        raise self._wrong("mean_level", 'ett tal från 0 och uppåt som text, till exempel "3.0"')
