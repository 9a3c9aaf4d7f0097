"""The consent register as a page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from actors.names import ShownNames
from core import formats
from core.history import HistoryEntry
from core.ui import Status, Tone
from transitions.models import Consent, HarmAssessment, Representative
from transitions.presenters.words_consent import FORMS, MANDATES, OSL, REPRESENTATIVES, SCOPES, WHY
from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import Scope
from transitions.rules.representation import Mandate, RepresentativeKind
from transitions.selectors.consents import Register, word_of

_ALL = "Alla enheter i ärendet"


def _to(units: Iterable[int], names: Mapping[int, str]) -> str:
    return ", ".join(sorted(names[unit] for unit in units if unit in names)) or _ALL


def _consent_status(row: Consent, now: datetime) -> Status:
    if row.withdrawn_at is not None:
        return Status("Återkallat", Tone.NEUTRAL)
    if not row.agrees:
        return Status("Säger nej", Tone.WARNING, "lock")
    if word_of(row).stands(now):
        return Status("Gäller", Tone.SUCCESS)
    return Status("Har löpt ut", Tone.NEUTRAL)


def consent_row(
    row: Consent, *, now: datetime, units: Mapping[int, str], names: ShownNames, replaced: bool = False
) -> dict[str, Any]:
    """One consent, or a no to one. `replaced`: the person has said yes since."""
    status = Status("Ersatt", Tone.NEUTRAL) if replaced else _consent_status(row, now)
    who = (
        f"{REPRESENTATIVES[RepresentativeKind(row.representative.kind)]} {row.representative.name}"
        if row.representative
        else "Personen själv"
    )
    return {
        "scope": SCOPES[Scope(row.scope)],
        "what": row.what,
        "status": status,
        "to": _to(row.units, units),
        "how": FORMS[row.form] if row.agrees else "",
        "who": who,
        "given_at": row.given_at,
        "recorded": names.signed(row.item.author_name, row.item.by_unit.name),
        "until": formats.day_text(row.until, now) if row.until else "",
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_by": names.of(row.withdrawn_by),
    }


def representative_row(
    row: Representative, *, today: date, shielded: bool, names: ShownNames
) -> dict[str, Any]:
    """Who speaks for the person. Of a protected person no telephone number."""
    holds = row.valid_from <= today and (row.valid_to is None or today <= row.valid_to)
    coming = row.valid_from > today
    return {
        "id": row.pk,
        "kind": REPRESENTATIVES[RepresentativeKind(row.kind)],
        "name": row.name,
        "phone": "" if shielded else row.phone,
        "mandates": ", ".join(MANDATES[mandate] for mandate in Mandate if mandate in row.mandates),
        "seen": row.seen,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "status": Status("Gäller", Tone.SUCCESS)
        if holds
        else Status("Gäller inte än" if coming else "Har upphört", Tone.NEUTRAL),
        "ends": holds or coming,
        "recorded": names.signed(row.recorded_by, row.by_unit.name),
    }


def assessment_row(
    row: HarmAssessment, *, now: datetime, units: Mapping[int, str], names: ShownNames
) -> dict[str, Any]:
    """One harm assessment."""
    ended = row.until is not None and row.until <= now
    status = (
        Status("Får lämnas ut", Tone.SUCCESS)
        if row.discloses
        else Status("Lämnas inte ut", Tone.WARNING, "lock")
    )
    asked = row.representative
    return {
        "what": row.what,
        "scope": SCOPES[Scope(row.scope)],
        "status": Status("Har löpt ut", Tone.NEUTRAL) if ended else status,
        "ground": OSL[OslGround(row.ground)],
        "why": WHY[WhyNoConsent(row.why)],
        "reason": row.reason,
        "to": _to(row.units, units),
        "by": names.of(row.assessed_by),
        "at": row.assessed_at,
        "until": formats.day_text(row.until, now) if row.until else "",
        "asked": f"{REPRESENTATIVES[RepresentativeKind(asked.kind)]} {asked.name}" if asked else "",
    }


def page(
    register: Register,
    *,
    now: datetime,
    today: date,
    units: Mapping[int, str],
    names: ShownNames,
    shielded: bool,
) -> dict[str, Any]:
    """The whole register."""
    latest_yes = {row.scope: row.given_at for row in reversed(register.consents) if row.agrees}
    return {
        "consents": [
            consent_row(
                row,
                now=now,
                units=units,
                names=names,
                replaced=not row.agrees and latest_yes.get(row.scope, row.given_at) > row.given_at,
            )
            for row in register.consents
        ],
        "earlier": [consent_row(row, now=now, units=units, names=names) for row in register.earlier],
        "assessments": [
            assessment_row(row, now=now, units=units, names=names) for row in register.assessments
        ],
        "representatives": [
            representative_row(row, today=today, shielded=shielded, names=names)
            for row in register.representatives
        ],
    }


_WORDS: Mapping[str, str] = {
    str(code): word
    for table in (SCOPES, FORMS, REPRESENTATIVES, MANDATES, OSL, WHY)
    for code, word in table.items()
    if str(code)
}


def register_history(changes: Iterable[tuple[Any, HistoryEntry]]) -> list[HistoryEntry]:
    """Historik of the register: each entry says which row it is about, codes in words."""
    found = []
    for row, entry in changes:
        subject = _subject(row)
        worded = tuple(
            replace(
                change,
                field=f"{subject}: {formats.in_sentence(change.field)}",
                before=_WORDS.get(change.before, change.before),
                after=_WORDS.get(change.after, change.after),
            )
            for change in entry.changes
        )
        found.append(
            replace(
                entry,
                what=f"{subject}: {formats.in_sentence(entry.what)}" if entry.what else "",
                changes=worded,
            )
        )
    return found


def _subject(row: Any) -> str:
    if isinstance(row, Representative):
        return REPRESENTATIVES[RepresentativeKind(row.kind)]
    if isinstance(row, HarmAssessment):
        return "Menprövning"
    return f"Samtycke, {formats.in_sentence(SCOPES[Scope(row.scope)])}"
