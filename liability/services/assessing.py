"""Working out betalningsansvar and keeping the results."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import transaction

from actors import selectors as actors
from actors.acting import Acting
from actors.selectors import UnitRef
from core import clock, scope
from liability.models import Assessment
from liability.rules.amounts import rate_of
from liability.rules.assessment import Assessment as Result
from liability.rules.assessment import Rulebook, SpellResult, assess
from liability.rules.contract import reason_to_json, spell_to_json
from liability.rules.decisions import Decision
from liability.rules.facts import Case, Event
from liability.rules.reasons import Reason
from liability.rules.terms import Terms
from liability.rules.terms_form import terms_to_json
from liability.selectors.assessments import cases_of, due_for_assessment
from liability.selectors.rulebook import rulebook
from liability.services.keeping import Computed, keep
from transitions.locks import lock_episode
from transitions.selectors import unscoped

if TYPE_CHECKING:
    from transitions.models import CareEpisode

DUE = "liability.due"
"""The message that asks for a result anew."""

SYSTEM_NAME = "Hemväg"
BATCH = 1_000


@scope.atomic
def assess_episode(*, episode_id: int, as_of: datetime | None = None) -> Assessment:
    """Work out betalningsansvar for one episode and keep the result. Doing it again changes nothing.

    as_of: the moment of the question; None: now. Raises DoesNotExist for an episode that is not there.
    """
    episode = unscoped.episodes().get(pk=episode_id)
    acting = _system_at(actors.units_by_id([episode.ward_id])[episode.ward_id])
    lock_episode(acting, episode_id)
    # Read anew under the lock, so that an earlier reader cannot overwrite a later result.
    episode = unscoped.episodes().get(pk=episode_id)
    moment = as_of or clock.now()
    return _assess([episode], moment, rulebook(), {episode.ward_id: acting})[episode_id]


def assess_episodes(episode_ids: Iterable[int], *, as_of: datetime | None = None) -> int:
    """Work out and keep the results of these episodes, in batches of a thousand. Returns how many."""
    return _assess_all(sorted(set(episode_ids)), as_of or clock.now())


def assess_due(*, as_of: datetime | None = None) -> int:
    """Each night: every result that the day, the chain or an amount may have changed. Returns how many."""
    return _assess_all(list(due_for_assessment().values_list("pk", flat=True)), as_of or clock.now())


def _assess_all(ids: Sequence[int], moment: datetime) -> int:
    rules = rulebook()
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            rows = unscoped.lock_many(ids[start : start + BATCH])
            wards = actors.units_by_id({row.ward_id for row in rows})
            _assess(rows, moment, rules, {pk: _system_at(unit) for pk, unit in wards.items()})
    return len(ids)


def _assess(
    rows: Sequence["CareEpisode"], moment: datetime, rules: Rulebook, at_wards: Mapping[int, Acting]
) -> dict[int, Assessment]:
    """Work out and keep; the caller holds the locks. As many queries for many as for one."""
    cases = cases_of(rows)
    found = []
    for row in rows:
        case = replace(cases[row.pk], as_of=moment)
        result = assess(case, rules)
        values = _values(row, case, result, moment, rules)
        found.append(Computed(at_wards[row.ward_id], row.pk, result, values))
    return keep(found, {row.pk: row for row in rows})


def _values(
    episode: "CareEpisode", case: Case, result: Result, moment: datetime, rules: Rulebook
) -> dict[str, Any]:
    facts, today = _facts_json(case), clock.local_date(moment)
    told = _Told()
    last = result.spells[-1] if result.spells else None
    return {
        "as_of": moment,
        "episode_version": episode.version,
        "status": result.status.value,
        "starts_on": last.starts_on if last is not None else None,
        "days": result.charge.days,
        "amount": result.charge.amount,
        "billable": result.billable,
        "billable_amount": result.charge.billable_amount,
        "ready_days": result.ready_days,
        "owed_by": list(result.owed_by),
        "terms_codes": [None if terms is None else terms.code for terms in result.terms],
        "spells": [_spell_json(spell, told) for spell in result.spells],
        "reasons": told.all(result.reasons),
        "facts": facts,
        "basis_hash": _hash([facts, [_basis_of(spell, rules, today) for spell in result.spells]]),
    }


class _Told:
    """Reasons in the contract's form: one that a spell and its case share is put into words once."""

    def __init__(self) -> None:
        self._said: dict[int, dict[str, str]] = {}

    def all(self, reasons: Iterable[Reason]) -> list[dict[str, str]]:
        """The reasons, in order. The caller holds on to them meanwhile."""
        said = self._said
        return [said.get(id(each)) or said.setdefault(id(each), reason_to_json(each)) for each in reasons]


def _spell_json(spell: SpellResult, told: _Told) -> dict[str, Any]:
    """The contract's form, with what the case's page tells beyond it."""
    return {
        **spell_to_json(spell),
        "start_day": None if spell.start_day is None else spell.start_day.isoformat(),
        "ready_days": spell.ready_days,
        "billable_days": spell.charge.billable_days,
        "parts": [[part.year, part.days, part.rate] for part in spell.charge.parts],
        "terms": None if spell.terms is None else spell.terms.name or spell.terms.code,
        "terms_code": None if spell.terms is None else spell.terms.code,
        "owed_by": spell.owed_by,
        "reasons": told.all(spell.reasons),
    }


@lru_cache(maxsize=1024)
def _terms_json(terms: Terms) -> dict[str, Any]:
    """The terms whole, written out once; nobody changes what is returned."""
    return terms_to_json(terms)


def _basis_of(spell: SpellResult, rules: Rulebook, today: date) -> list[Any]:
    """What a spell's price is worked out from: the terms whole, and the rates from its start day's year on."""
    terms = None if spell.terms is None else _terms_json(spell.terms)
    if spell.terms is None or spell.start_day is None:
        return [terms, None, spell.owed_by]
    years = range(spell.start_day.year, max(spell.start_day, spell.ends_on or today).year + 1)
    rates = {year: rate_of(spell.terms, year, rules.national_amounts) for year in years}
    return [terms, rates, spell.owed_by]


def _facts_json(case: Case) -> dict[str, Any]:
    return {
        "care_form": case.care_form,
        "registered_in": case.registered_in,
        "placed_by": case.placed_by,
        "care_region": case.care_region,
        "events": [_event_json(each) for each in case.events],
        **({"decisions": [_decision_json(each) for each in case.decisions]} if case.decisions else {}),
    }


def _decision_json(each: Decision) -> dict[str, Any]:
    return {
        "notice_at": clock.local(each.notice_at).isoformat(),
        "choice": each.choice.value,
        "from_day": None if each.from_day is None else each.from_day.isoformat(),
        "text": each.text,
        "decided_on": each.decided_on.isoformat(),
    }


def _event_json(each: Event) -> dict[str, Any]:
    """The contract's form of an event, only with the fields that it has."""
    told: dict[str, Any] = {"type": each.kind.value, "at": clock.local(each.at).isoformat()}
    if each.to is not None:
        told["to"] = list(each.to)
    if each.by is not None:
        told["by"] = each.by
    if each.reason is not None:
        told["reason"] = each.reason
    if each.registered_in is not None:
        told["registered_in"] = each.registered_in
    return told


def _system_at(unit: UnitRef) -> Acting:
    """The system, acting at the ward that the patient is on: the chain is the ward's to lock."""
    return actors.acting_for_unit(unit, name=SYSTEM_NAME, source="system")


def _hash(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
