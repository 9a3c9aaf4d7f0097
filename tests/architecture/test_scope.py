"""Who works beyond the reach of the one who acts: a short list, each with its reason."""

import ast

from tests.architecture.source import APPS, dotted, functions, place, python_files, tree

WIDENED = {
    "transitions/services/admission.py:register_patient": "a number is one person in the county, known to others or not",
    "transitions/services/admission.py:register_move": "where a person is registered is known of the number, not the unit",
    "transitions/services/admission.py:register_admission": "the person's row is locked before the unit is on a chain",
    "transitions/selectors/cases.py:known_patient": "a ward admits by number; what it may then see is its caller's matter",
    "transitions/selectors/logs.py:looked_at": "who follows up a unit's log need not be in its cases; only looks of own units",
    "transitions/selectors/logs.py:extract_patient": "the patient asks the provider, whose units have been in a case of hers",
    "transitions/selectors/logs.py:looks_at": "the patient is told of every look, at whatever provider",
    "reporting/selectors/figures.py:figures": "counts of an organisation over all chains; no row leaves it",
}
"""Functions that read or write every row in the name of whoever acts."""

ON_CHAINS = {
    "transitions/locks.py:lock_episodes": "what is locked is worked on whole; found inside visible_to",
    "transitions/selectors/consents.py:standing_of": "what the person has said binds every writer, whoever recorded it",
    "transitions/selectors/chains.py:chains": "the rules read a chain whole; what is shown of it is decided where it is shown",
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
            inside = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            called = {dotted(node.func) for node in inside} | {dotted(one) for one in function.decorator_list}
            inner = {name for each in functions(function) if each is not function for name in _names(each)}
            if called & names and not (called & names) <= inner:
                found.add(f"{place(path)}:{function.name}")
    return found


def _names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    return {dotted(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def test_what_is_widened_is_on_the_list() -> None:
    found = {one for one in _users(_WIDE) if not one.endswith(":compute")}
    assert found == set(WIDENED)


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
