from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from core import clock, idempotency
from core.conflicts import Conflict
from core.idempotency import Answer, KeyReused, hash_body
from core.models import IdempotencyKey, OutboxMessage

pytestmark = pytest.mark.django_db

BODY = hash_body(b'{"a": 1}')


class Work:
    """Counts its runs and leaves a row behind for each."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers = list(answers)
        self.runs = 0

    def __call__(self) -> Answer:
        self.runs += 1
        now = clock.now()
        OutboxMessage.objects.create(event="case.made", created_at=now, next_attempt_at=now)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def post(work, key="k1", body=BODY, scope="system-1:notice"):
    return idempotency.once(scope=scope, key=key, body_hash=body, run=work)


def test_the_same_request_is_carried_out_once_and_answered_alike():
    work = Work(Answer(201, {"id": 4}))
    assert post(work) == Answer(201, {"id": 4})
    assert post(work) == Answer(201, {"id": 4}, repeated=True)
    assert work.runs == 1


def test_the_same_key_with_another_body_is_refused():
    work = Work(Answer(201, {"id": 4}))
    post(work)
    with pytest.raises(KeyReused):
        post(work, body=hash_body(b'{"a": 2}'))
    assert work.runs == 1


def test_the_same_key_of_another_system_is_another_request():
    work = Work(Answer(201, {"id": 4}), Answer(201, {"id": 5}))
    assert post(work).body == {"id": 4}
    assert post(work, scope="system-2:notice").body == {"id": 5}


@pytest.mark.parametrize("status", [401, 403, 404, 409, 429, 500, 503])
def test_an_answer_that_may_differ_next_time_is_not_kept(status):
    work = Work(Answer(status, {}), Answer(201, {"id": 4}))
    assert post(work).status == status
    assert post(work) == Answer(201, {"id": 4})


@pytest.mark.parametrize("status", [200, 201, 204, 400, 422])
def test_an_answer_that_the_same_body_always_gets_is_kept(status):
    work = Work(Answer(status, {"x": status}))
    post(work)
    assert post(work) == Answer(status, {"x": status}, repeated=True)


class Verdict:
    code = "already_discharged"
    params = ()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [Conflict(Verdict()), ZeroDivisionError()])
def test_an_exception_undoes_the_effect_and_the_memory(error):
    work = Work(error, Answer(201, {"id": 4}))
    with pytest.raises(type(error)):
        post(work)
    assert not OutboxMessage.objects.exists()
    assert post(work) == Answer(201, {"id": 4})
    assert OutboxMessage.objects.count() == 1


class Chain:
    """What is acted on: each act raises its version."""

    version = 0

    def send(self, content="question", about="person 1"):
        """A form as it comes after Back: with a key of its own."""

        def run():
            self.version += 1
            return Answer(200, {"n": self.version})

        def guarded():
            return idempotency.unless_just_done(
                about=about, content=content, state=lambda: self.version, run=run
            )

        return idempotency.once(scope="web", key=str(uuid4()), body_hash=BODY, run=guarded)


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_same_content_under_a_new_key_is_answered_as_the_first_one():
    chain = Chain()
    with clock.moved_to(NOON):
        first = chain.send()
    with clock.moved_to(NOON + timedelta(minutes=29)):
        again = chain.send()
    assert (again.body, again.repeated, chain.version) == (first.body, True, 1)
    assert timedelta(0) <= again.at - NOON < timedelta(minutes=1), "when the first was sent"


@pytest.mark.parametrize("since", ["another content", "somebody else's act", "time"])
def test_the_same_content_is_meant_when_something_came_between(since):
    chain = Chain()
    with clock.moved_to(NOON):
        chain.send()
    if since == "another content":
        with clock.moved_to(NOON):
            chain.send("answer")
        chain.version = 1  # and nothing of it is seen in the state
    elif since == "somebody else's act":
        chain.version += 1
    with clock.moved_to(NOON + timedelta(minutes=31 if since == "time" else 1)):
        assert not chain.send().repeated


def test_what_was_sent_about_another_is_no_repetition():
    chain = Chain()
    chain.send(about="person 1")
    chain.version = 0
    assert not chain.send(about="person 2").repeated


def test_what_failed_was_not_done():
    chain = Chain()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        idempotency.unless_just_done(
            about="person 1", content="question", state=lambda: 0, run=lambda: Answer(200, {"n": 1 / 0})
        )
    assert not chain.send().repeated


def test_nothing_that_was_written_is_kept_and_no_sum_that_can_be_guessed():
    Chain().send("Elsa Testsson vill hem", about="person 4711")
    kept = str(list(IdempotencyKey.objects.values()))
    for sum_of in ("Elsa Testsson vill hem", "person 4711"):
        assert sum_of not in kept
        assert hash_body(sum_of.encode()) not in kept


def test_keys_are_forgotten_after_their_time():
    post(Work(Answer(201, {})))
    assert idempotency.forget_before(clock.now() - timedelta(days=30)) == 0
    assert idempotency.forget_before(clock.now() + timedelta(seconds=1)) == 1
    assert not IdempotencyKey.objects.exists()
