"""What import contracts cannot say: purity when it runs, scope in the views, one clock, no hidden imports."""

import ast
import subprocess
import sys
import tomllib

from tests.architecture.source import (
    APPS,
    PACKAGES,
    ROOT,
    dotted,
    functions,
    in_layer,
    place,
    python_files,
    tree,
)

_PURE = """
import importlib, pkgutil, sys
for app in {apps!r}:
    try:
        rules = importlib.import_module(app + ".rules")
    except ModuleNotFoundError as error:
        if error.name != app + ".rules":
            raise
        continue
    for found in pkgutil.walk_packages(rules.__path__, rules.__name__ + "."):
        importlib.import_module(found.name)
        print(found.name)
foreign = {{"django", "rest_framework", "celery", "redis", "psycopg2", "structlog"}} & set(sys.modules)
assert not foreign, foreign
"""


def test_rules_are_imported_without_any_framework() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PURE.format(apps=APPS)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for app in ("actors", "transitions", "sip", "liability", "deviations", "reporting"):
        assert f"{app}.rules." in done.stdout


_SHOWING = ("views", "api", "presenters", "templatetags", "menu", "context_processors", "exports", "panels")
_UNSCOPED = {"objects", "_default_manager", "_base_manager"}
_SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404"}


def test_what_is_shown_is_fetched_by_a_selector() -> None:
    found = []
    for path in python_files(*APPS):
        if not in_layer(path, *_SHOWING):
            continue
        for node in ast.walk(tree(path)):
            name = (
                node.attr
                if isinstance(node, ast.Attribute)
                else node.id
                if isinstance(node, ast.Name)
                else ""
            )
            if name in _UNSCOPED | _SHORTCUTS:
                found.append(f"{place(path, node)} {name}")
    assert found == []


def test_imports_stand_first_in_the_file() -> None:
    found = []
    for path in python_files():
        for function in functions(tree(path)):
            if path.name == "apps.py" and function.name == "ready":
                continue
            found += [
                place(path, node)
                for node in ast.walk(function)
                if isinstance(node, ast.Import | ast.ImportFrom)
            ]
    assert found == []


_CLOCKS = {"now", "utcnow", "today", "utcfromtimestamp"}
_CLOCK_OWNERS = {"datetime", "date", "timezone", "dt", "django.utils.timezone"}


def _reads_the_time(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        last = owner.rpartition(".")[2]
        return (node.attr in _CLOCKS and last in _CLOCK_OWNERS) or dotted(node) in {
            "time.time",
            "time.time_ns",
        }
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        return (
            node.module == "django.utils.timezone" and bool(names & {"now", "localtime", "localdate"})
        ) or ((node.module or "").startswith("django.db.models.functions") and "Now" in names)
    if isinstance(node, ast.keyword):
        return node.arg in {"auto_now", "auto_now_add"}
    return False


def test_one_clock() -> None:
    found = [
        place(path, node)
        for path in python_files()
        if path != ROOT / "core/clock.py"
        for node in ast.walk(tree(path))
        if _reads_the_time(node)
    ]
    assert found == []


def test_no_query_reads_the_time() -> None:
    words = ("now()", "current_timestamp", "current_date", "clock_timestamp")
    found = []
    for path in python_files(*APPS):
        if path == ROOT / "core/alarms.py":  # whose question is what the database's clock shows
            continue
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            sql = node.value.lower()
            if any(word in sql for word in words) and any(
                verb in sql for verb in ("select ", "update ", "where ")
            ):
                found.append(place(path, node))
    assert found == []


def test_every_package_is_in_the_import_contracts() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    contracts = {contract["id"]: contract for contract in linter["contracts"]}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert packages == set(PACKAGES) == set(linter["root_packages"]) == set(contracts["apps"]["layers"])
    assert set(contracts["inside"]["containers"]) == set(APPS) - {"core"}
    assert contracts["rules"]["source_modules"] == ["*.rules"]
    for app in APPS:
        assert contracts[f"models-{app}"]["allowed_importers"] == [app]
