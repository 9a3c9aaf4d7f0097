"""A repeated request is carried out once and answered as the first time."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.crypto import salted_hmac

from core import clock, conf
from core.models import IdempotencyKey

# Answers that the same body will always get. A 409, a 5xx, or a matter of log-in may be different next time.
_LASTING: Final = frozenset({*range(200, 300), 400, 422})
_JUST_DONE: Final = "just done"


class KeyReused(Exception):
    """The key came before with another body: an error in the calling system, answered 422."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered: the status and the JSON body. `repeated` when it was answered before, `at` when."""

    status: int
    body: Any
    repeated: bool = False
    at: datetime | None = field(default=None, compare=False)


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
        row = _locked(scope, key, body_hash)
        if row.body_hash != body_hash:
            raise KeyReused("the key was used with another body")
        if row.status is not None:
            return Answer(row.status, row.response, repeated=True, at=row.created_at)
        answer = run()
        if answer.status in _LASTING:
            row.status = answer.status
            row.response = answer.body
            row.created_at = answer.at or row.created_at
            row.save(update_fields=["status", "response", "created_at"])
        else:
            row.delete()
        return answer


def unless_just_done(
    *, about: str, content: str, state: Callable[[], object], run: Callable[[], Answer]
) -> Answer:
    """Run, unless the last thing that was run about the same was this, with this content, and nothing came after it.

    For what a person sends: after Back in the browser the page comes anew, with a key of its own, and the same
    content under it is a repetition. `about` is what the act changes (a person's chain); `content` who acts, where,
    and all that is filled in. `state` is asked before and after: what it answers (a number, a text) has changed when
    something else was done meanwhile, and then the same content is a new act. So it is after RESEND_MINUTES.

    Only sums under the installation's key are kept, never what was written. Inside a transaction (`once`), whose
    memory of its own key the answer becomes. Callers about the same wait for each other.
    """
    mark = _keyed(content)
    row = _locked(_JUST_DONE, _keyed(about), mark)
    if row.status is not None and row.response is not None and row.body_hash == mark:
        young = clock.now() - row.created_at < timedelta(minutes=conf.value("RESEND_MINUTES"))
        if young and row.response["state"] == state():
            return Answer(row.status, row.response["body"], repeated=True, at=row.created_at)
    answer = run()
    row.body_hash, row.status, row.created_at = mark, answer.status, clock.now()
    row.response = {"state": state(), "body": answer.body}
    row.save(update_fields=["body_hash", "status", "response", "created_at"])
    return answer


def _locked(scope: str, key: str, body_hash: str) -> IdempotencyKey:
    fresh = IdempotencyKey(scope=scope, key=key, body_hash=body_hash, created_at=clock.now())
    # A row of the same key in a transaction that is still open makes this wait for its end.
    IdempotencyKey.objects.bulk_create([fresh], ignore_conflicts=True)
    return IdempotencyKey.objects.select_for_update().get(scope=scope, key=key)


def _keyed(text: str) -> str:
    return salted_hmac("hemvag.idempotency", text, algorithm="sha256").hexdigest()


def forget_before(moment: datetime) -> int:
    """Forget keys made before the moment; returns how many."""
    return IdempotencyKey.objects.filter(created_at__lt=moment).delete()[0]
