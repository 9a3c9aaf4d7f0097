"""Files that fit in a head, and words at everything that others call."""

import ast
import re
import warnings
from pathlib import Path

from tests.architecture.source import APPS, ROOT, in_layer, place, python_files, tree

MOST_LINES = 400
SOFT_LINES = 300
DATA = {"core/styleguide_data.py": "examples for the style guide, no code"}


def test_no_file_outgrows_a_head() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    long = {name: lines for name, lines in lengths.items() if lines > SOFT_LINES and name not in DATA}
    for name, lines in sorted(long.items()):
        warnings.warn(f"{name} has {lines} lines; split it before it passes {MOST_LINES}", stacklevel=1)
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}
    assert set(DATA) <= set(lengths)


def _public(body: list[ast.stmt]) -> list[ast.FunctionDef | ast.ClassDef]:
    return [
        node
        for node in body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]


def test_what_others_call_says_what_it_does() -> None:
    silent = []
    for path in python_files(*APPS):
        if not in_layer(path, "services", "selectors", "rules", "permissions", "locks"):
            continue
        if path.name != "__init__.py" and ast.get_docstring(tree(path)) is None:
            silent.append(place(path))
        for node in _public(tree(path).body):
            inner = _public(node.body) if isinstance(node, ast.ClassDef) else []
            silent += [
                f"{place(path, one)} {one.name}" for one in (node, *inner) if not ast.get_docstring(one)
            ]
    assert silent == []


def test_everything_has_types() -> None:
    bare = []
    for path in python_files(*APPS):
        if not in_layer(path, "services", "selectors", "rules", "permissions", "locks"):
            continue
        bare += [
            f"{place(path, node)} {node.name}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef) and node.returns is None
        ]
    assert bare == []


# Put together here, so that this file does not hold what it forbids.
_UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX:")))
_MACHINE = re.compile(r"(?<![\w.:~{}$-])/(?:home|root|Users|work)" + r"/\w")
_SUFFIXES = {
    ".py",
    ".html",
    ".md",
    ".toml",
    ".txt",
    ".css",
    ".js",
    ".yml",
    ".yaml",
    ".sh",
    ".json",
    ".cfg",
    "",
}
_SKIPPED = {"staticfiles", "var", "__pycache__", "vendor", "data", "browser-output"}


def _texts() -> list[Path]:
    found = []
    for top in sorted(ROOT.iterdir()):
        if (top.name.startswith(".") and top.name != ".ci") or top.name in _SKIPPED or top.name == "uv.lock":
            continue
        paths = [top] if top.is_file() else top.rglob("*")
        found += [
            path
            for path in paths
            if path.is_file()
            and path.suffix in _SUFFIXES
            and not _SKIPPED & set(path.relative_to(ROOT).parts)
        ]
    return found


def test_nothing_is_left_to_do_later_and_no_machine_is_named() -> None:
    found = []
    for path in _texts():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if _UNFINISHED.search(line) or _MACHINE.search(line):
                found.append(f"{place(path)}:{number} {line.strip()[:80]}")
    assert found == []


def test_no_test_is_passed_over() -> None:
    words = {"sk" + "ip", "sk" + "ipif", "xf" + "ail", "importorsk" + "ip"}
    found = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        found += [
            place(path, node)
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute) and node.attr in words
        ]
    assert found == []


def test_the_lock_knows_the_public_index_only() -> None:
    hosts = set(re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text()))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
