"""By what people may be picked out: PDL 2:8 and lag 2001:454 7 a §, and that no list does otherwise."""

import ast
from dataclasses import fields

import pytest

from integrations.api.serializers import CaseQuery
from tests.architecture.source import APPS, functions, in_layer, place, python_files, tree
from transitions.rules.criteria import CRITERIA, About, CriterionRefused, may_search_by, require
from transitions.rules.sectors import Sector
from transitions.selectors.worklist import WorkFilter
from transitions.views.worklist import FilterForm

SUPPORT = [name for name, about in CRITERIA.items() if about is About.SUPPORT]


@pytest.mark.parametrize("name", SUPPORT)
def test_health_care_never_searches_by_insatser(name: str) -> None:
    assert not may_search_by(Sector.HEALTH_CARE, name)
    assert not may_search_by(Sector.OUTSIDE, name)
    assert may_search_by(Sector.SOCIAL_SERVICES, name)
    with pytest.raises(CriterionRefused):
        require(Sector.HEALTH_CARE, ["text", name])


def test_social_services_never_compile_by_health() -> None:
    assert not may_search_by(Sector.SOCIAL_SERVICES, "care_form")


def test_a_criterion_without_a_decision_is_an_error() -> None:
    with pytest.raises(KeyError):
        require(Sector.HEALTH_CARE, ["diagnosis"])


def test_every_filter_of_people_is_decided_on_and_open_to_health_care() -> None:
    asked = {field.name for field in fields(WorkFilter)} | set(FilterForm.base_fields)
    asked |= set(CaseQuery().get_fields())
    assert asked <= set(CRITERIA)
    assert not asked & set(SUPPORT)
    assert all(may_search_by(Sector.HEALTH_CARE, name) for name in asked & set(CRITERIA))


_TYPED = {"narrow", "text", "chosen", "query", "criteria"}
"""What somebody has typed or chosen, as our functions call it."""
_WORDS = ("home_care", "homecareservice", "support_applied", "services_reported", "applies", "extent", "slot")


def _mentions(function: ast.FunctionDef) -> set[str]:
    said = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    said |= {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    said |= {node.arg for node in ast.walk(function) if isinstance(node, ast.keyword) and node.arg}
    said |= {
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {word for word in said if any(part in word.lower() for part in _WORDS) and " " not in word}


def test_nothing_that_narrows_a_list_reads_insatser() -> None:
    """Every selector that takes what somebody typed or chose."""
    seen, found = [], []
    for path in python_files(*APPS):
        if not in_layer(path, "selectors"):
            continue
        for function in functions(tree(path)):
            names = {arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)}
            if isinstance(function, ast.FunctionDef) and names & _TYPED:
                seen.append(function.name)
                found += [f"{place(path, function)} {word}" for word in _mentions(function)]
    assert {"work_cases", "_narrowed", "search"} <= set(seen)
    assert found == []
