from datetime import timedelta

import pytest

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


def test_keys_are_forgotten_after_their_time():
    post(Work(Answer(201, {})))
    assert idempotency.forget_before(clock.now() - timedelta(days=30)) == 0
    assert idempotency.forget_before(clock.now() + timedelta(seconds=1)) == 1
    assert not IdempotencyKey.objects.exists()
