"""Backups, with PostgreSQL's own programs: made, read, restored, refused (rows 91 to 93)."""

import io
import resource
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from config import backups, tasks
from config.embedded.layout import APP_ROLE
from config.embedded.session import Session
from core import alarms, audit, audit_chain, clock, delivery, lines, outbox, relay, sending
from core.handlers import Recipient
from core.models import Channel, Delivery, OutboxMessage, Watch
from tests import database
from tests.core.doubles import Somebody

pytestmark = pytest.mark.django_db(transaction=True)

KEY = "prov-" + "0123456789abcdef" * 2


@pytest.fixture(autouse=True)
def _place(settings, tmp_path: Path, embedded: Session) -> None:
    with closing(embedded.postgres.connect(connection.settings_dict["NAME"])) as administrator:
        # The tests' own copy of what the migrations wrote.
        administrator.cursor().execute(
            "GRANT USAGE ON SCHEMA baseline TO hemvag_backup; "
            "GRANT SELECT ON ALL TABLES IN SCHEMA baseline TO hemvag_backup"
        )
    settings.BACKUP_KEY, settings.BACKUP_DIR = KEY, str(tmp_path / "kopior")
    settings.BACKUP_DATABASE_URL = url("hemvag_backup")
    settings.AUDIT_HEADS_FILE = str(tmp_path / "heads.jsonl")
    settings.CLOCK_OFFSET_FILE = tmp_path / "offset"


def url(role: str, name: str = "") -> str:
    return settings.EMBEDDED.database_url(role, name or connection.settings_dict["NAME"])


def run(command: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A backup of a database with one message told by inbox and mail (not yet sent), and one nobody has handled."""
    now = clock.now()
    with transaction.atomic():
        outbox.emit("faults.first", case=1, payload={"unit": 1}, acting=Somebody())
        told = OutboxMessage.objects.get()
        told.done_at = now
        told.save()
        audit.record(Somebody(), "faults.told", told)
        lines.start(told, [Recipient(1), Recipient(1, Channel.EMAIL, "enhet@prov.example")], now)
        outbox.emit("faults.second", case=2, payload={"unit": 1}, acting=Somebody())
    sending.know_this_database()
    run("backup")
    found = backups.newest(tmp_path / "kopior")
    assert found
    return found


@pytest.fixture
def restored(embedded: Session, made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The backup in a database of its own, as a drill does it; this process's connections go there."""
    here, name = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_drill"
    audit_chain.note_ends(clock.now() - timedelta(days=1))
    with closing(embedded.postgres.connect()) as administrator, administrator.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 OWNER hemvag_owner')
        try:
            monkeypatch.setenv("ADMIN_DATABASE_URL", url("postgres", name))
            assert "inlästa" in run("restore_backup", made)
            database.point_connections_at(name)
            yield name
        finally:
            database.point_connections_at(here)
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_restored_database_sends_nothing_old_and_tells_what_it_lacks(restored: str, tmp_path: Path) -> None:
    """Row 91: paused by itself, chain verified, gap listed; what may have been sent before waits for a person."""
    assert relay.drain() == 0
    assert delivery.ring_unanswered() == 0
    mails = Delivery.objects.filter(channel=Channel.EMAIL)
    assert delivery.attempt(mails.get().pk) is delivery.Outcome.NOT_NOW
    assert OutboxMessage.objects.open().count() == 1
    assert any("återläst" in text for text in alarms.sounding(clock.now()))
    assert audit_chain.verify() == []
    told = run("after_restore")
    assert "Radskyddet är på plats" in told
    assert "1 meddelanden är inte utdelade och 1 leveranser" in told
    assert "Utdelningen är stoppad" in told
    assert relay.drain() == 0, "telling starts nothing"

    assert "1 leveranser ut ur systemet" in run("after_restore", "--resume")
    assert not OutboxMessage.objects.open().exists()
    row = mails.get()
    assert (row.status, row.last_error) == ("held", "restored")
    assert sending.may_send()
    inbox = Delivery.objects.get(channel=Channel.INBOX)
    assert inbox.status == "sent", "an inbox has what it had"
    relay.look_after()
    assert mail.outbox == [], "nothing left the system by itself"


def test_the_gap_is_told_and_what_was_restored_is_as_protected_as_what_was_dumped(
    restored: str, tmp_path: Path
) -> None:
    """Row 91, FAIL-8: a head that lay elsewhere is later than the copy; policies and triggers are there."""
    assert "LUCKA" not in run("after_restore")
    head = audit_chain.read_heads(Path(settings.AUDIT_HEADS_FILE))[-1]
    elsewhere = tmp_path / "elsewhere.jsonl"
    at = head.at + timedelta(minutes=20)
    line = head.line().replace(f'"position": {head.position}', f'"position": {head.position + 7}')
    elsewhere.write_text(line.replace(head.at.isoformat(), at.isoformat()) + "\n", encoding="utf-8")
    told = run("after_restore", "--heads", elsewhere)
    assert "LUCKA" in told
    assert "Saknas i loggen" in told
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM pg_policies WHERE schemaname = 'public'")
        user, policies = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'hemvag%' AND tgenabled = 'A'")
        [always] = cursor.fetchone()
    assert user == APP_ROLE
    assert policies > 20
    assert always > 20


def test_a_corrupt_byte_is_found_the_same_night(made: Path, settings) -> None:
    """Row 92: wherever it is; also a key that is gone, a file that is cut or old, and none at all."""
    assert tasks.check_backup()
    assert not any("äkerhetskopia" in text for text in alarms.sounding(clock.now()))
    whole = made.read_bytes()
    for place in (0, 20, len(whole) // 2, len(whole) - 1):
        changed = bytearray(whole)
        changed[place] ^= 1
        made.write_bytes(bytes(changed))
        assert not tasks.check_backup(), place
        assert any("Säkerhetskopian" in text for text in alarms.sounding(clock.now()))
    with pytest.raises(CommandError):
        run("verify_backup")
    made.write_bytes(whole[:-5])
    assert not tasks.check_backup()
    made.write_bytes(whole)
    settings.BACKUP_KEY = ""
    assert not tasks.check_backup()
    assert Watch.objects.get(name="backup").code == "no_key"
    settings.BACKUP_KEY = "another-" + KEY
    assert not tasks.check_backup()
    settings.BACKUP_KEY = KEY
    assert tasks.check_backup()
    assert "är hel" in run("verify_backup")
    clock.set_offset(timedelta(hours=27))
    assert any("har inte provlästs" in text for text in alarms.sounding(clock.now()))
    assert not tasks.check_backup(), "the night's backup is not there"
    made.unlink()
    assert not tasks.check_backup()
    assert Watch.objects.get(name="backup").code == "missing"


@pytest.mark.parametrize("role", [APP_ROLE, "hemvag_read"])
def test_a_role_that_the_policies_bind_makes_no_backup(settings, tmp_path: Path, role: str) -> None:
    """Row 93: it fails with one sentence and an exit code, and leaves no file that somebody could trust."""
    settings.BACKUP_DATABASE_URL = url(role)
    with pytest.raises(CommandError, match="hemvag_backup"):
        run("backup")
    assert list((tmp_path / "kopior").iterdir()) == []


def test_a_full_disk_makes_no_backup(tmp_path: Path) -> None:
    """Nothing that looks like one is left."""
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, kept[1]))
    try:
        with pytest.raises(CommandError, match="kunde inte skrivas"):
            run("backup")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)
    assert list((tmp_path / "kopior").iterdir()) == []
