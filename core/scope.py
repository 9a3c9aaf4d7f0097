"""For whom the database is read and written: settings of the transaction that the row-level policies ask.

A scope is set for a request, a task or a command and follows every transaction that it opens (`core.database`).
Settings are local to the transaction: nothing is left on the connection for the next request. Without a scope the
tables with patient data refuse every statement (`ScopeMissing`), which is louder than answering with no rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import connection, transaction
from psycopg2 import extensions

from core import request_id
from core.acting import Actor

P = ParamSpec("P")
R = TypeVar("R")

SQLSTATE: Final = "SC001"
"""What the database says to a statement without a scope."""


class ScopeMissing(Exception):
    """Patient data was asked for by somebody who did not say for whom: a fault in the program."""


class Kind(StrEnum):
    """How far a scope reaches."""

    NOBODY = "nobody"
    """A request of nobody, or of a person without an assignment: no row of a patient."""
    UNIT = "unit"
    """A person, or another system, in a unit: what the unit may see."""
    SYSTEM = "system"
    """Hemväg's own work: every row."""


@dataclass(frozen=True)
class Scope:
    """Who acts, as the database is told. `chains` are the episodes that a service has locked and works on."""

    kind: Kind
    actor_name: str = ""
    user_id: int | None = None
    assignment_id: int | None = None
    unit_id: int | None = None
    organisation_id: int | None = None
    role: str = ""
    source: str = ""
    request_id: str = ""
    chains: frozenset[int] = frozenset()

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """The names and values of the database's settings."""
        return {
            "hemvag.kind": self.kind,
            "hemvag.actor_name": self.actor_name,
            "hemvag.user_id": _text(self.user_id),
            "hemvag.assignment_id": _text(self.assignment_id),
            "hemvag.unit_id": _text(self.unit_id),
            "hemvag.organisation_id": _text(self.organisation_id),
            "hemvag.role": self.role,
            "hemvag.source": self.source,
            "hemvag.request_id": self.request_id,
            "hemvag.chains": "{" + ",".join(str(pk) for pk in sorted(self.chains)) + "}",
        }


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current() -> Scope | None:
    """The scope in force, or None."""
    return _current.get()


def of(acting: Actor) -> Scope:
    """The scope of somebody in a unit. Whoever loads history works on every chain of the file."""
    return Scope(
        kind=Kind.SYSTEM if acting.source in ("import", "system") else Kind.UNIT,
        actor_name=acting.user_name,
        user_id=acting.user_id,
        assignment_id=acting.assignment_id,
        unit_id=acting.unit_id,
        organisation_id=acting.organisation_id,
        role=str(getattr(acting, "role", "")),
        source=acting.source,
        request_id=request_id.current(),
    )


@contextmanager
def entered(scope: Scope) -> Iterator[Scope]:
    """Let the scope be in force, in the transaction under way and in those that begin inside."""
    before = _current.get()
    token = _current.set(scope)
    try:
        _tell_transaction(before)
        yield scope
    finally:
        inside = _current.get()
        _current.reset(token)
        _tell_transaction(inside)


def nobody() -> Any:
    """A request of nobody in particular: what it writes is in no unit's name, and no patient is seen."""
    return entered(Scope(Kind.NOBODY, actor_name="Ingen", source="web", request_id=request_id.current()))


def acting_as(acting: Actor) -> Any:
    """The scope of this person or system, as a context manager."""
    return entered(of(acting))


def switch(acting: Actor) -> None:
    """Go on as somebody else in the scope under way: a system that has shown its key in the middle of a request."""
    before = _current.get()
    if before is None:
        raise ScopeMissing("a request has a scope before anybody is let in")
    _current.set(of(acting))
    _tell_transaction(before)


def system(name: str) -> Any:
    """Hemväg's own work, under a name that audit and log can show: a task, a command, a nightly job."""
    return entered(Scope(Kind.SYSTEM, actor_name=name, source="system", request_id=request_id.current()))


@contextmanager
def widened() -> Iterator[None]:
    """Every row, still in the name of whoever acts: what a rule must know beyond what its user may see.

    Whoever calls is on the list in tests/architecture/test_scope.py, with the reason.
    """
    before = _current.get()
    if before is None:
        raise ScopeMissing("nothing to widen")
    with entered(replace(before, kind=Kind.SYSTEM)):
        yield


def wide(service: Callable[P, R]) -> Callable[P, R]:
    """Decorates a function that works `widened`."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with widened():
            return service(*args, **kwargs)

    return run


@contextmanager
def on_chains(episode_ids: Iterable[int]) -> Iterator[None]:
    """These episodes whole: the rules read all of a chain, whoever may see what of it.

    The caller has fetched the episodes inside the unit's own reach.
    """
    before = _current.get()
    if before is None:
        raise ScopeMissing("nothing to widen")
    chains = before.chains | frozenset(episode_ids)
    if before.kind is Kind.SYSTEM or chains == before.chains:
        yield
        return
    with entered(replace(before, chains=chains)):
        yield


def open_chains(episode_ids: Iterable[int]) -> None:
    """Work on these locked episodes until the service that locked them ends (`restored`)."""
    before = _current.get()
    if before is None:
        raise ScopeMissing("nothing to widen")
    chains = before.chains | frozenset(episode_ids)
    if before.kind is Kind.SYSTEM or chains == before.chains:
        return
    _current.set(replace(before, chains=chains))
    _tell_transaction(before)


@contextmanager
def restored() -> Iterator[None]:
    """What is opened inside is closed at the end."""
    before = _current.get()
    if before is None:
        yield
        return
    with entered(before):
        yield


def as_system(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorates what works as the system: the `handle` of a command, the function of a task."""

    def named(work: Callable[P, R]) -> Callable[P, R]:
        @wraps(work)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with system(name):
                return work(*args, **kwargs)

        return run

    return named


def atomic(service: Callable[P, R]) -> Callable[P, R]:
    """Decorates a write: one transaction, and the chains that it opens by locking them are closed at its end."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), restored():
            return service(*args, **kwargs)

    return run


def statement(before: Scope | None = None) -> str:
    """The SQL that tells the transaction what differs from `before`; empty when nothing does."""
    scope = _current.get()
    known = before.settings if before is not None else {}
    wanted: dict[str, str] = dict(scope.settings if scope is not None else dict.fromkeys(known, ""))
    calls = [
        f"set_config('{name}', {_literal(value)}, true)"
        for name, value in wanted.items()
        if known.get(name) != value
    ]
    return f"SELECT {', '.join(calls)}" if calls else ""


def _literal(value: str) -> str:
    adapted = extensions.QuotedString(value.replace("\0", ""))
    adapted.encoding = "utf-8"
    return bytes(adapted.getquoted()).decode()


def _tell_transaction(before: Scope | None) -> None:
    """In a transaction: tell it at once. Outside: the next one is told as it begins."""
    raw = connection.connection
    if raw is None or not connection.in_atomic_block or raw.closed:
        return
    if raw.info.transaction_status == extensions.TRANSACTION_STATUS_INERROR:
        return  # the rollback that follows gives the former settings back
    sql = statement(before)
    if sql:
        with raw.cursor() as cursor:
            cursor.execute(sql)
