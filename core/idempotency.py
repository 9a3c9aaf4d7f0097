"""A repeated request is carried out once and answered as the first time."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from core import clock
from core.models import IdempotencyKey

# Answers that the same body will always get. A 409, a 5xx, or a matter of log-in may be different next time.
_LASTING: Final = frozenset({*range(200, 300), 400, 422})


class KeyReused(Exception):
    """The key came before with another body: an error in the calling system, answered 422."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered: the status and the JSON body. `repeated` when it was answered before."""

    status: int
    body: Any
    repeated: bool = False


def hash_body(body: bytes) -> str:
    """The check sum by which two bodies are compared."""
    return hashlib.sha256(body).hexdigest()


def once(*, scope: str, key: str, body_hash: str, run: Callable[[], Answer]) -> Answer:
    """Run the request once for its key within the scope (the calling system and the operation).

    The effect and the memory of it are one transaction: after a crash there are both or neither. Of several
    callers at the same time one runs, the others wait and get its answer. An exception undoes both and passes
    through. Raises KeyReused.
    """
    with transaction.atomic():
        fresh = IdempotencyKey(scope=scope, key=key, body_hash=body_hash, created_at=clock.now())
        # A row of the same key in a transaction that is still open makes this wait for its end.
        IdempotencyKey.objects.bulk_create([fresh], ignore_conflicts=True)
        row = IdempotencyKey.objects.select_for_update().get(scope=scope, key=key)
        if row.body_hash != body_hash:
            raise KeyReused("the key was used with another body")
        if row.status is not None:
            return Answer(row.status, row.response, repeated=True)
        answer = run()
        if answer.status in _LASTING:
            row.status = answer.status
            row.response = answer.body
            row.save(update_fields=["status", "response"])
        else:
            row.delete()
        return answer


def forget_before(moment: datetime) -> int:
    """Forget keys made before the moment; returns how many."""
    return IdempotencyKey.objects.filter(created_at__lt=moment).delete()[0]
