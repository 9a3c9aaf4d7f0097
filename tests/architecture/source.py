"""The source as the architecture tests read it: files by layer, and their syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

APPS = ("core", "actors", "transitions", "sip", "liability", "deviations", "reporting", "integrations")
PACKAGES = ("config", *APPS)


def python_files(*packages: str) -> list[Path]:
    """Every Python file of the packages (all of ours without any), migrations left out."""
    found = (path for name in packages or PACKAGES for path in (ROOT / name).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def in_layer(path: Path, *layers: str) -> bool:
    """Whether a file is, or lies in, `<app>/<layer>` – a module, a package, or a module of several words."""
    parts = path.relative_to(ROOT).parts
    if len(parts) < 2:
        return False
    first = parts[1].removesuffix(".py")
    return any(first == layer or first.startswith(f"{layer}_") for layer in layers)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something stands, as an editor takes it: `app/file.py:12`."""
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(ROOT)}{line}"


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a chain of attributes; empty when it begins with something else than a name."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(names)])
