"""What may be told of an error: where it happened and of what kind it is, never the words it came with.

A message quotes values (`DETAIL: Key (personal_number)=(…) already exists`), and so do the variables of a frame. Told
are the class, a code, what a database names of its own schema, and the lines of the program.
"""

import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

from core.safe_values import is_code

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

# Written by us for whoever starts the program, before there is any data.
_PLAIN_MESSAGES: Final = (ImproperlyConfigured,)
# Errors that carry a name of the program's: of an attribute, a variable, a module.
_NAMED: Final = (AttributeError, NameError, ImportError)
_SCHEMA: Final = ("constraint_name", "table_name", "column_name")
_MOST_CAUSES: Final = 8


def described(error: BaseException) -> str:
    """One line: `IntegrityError (SQLSTATE 23505, constraint_name patient_number_once, table_name …)`."""
    facts = _facts(error)
    kind = type(error).__name__
    if isinstance(error, _PLAIN_MESSAGES):
        return f"{kind}: {error}"
    return f"{kind} ({', '.join(facts)})" if facts else kind


def rendered(error: BaseException) -> str:
    """The error and what caused it, the cause first, each with the lines of the program that led there."""
    parts = []
    for one in reversed(list(_chain(error))):
        frames = traceback.StackSummary.extract(
            traceback.walk_tb(one.__traceback__), lookup_lines=True, capture_locals=False
        )
        parts.append("".join(frames.format()) + described(one))
    return "\n\n".join(parts)


def formatted(exc_info: ExcInfo | tuple[None, None, None]) -> str:
    """`rendered` for what `sys.exc_info()` gives; empty without an error."""
    return rendered(exc_info[1]) if exc_info[1] is not None else ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    seen: set[int] = set()
    while following is not None and id(following) not in seen and len(seen) < _MOST_CAUSES:
        yield following
        seen.add(id(following))
        hidden = following.__suppress_context__
        following = following.__cause__ or (None if hidden else following.__context__)


def _facts(error: BaseException) -> list[str]:
    facts = [f"code {error.args[0]}"] if _is_told_code(error) else []
    # Django wraps the driver's error, which knows the constraint.
    for source in (error, error.__cause__):
        state = getattr(source, "pgcode", None)
        if not (isinstance(state, str) and is_code(f"S{state}")):
            continue
        facts.append(f"SQLSTATE {state}")
        told: Any = getattr(source, "diag", None)
        for name in _SCHEMA:
            value = getattr(told, name, None)
            if isinstance(value, str) and is_code(value):
                facts.append(f"{name} {value}")
        break
    named = getattr(error, "name", None)
    if isinstance(error, _NAMED) and isinstance(named, str) and named.replace(".", "").isidentifier():
        facts.append(f"name {named}")
    return facts


def _is_told_code(error: BaseException) -> bool:
    """Our own errors carry a code; another's single word may be a name of a person's."""
    code = getattr(error, "code", None)
    return isinstance(code, str) and is_code(code) and error.args[:1] == (code,)
