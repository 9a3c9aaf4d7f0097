"""The facts of an organisation and a time, from the chains. A fixed number of queries, however many episodes."""

from collections.abc import Sequence
from datetime import datetime

from deviations.followup import deviation_rows
from reporting.rules.facts import (
    DeviationFact,
    EndFact,
    EpisodeFact,
    EventFact,
    Facts,
    PatientFact,
    placed_or_registered,
)
from reporting.rules.scope import Scope, ScopeKind
from reporting.selectors import experience
from reporting.selectors.directory import Directory
from transitions.selectors import followup
from transitions.selectors.followup import Belonging, EpisodeRow, ItemRow


def load(scope: Scope, known: Directory, *, since: datetime, until: datetime) -> Facts:
    """The facts that the measures of any period from `since` to `until` need. Seven queries."""
    belonging = _belonging(scope, known)
    answers = experience.answers_between(since=since, until=until)
    found = followup.episodes_between(belonging=belonging, since=since, until=until, also=answers)
    rows = followup.episode_rows(found)
    ids = [row.id for row in rows]
    items = followup.item_rows(ids)
    admitted = {row.patient_id for row in rows if since <= row.admitted_at < until}
    ends = followup.earlier_ends(admitted, since=since, until=until)
    return Facts(
        organisations=known.organisations,
        units=known.units,
        patients={
            str(row.patient_id): PatientFact.from_personal_number(
                str(row.patient_id), row.sex, row.personal_number
            )
            for row in rows
        },
        episodes=[_episode(row, items.get(row.id, []), known, answers.get(row.id, ())) for row in rows],
        deviations=_deviations(scope, known, until),
        earlier_ends=[EndFact(str(episode), str(patient), at) for episode, patient, at in ends],
    )


def _belonging(scope: Scope, known: Directory) -> Belonging:
    units = known.unit_ids(scope.units)
    match scope.kind:
        case ScopeKind.MUNICIPAL:
            return Belonging(organisations=known.organisation_ids(scope.organisations))
        case ScopeKind.PROVIDER:
            return Belonging(named_in_home_care=units)
        case ScopeKind.UNIT:
            return Belonging(named_in_notice=units)
        case _:
            return Belonging(wards=units)


def _episode(
    row: EpisodeRow, items: list[ItemRow], known: Directory, answers: Sequence[EventFact]
) -> EpisodeFact:
    return EpisodeFact(
        id=str(row.id),
        patient=str(row.patient_id),
        admitted_at=row.admitted_at,
        registered_in=known.organisation_codes[row.registered_in_id],
        first_ward=known.unit_codes[row.admitted_to_id],
        planned=row.planned,
        placed_by=None if row.placed_by_id is None else known.organisation_codes[row.placed_by_id],
        care_form=row.care_form,
        events=(*(_event(item, known) for item in items), *answers),
    )


def _event(item: ItemRow, known: Directory) -> EventFact:
    data = item.data
    if item.kind in followup.NAMING_KINDS:
        data = {**data, "to": [known.unit_codes[unit] for unit in item.named]}
    elif isinstance(data.get("at_unit"), int):
        data = {**data, "at_unit": known.unit_codes.get(data["at_unit"])}
    return EventFact(item.kind, item.at, known.unit_codes[item.by_id], item.id, data)


def _deviations(scope: Scope, known: Directory, until: datetime) -> list[DeviationFact]:
    areas = known.organisation_ids(scope.organisations) if scope.kind is ScopeKind.MUNICIPAL else frozenset()
    rows = deviation_rows(units=known.unit_ids(scope.units), organisations=areas, until=until)
    return [
        DeviationFact(
            id=str(row.id),
            belongs_to=placed_or_registered(
                known.organisation_codes.get(row.registered_in_id or 0),
                known.organisation_codes.get(row.placed_by_id or 0),
                known.organisations,
            ),
            reported_at=row.reported_at,
            reported_by=known.unit_codes[row.reported_by_id],
            about=known.unit_codes[row.about_id],
            answered_at=row.answered_at,
            category=row.category,
        )
        for row in rows
    ]
