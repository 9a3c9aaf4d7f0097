"""Working out betalningsansvar and keeping the results."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction

from actors import selectors as actors
from actors.acting import Acting
from actors.selectors import UnitRef
from core import audit, clock, scope
from liability.models import Assessment
from liability.rules.amounts import rate_of
from liability.rules.assessment import Assessment as Result
from liability.rules.assessment import Rulebook, SpellResult, Status, assess
from liability.rules.contract import reason_to_json, spell_to_json
from liability.rules.decisions import Decision
from liability.rules.facts import Case, Event
from liability.rules.terms_form import terms_to_json
from liability.selectors.assessments import cases_of, due_for_assessment
from liability.selectors.rulebook import rulebook
from transitions.locks import lock_episode
from transitions.selectors import unscoped
from transitions.services import set_liable_from

if TYPE_CHECKING:
    from transitions.models import CareEpisode

DUE = "liability.due"
"""The message that asks for a result anew."""

SYSTEM_NAME = "Hemväg"
BATCH = 500
AHEAD = frozenset({Status.NOT_YET, Status.RUNNING})
"""Results under which the start day is a date to plan by."""


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
    case = replace(cases_of([episode])[episode_id], as_of=moment)
    return _keep(acting, episode, case, moment, rulebook(), _standing([episode_id]).get(episode_id))


def assess_episodes(episode_ids: Iterable[int], *, as_of: datetime | None = None) -> int:
    """Work out and keep the results of these episodes, in batches of five hundred. Returns how many."""
    return _assess_all(sorted(set(episode_ids)), as_of or clock.now())


def assess_due(*, as_of: datetime | None = None) -> int:
    """Each night: every result that the day, the chain or an amount may have changed. Returns how many."""
    return _assess_all(list(due_for_assessment().values_list("pk", flat=True)), as_of or clock.now())


def _assess_all(ids: Sequence[int], moment: datetime) -> int:
    rules = rulebook()
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            chosen = unscoped.episodes().filter(pk__in=ids[start : start + BATCH])
            rows = list(chosen.select_for_update(of=("self",)))
            cases = cases_of(rows)
            wards = actors.units_by_id({row.ward_id for row in rows})
            standing = _standing([row.pk for row in rows])
            for row in rows:
                case = replace(cases[row.pk], as_of=moment)
                acting = _system_at(wards[row.ward_id])
                _keep(acting, row, case, moment, rules, standing.get(row.pk))
    return len(ids)


def _standing(episode_ids: Iterable[int]) -> dict[int, Assessment]:
    found = Assessment.objects.filter(episode_id__in=list(episode_ids), superseded_at__isnull=True)
    return {row.episode_id: row for row in found}


def _keep(
    acting: Acting,
    episode: "CareEpisode",
    case: Case,
    moment: datetime,
    rules: Rulebook,
    standing: Assessment | None,
) -> Assessment:
    """Store what the rules say beside what stands; the caller holds the lock on the episode."""
    result = assess(case, rules)
    values = _values(episode, case, result, moment, rules)
    now = clock.now()
    if standing is not None and standing.basis_hash == values["basis_hash"]:
        changed = [name for name, value in values.items() if getattr(standing, name) != value]
        if changed:
            for name in changed:
                setattr(standing, name, values[name])
            standing.computed_at = now
            standing.save(update_fields=[*changed, "computed_at"])
        row = standing
    else:
        number = 1
        if standing is not None:
            standing.superseded_at = now
            standing.save(update_fields=["superseded_at"])
            number = standing.number + 1
        row = Assessment.objects.create(episode=episode, number=number, computed_at=now, **values)
        before = standing.status if standing is not None else None
        audit.record(
            acting, "liability.assess", row, {"status": (before, row.status), "number": (None, number)}
        )
    start = _start_ahead(result)
    if episode.liable_from != start:
        set_liable_from(acting=acting, episode_id=episode.pk, moment=start)
    return row


def _values(
    episode: "CareEpisode", case: Case, result: Result, moment: datetime, rules: Rulebook
) -> dict[str, Any]:
    facts, today = _facts_json(case), clock.local_date(moment)
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
        "spells": [_spell_json(spell) for spell in result.spells],
        "reasons": [reason_to_json(each) for each in result.reasons],
        "facts": facts,
        "basis_hash": _hash([facts, [_basis_of(spell, rules, today) for spell in result.spells]]),
    }


def _spell_json(spell: SpellResult) -> dict[str, Any]:
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
        "reasons": [reason_to_json(each) for each in spell.reasons],
    }


def _basis_of(spell: SpellResult, rules: Rulebook, today: date) -> list[Any]:
    """What a spell's price is worked out from: the terms whole, and the rates from its start day's year on."""
    terms = None if spell.terms is None else terms_to_json(spell.terms)
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
    fields = {"to": each.to, "by": each.by, "reason": each.reason, "registered_in": each.registered_in}
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
    at = clock.local(each.at).isoformat()
    return {
        "type": each.kind.value,
        "at": at,
        **{name: value for name, value in told.items() if value is not None},
    }


def _start_ahead(result: Result) -> datetime | None:
    """When the standing spell's liability begins: local midnight of its start day."""
    last = result.spells[-1] if result.spells else None
    if last is None or last.ends_on is not None or last.status not in AHEAD or last.starts_on is None:
        return None
    return _midnight(last.starts_on)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.STOCKHOLM)


def _system_at(unit: UnitRef) -> Acting:
    """The system, acting at the ward that the patient is on: the chain is the ward's to lock."""
    return actors.acting_for_unit(unit, name=SYSTEM_NAME, source="system")


def _hash(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
