"""Who works beyond the reach of the one who acts: a short list, each with its reason."""

import ast
from collections.abc import Iterator

from tests.architecture.source import APPS, dotted, functions, place, python_files, tree

WIDENED = {
    "transitions/services/admission.py:register_patient": "a number is one person, known to others or not",
    "transitions/services/admission.py:register_move": "where a person is registered is no unit's own",
    "transitions/services/admission.py:register_admission": "the person's row is locked before the unit is on a chain",
    "transitions/services/admission.py:open_at_home": "the same, of a person who is in no hospital",
    "transitions/selectors/sent_in.py:_about": "a report on an earlier case follows to the ward; ids alone leave",
    "transitions/services/linking.py:link_readmissions": "a person's stays; each unit is told of its own",
    "transitions/services/state.py:_store_tasks_after": "the stay after one that is closed late; rows alone",
    "transitions/selectors/cases.py:known_patient": "a ward admits by number; its caller decides what is seen",
    "transitions/selectors/logs.py:looked_at": "who follows up a log need not be in its cases",
    "transitions/selectors/logs.py:extract_patient": "the patient asks a provider that has been in a case of hers",
    "transitions/selectors/logs.py:looks_at": "the patient is told of every look, at whatever provider",
    "actors/services_places.py:preview_end_of_unit": "how many cases move is told as numbers; no row is shown",
    "actors/services_places.py:preview_end_of_organisation": "how many people move is told as numbers; no row is shown",
    "actors/services_places.py:_end_unit": "every app's rows of the old unit go to its successor, whoever decides it",
    "actors/services_places.py:_move_places": "the inhabitants of an organisation are its successor's",
    "deviations/selectors_delegations.py:counts": "a MAS sees numbers of what the region delegates; no row leaves it",
    "deviations/selectors_meetings.py:effect_of": "how many deviations of a kind a month; no row leaves it",
    "deviations/selectors_proposals.py:shares": "how many drafts of a rule are dismissed; no row leaves it",
    "deviations/services/meetings.py:_concerned": "units that a decision is told to; ids of units alone",
    "liability/selectors/comparison.py:compare": "sums of a month under two sets of terms; no row leaves it",
    "reporting/selectors/figures.py:figures": "whether anything has come since the figures were counted",
    "reporting/selectors/at_present.py:present": "how many wait, and for what; no row leaves but to its own unit",
    "reporting/selectors/at_present.py:_trend": "how many were ready each day; counts alone leave",
    "reporting/selectors/reception_effect.py:reception_effect": "counts of two groups; no row leaves it",
    "reporting/selectors/publication.py:for_publication": "who is behind a hidden cell is counted; no row leaves it",
    "reporting/selectors/patient_view.py:patient_view": "answer rate of an organisation; counts alone leave",
    "reporting/services/experience.py:find_open": "the code is all that the patient has; yes or no leaves",
    "reporting/services/experience.py:answer_by_code": "the patient answers without log-in, once, by the code",
    "reporting/services/experience.py:decline_by_code": "the patient says no without log-in, once, by the code",
    "reporting/services/experience.py:answer_by_phone": "staff type what they may not read again",
    "reporting/selectors/figures.py:compute": "counts of an organisation over all chains; no row leaves it",
    "transitions/selectors/emergencies.py:emergency_view": "danger to life: what the rule lets through of every chain",
    "transitions/selectors/emergencies.py:reviewed_patient": "whoever reviews an opening need not be on a chain",
    "transitions/services/shields.py:change_protection": "what any unit has opened of the person is closed at once",
    "transitions/services/shields.py:_changed": "every unit's open pages hear that the person is protected",
}
"""Functions that read or write every row in the name of whoever acts."""

ON_CHAINS = {
    "transitions/locks.py:lock_episodes": "what is locked is worked on whole; found inside visible_to",
    "transitions/selectors/consents.py:standing_of": "what the person has said binds every writer, whoever recorded it",
    "transitions/selectors/openings.py:items_of": "what was opened with its conditions, stated and logged",
    "transitions/selectors/openings.py:readings": "the rule is asked of each item before any is shown",
    "transitions/selectors/shields.py:hidden_items": "how many a block hides is told only as the act lets it",
    "transitions/selectors/day.py:chains_shown": "what a block hides is found to be left out",
    "transitions/services/returning.py:_take_off": "a unit that leaves the chain finishes its own write",
    "sip/selectors_plan.py:plan_of": "finds the plan that the own part belongs to; shown only with consent",
    "sip/services/plan.py:_ask_again": "a goal that changes asks every unit again that serves it, read or unread",
    "sip/services/plan_versions.py:agree_plan": "a version keeps all of the plan; who reads what is decided later",
    "transitions/selectors/followup.py:chains_of_kinds": "the nightly pass reads what decides, of its own cases",
    "transitions/selectors/chains.py:chains": "the rules read a chain whole; showing it is decided elsewhere",
}
"""Functions that open whole chains, which their callers have found inside the unit's reach."""

_WIDE = {"widened", "scope.widened", "wide", "scope.wide"}
_CHAINS = {"on_chains", "scope.on_chains", "open_chains", "scope.open_chains"}
_SYSTEM = {"system", "scope.system", "as_system", "scope.as_system"}


def _users(names: set[str]) -> set[str]:
    """`file:function` of every function that calls, or is decorated with, one of the names."""
    found = set()
    for path in python_files(*APPS):
        if path.parts[-2:] == ("core", "scope.py"):
            continue
        for function in functions(tree(path)):
            called = {dotted(node.func) for node in _own(function) if isinstance(node, ast.Call)}
            if (called | {dotted(one) for one in function.decorator_list}) & names:
                found.add(f"{place(path)}:{function.name}")
    return found


def _own(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """What stands in a function itself, not in one that it defines."""
    waiting: list[ast.AST] = [*function.body, *function.decorator_list]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
            waiting.extend(ast.iter_child_nodes(node))


def test_what_is_widened_is_on_the_list() -> None:
    assert _users(_WIDE) == set(WIDENED)


def test_what_opens_chains_is_on_the_list() -> None:
    assert _users(_CHAINS) == set(ON_CHAINS)


def test_only_tasks_commands_and_the_relay_work_as_the_system() -> None:
    wrong = [
        one
        for one in sorted(_users(_SYSTEM))
        if "/tasks.py:" not in one and "/management/commands/" not in one
    ]
    assert wrong == []


def test_every_task_and_every_command_says_for_whom_it_works() -> None:
    silent = []
    for path in python_files(*APPS):
        relative = place(path)
        for function in functions(tree(path)):
            decorators = {
                dotted(one.func if isinstance(one, ast.Call) else one) for one in function.decorator_list
            }
            is_task = bool(decorators & {"shared_task", "celery.shared_task", "app.task"})
            is_command = "/management/commands/" in relative and function.name == "handle"
            if (is_task or is_command) and not decorators & {"scope.as_system", "as_system"}:
                silent.append(f"{relative}:{function.name}")
    assert silent == []
