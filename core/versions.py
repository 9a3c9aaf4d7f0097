"""Has the list of a unit changed since the page was drawn? A mark per unit in the cache, made anew at each
change.

The mark is random rather than a count, so that a wiped cache cannot come back to a number that a page has
seen. A page compares for equality only; an empty mark means "not known" and is never news.
"""

import uuid
from collections.abc import Iterable

import structlog
from django.core.cache import cache
from django.db import transaction

log = structlog.get_logger(__name__)

ANYWHERE = 0
"""In place of a unit: whether the list of any unit has changed, for pages that count over many."""

# A page older than this is drawn anew anyway: sessions end after at most twelve hours.
_KEEP_SECONDS = 24 * 3600


def bump(unit_ids: Iterable[int]) -> None:
    """Mark the lists of these units as changed once the transaction has been committed. Never raises."""
    units = set(unit_ids)
    if units:
        keys = [_key(unit_id) for unit_id in sorted({*units, ANYWHERE})]
        transaction.on_commit(lambda: _store(keys))


def current(unit_id: int) -> str:
    """The unit's mark; empty when nothing has changed for a day, or the cache does not answer."""
    try:
        return str(cache.get(_key(unit_id)) or "")
    except Exception as error:  # noqa: BLE001 - news can wait, the page cannot
        log.warning("versions_unreadable", error=type(error).__name__)
        return ""


def _store(keys: list[str]) -> None:
    mark = str(uuid.uuid4())
    try:
        cache.set_many(dict.fromkeys(keys, mark), timeout=_KEEP_SECONDS)
    except Exception as error:  # noqa: BLE001 - as above
        log.warning("versions_unwritable", error=type(error).__name__)


def _key(unit_id: int) -> str:
    return f"list-version:{unit_id}"
