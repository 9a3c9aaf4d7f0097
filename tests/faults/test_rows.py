"""The table of faults against the tests that it names."""

import ast
import re

import pytest

from tests.architecture.source import ROOT, tree
from tests.faults.rows import LONG_ONLY, ROWS, WANTED


def _tests(path: str) -> dict[str, bool]:
    """The tests of a file, and whether each is long."""
    module = tree(ROOT / path)
    all_long = any(
        isinstance(node, ast.Assign)
        and getattr(node.targets[0], "id", "") == "pytestmark"
        and "mark.long" in ast.unparse(node.value)
        for node in module.body
    )
    return {
        node.name: all_long or any("mark.long" in ast.unparse(mark) for mark in node.decorator_list)
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_row_is_shown() -> None:
    assert set(ROWS) == WANTED


@pytest.mark.parametrize("row", sorted(ROWS))
def test_the_tests_of_a_row_are_there_and_one_is_run_each_time(row: int) -> None:
    long = []
    for name in ROWS[row]:
        path, test = name.split("::")
        found = _tests(path)
        assert test in found, f"row {row}: {name} is not there"
        long.append(found[test])
    assert all(long) == (row in LONG_ONLY)


def test_the_page_of_faults_names_every_row_and_its_files() -> None:
    lines = re.findall(
        r"^\| ([\d, ]+) \|.*\| (.*) \|$", (ROOT / "docs/faults.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    told: dict[int, str] = {}
    for rows, tests in lines:
        for row in rows.split(","):
            told[int(row)] = told.get(int(row), "") + tests
    assert set(told) >= WANTED
    lacking = {
        row: path
        for row, names in ROWS.items()
        for path in {name.split("::")[0] for name in names}
        if path not in told[row]
    }
    assert lacking == {}
