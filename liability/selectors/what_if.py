"""The effect of one changed fact on a kept result. Nothing is written."""

from collections.abc import Mapping
from typing import Any

from liability.rules.assessment import Assessment, assess
from liability.rules.contract import case_from_json
from liability.rules.what_if import Supposed, supposed
from liability.selectors.rulebook import rulebook
from liability.shelf import shipped_desk


def compare(facts: Mapping[str, Any], change: Supposed) -> tuple[Assessment, Assessment]:
    """The result of the facts as they are, and as they would be. Two queries."""
    rules = rulebook()
    case = case_from_json(facts, shipped_desk())
    return assess(case, rules), assess(supposed(case, change), rules)
