"""The questions of auditors, and what is known of them for an organisation and a period."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from deviations.followup import agreement_counts
from reporting.rules.asked import Answered, Asked, RegisterCount, answers
from reporting.rules.definitions import BY_CODE
from reporting.rules.scope import ScopeKind
from reporting.selectors.directory import Directory
from reporting.selectors.figures import Figures

DATA = Path(__file__).resolve().parent.parent / "data" / "asked.json"
WITH_REGISTERS = (ScopeKind.MUNICIPAL, ScopeKind.REGION)
"""Organisations are parties to agreements; hospitals and units are not."""


@cache
def _stored() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def recommendations() -> list[Asked]:
    """The seven of 2011."""
    return [_asked(one) for one in _stored()["recommendations"]]


def shortcomings() -> list[Asked]:
    """What auditors and nämnder have pointed out."""
    return [_asked(one) for one in _stored()["shortcomings"]]


def wording() -> str:
    """Whose words the questions are."""
    return str(_stored()["wording"])


def answered(questions: Sequence[Asked], figures: Figures, known: Directory) -> list[Answered]:
    """What is known of the questions. One query where the organisation is a party to agreements."""
    scope, registers = figures.scope, {}
    if scope.kind in WITH_REGISTERS:
        counts = agreement_counts(
            organisations=known.organisation_ids(scope.organisations), on=figures.period.last
        )
        registers = {kind: RegisterCount(*count) for kind, count in counts.items()}
    wholes = {code: each.part_of for code, each in BY_CODE.items()}
    return answers(questions, figures.report.measures, wholes, figures.causes, registers, len(figures.goals))


def _asked(one: dict[str, Any]) -> Asked:
    return Asked(
        code=one["code"],
        title=one["title"],
        question=one["question"],
        source=one["source"],
        measures=tuple(one["measures"]),
        registers=tuple(one["registers"]),
        goals=one["goals"],
        causes=tuple(one["causes"]),
        unknown=tuple(one["unknown"]),
    )
