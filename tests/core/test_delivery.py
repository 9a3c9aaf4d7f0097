import smtplib
from datetime import timedelta

import pytest
from django.core import mail

from core import clock, delivery, versions
from core.delivery import Outcome
from core.models import Delivery, OutboxMessage
from tests.core.doubles import channel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(settings, tmp_path):
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"


def later(seconds: float) -> None:
    clock.set_offset(clock.offset() + timedelta(seconds=seconds))


def queued(kind: str = "inbox", address: str = "") -> Delivery:
    now = clock.now()
    message = OutboxMessage.objects.create(
        event="case.ready", created_at=now, next_attempt_at=now, done_at=now
    )
    return Delivery.objects.create(
        message=message,
        recipient_id=42,
        channel=kind,
        address=address,
        created_at=now,
        due_at=now,
        rung_at=now,
    )


def test_inbox_delivery_is_sent_once_and_the_units_list_is_marked_as_changed(
    django_capture_on_commit_callbacks,
):
    row, before = queued(), versions.current(42)
    with django_capture_on_commit_callbacks(execute=True):
        assert delivery.attempt(row.pk) == Outcome.SENT
    assert delivery.attempt(row.pk) == Outcome.NOT_NOW
    row.refresh_from_db()
    assert (row.status, row.attempts) == ("sent", 1)
    assert versions.current(42) != before


def test_mail_is_a_fixed_text_without_personal_data(settings):
    settings.PUBLIC_URL = "https://hemvag.prov.example"
    row = queued("email", "natt@prov.example")
    assert delivery.attempt(row.pk) == Outcome.SENT
    [sent] = mail.outbox
    assert sent.to == ["natt@prov.example"]
    assert sent.subject == "Nytt meddelande i Hemväg"
    assert sent.body == (
        "Det finns något nytt till er enhet i Hemväg.\n\n"
        "Logga in för att läsa: https://hemvag.prov.example/\n"
        f"Referensnummer: {str(row.reference)[:8].upper()}\n\n"
        "Meddelandet innehåller inga personuppgifter och kan inte besvaras.\n"
    )


def test_a_mail_sent_again_after_a_crash_is_the_same_mail():
    """The worker died after the server's yes and before our note: the copy carries the same Message-ID."""
    row = queued("email", "natt@prov.example")
    delivery.attempt(row.pk)
    Delivery.objects.filter(pk=row.pk).update(status="queued", sent_at=None, claimed_until=None)
    delivery.attempt(row.pk)
    first, second = (sent.message()["Message-ID"] for sent in mail.outbox)
    assert first == second
    assert str(row.reference) in first


def test_one_that_another_has_in_hand_is_left_alone_until_the_lease_is_over():
    row = queued()
    Delivery.objects.filter(pk=row.pk).update(claimed_until=clock.now() + timedelta(seconds=60), attempts=1)
    assert delivery.attempt(row.pk) == Outcome.NOT_NOW
    later(61)
    assert delivery.attempt(row.pk) == Outcome.SENT


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (smtplib.SMTPServerDisconnected(), "SMTPServerDisconnected"),
        (smtplib.SMTPDataError(451, b"busy"), "smtp_451"),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"greylisted")}), "smtp_450"),
        (ConnectionRefusedError(), "ConnectionRefusedError"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_a_mail_server_that_is_away_or_busy_is_tried_again(error, code):
    row = queued("email", "natt@prov.example")
    with channel("email", error):
        assert delivery.attempt(row.pk) == Outcome.LATER
        assert delivery.attempt(row.pk) == Outcome.NOT_NOW, "not before its time"
    row.refresh_from_db()
    assert (row.status, row.attempts, row.last_error) == ("queued", 1, code)
    later(3)
    with channel("email") as taken:
        assert delivery.attempt(row.pk) == Outcome.SENT
    assert taken == [row.pk]


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no such user")}),
        smtplib.SMTPDataError(554, b"no"),
        smtplib.SMTPAuthenticationError(535, b"no"),
        ValueError("broken address"),
    ],
)
def test_a_refusal_for_good_is_held_for_a_person_at_once(error):
    row = queued("email", "natt@prov.example")
    with channel("email", error):
        assert delivery.attempt(row.pk) == Outcome.HELD
    row.refresh_from_db()
    assert (row.status, row.attempts, row.sent_at) == ("held", 1, None)
    assert row.held_at is not None
    assert delivery.attempt(row.pk) == Outcome.NOT_NOW


def test_after_the_limit_it_is_held(settings):
    settings.RELAY_ATTEMPT_LIMIT = 3
    row = queued("email", "natt@prov.example")
    outcomes = []
    with channel("email", TimeoutError()):
        for _ in range(4):
            outcomes.append(delivery.attempt(row.pk))
            later(400)
    assert outcomes == [Outcome.LATER, Outcome.LATER, Outcome.HELD, Outcome.NOT_NOW]


def test_one_that_kills_its_worker_is_held_after_the_limit(settings):
    settings.RELAY_ATTEMPT_LIMIT = 2
    row = queued("email", "natt@prov.example")
    Delivery.objects.filter(pk=row.pk).update(attempts=2, claimed_until=clock.now() - timedelta(seconds=1))
    with channel("email") as taken:
        assert delivery.attempt(row.pk) == Outcome.HELD
    assert taken == []


def test_opened_keeps_the_first_reader():
    row = queued()
    assert delivery.opened([row.message_id], recipient_id=42, user_id=7) == 1
    assert delivery.opened([row.message_id], recipient_id=42, user_id=8) == 0
    assert delivery.opened([row.message_id], recipient_id=43, user_id=8) == 0
    row.refresh_from_db()
    assert row.opened_by_id == 7
    assert row.status == "queued", "opened is a time of its own"
