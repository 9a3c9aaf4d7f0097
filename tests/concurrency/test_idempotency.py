"""Twenty equal requests at once have one effect and one answer."""

import time
from uuid import uuid4

import pytest

from core import clock, idempotency
from core.idempotency import Answer
from core.models import IdempotencyKey, OutboxMessage
from tests.concurrency.together import together

pytestmark = pytest.mark.django_db(transaction=True)

POSTS = 20


def effect() -> Answer:
    now = clock.now()
    row = OutboxMessage.objects.create(event="case.made", created_at=now, next_attempt_at=now)
    time.sleep(0.05)
    return Answer(201, {"id": row.pk})


def test_twenty_parallel_posts_with_one_key_have_one_effect():
    answers = together(POSTS, lambda: idempotency.once(scope="system-1", key="k", body_hash="h", run=effect))
    row = OutboxMessage.objects.get()
    assert {(answer.status, answer.body["id"]) for answer in answers} == {(201, row.pk)}
    assert sum(not answer.repeated for answer in answers) == 1


def test_the_same_form_from_parallel_windows_has_one_effect():
    """Each window has a key of its own; the content and the state are the same."""

    def send() -> Answer:
        return idempotency.once(
            scope="web",
            key=str(uuid4()),
            body_hash="h",
            run=lambda: idempotency.unless_just_done(
                about="person 1", content="question", state=OutboxMessage.objects.count, run=effect
            ),
        )

    answers = together(POSTS, send)
    assert OutboxMessage.objects.count() == 1
    assert sum(not answer.repeated for answer in answers) == 1


def test_control_without_the_key_the_race_happens():
    """The same threads with look-then-write instead of the key: the test above can fail."""

    def look_then_write() -> None:
        if not IdempotencyKey.objects.filter(scope="system-1", key="k").exists():
            effect()

    together(POSTS, look_then_write)
    assert OutboxMessage.objects.count() > 1


def test_others_carry_it_out_when_the_first_one_fails():
    tries: list[int] = []

    def fails_first() -> Answer:
        tries.append(1)
        if len(tries) == 1:
            time.sleep(0.05)
            raise ZeroDivisionError
        return effect()

    def post() -> int:
        try:
            return idempotency.once(scope="system-1", key="k", body_hash="h", run=fails_first).status
        except ZeroDivisionError:
            return 500

    assert sorted(together(4, post)) == [201, 201, 201, 500]
    assert OutboxMessage.objects.count() == 1
