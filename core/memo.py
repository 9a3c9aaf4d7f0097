"""What one page asks for more than once is fetched once: kept while a page is drawn, and by nobody else."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

R = TypeVar("R")

_page: ContextVar[dict[Hashable, object] | None] = ContextVar("page", default=None)


@contextmanager
def page() -> Iterator[None]:
    """A request that only looks. What changes something asks anew each time."""
    token = _page.set({})
    try:
        yield
    finally:
        _page.reset(token)


@contextmanager
def shared() -> Iterator[None]:
    """The page that is being drawn; a page of its own for what is drawn as the answer to a change."""
    if _page.get() is not None:
        yield
        return
    with page():
        yield


def keep(key: Hashable, value: object) -> None:
    """What a page has got in another way, so that nobody asks for it: what `once` gives for the key."""
    kept = _page.get()
    if kept is not None:
        kept[key] = value


def once(key: Hashable, compute: Callable[[], R]) -> R:
    """What `compute` returns, computed at most once for the page; every time outside one."""
    kept = _page.get()
    if kept is None:
        return compute()
    if key not in kept:
        kept[key] = compute()
    return cast("R", kept[key])
