"""The chain: one link a transaction, no fork, and every way of tampering found at its place (AUD-3, AUD-4)."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from config.embedded.session import Session
from core import access_log, audit, audit_chain, clock, scope
from core.models import AccessLogRow, AuditHead, AuditLink, AuditRow, IdempotencyKey
from tests.concurrency.together import together
from tests.core.doubles import Somebody

pytestmark = pytest.mark.django_db(transaction=True)

REST = ("core_accesslogrow", "core_auditrow", "core_auditlink", "core_audithead")


@pytest.fixture(autouse=True)
def heads_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "AUDIT_HEADS_FILE", str(tmp_path / "heads.jsonl"))
    return tmp_path / "heads.jsonl"


@pytest.fixture
def superuser(embedded: Session) -> Iterator[Callable[[str], None]]:
    """Runs statements with every right and without our triggers: what the verification is for."""
    with closing(embedded.postgres.connect(connection.settings_dict["NAME"])) as raw, raw.cursor() as cursor:

        def run(statement: str) -> None:
            off = "; ".join(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in REST)
            on = "; ".join(
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
                for table in REST
                for name in ("hemvag_once", "hemvag_never_emptied")
            )
            chained = "; ".join(
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
                for table in REST[:2]
                for name in ("hemvag_chain", "hemvag_close")
            )
            link = "ALTER TABLE core_auditlink ENABLE ALWAYS TRIGGER hemvag_link"
            cursor.execute(f"BEGIN; {off}; {statement}; {on}; {chained}; {link}; COMMIT")

        yield run


def look(patient: int = 8) -> None:
    with scope.acting_as(Somebody()), transaction.atomic():
        access_log.record_look(Somebody(), patient_ids=[patient], action="case.open", ground="addressed")


def act(name: str) -> None:
    key = IdempotencyKey(pk=7)
    with scope.acting_as(Somebody(user_name=name)), transaction.atomic():
        audit.record(Somebody(user_name=name), "case.changed", key)
        access_log.record_look(Somebody(), patient_ids=[8, 9], action="case.open", ground="addressed")


def found() -> list[tuple[int, int, str]]:
    with scope.system("tests"):
        return [(fault.chain, fault.position, fault.reason) for fault in audit_chain.verify(kept())]


def kept() -> list[audit_chain.Head]:
    path = Path(settings.AUDIT_HEADS_FILE)
    return audit_chain.read_heads(path) if path.exists() else []


def close() -> None:
    """Close today, from tomorrow."""
    with clock.moved_to(clock.now() + timedelta(days=1)):
        audit_chain.close_days()


def test_one_link_for_each_transaction() -> None:
    with scope.acting_as(Somebody()), transaction.atomic():
        look(8)
        look(9)
    access_log.record_look(Somebody(), patient_ids=[10], action="case.open", ground="addressed")
    links = list(AuditLink.objects.order_by("id"))
    assert [(link.chain, link.position, link.row_count) for link in links] == [(1, 1, 2), (0, 1, 1)]
    assert list(AccessLogRow.objects.order_by("pk").values_list("ordinal", flat=True)) == [1, 2, 1]
    assert found() == []


def test_what_was_rolled_back_leaves_no_trace_in_the_chain() -> None:
    with scope.acting_as(Somebody()), transaction.atomic():
        look(1)
        point = transaction.savepoint()
        look(2)
        transaction.savepoint_rollback(point)
        look(3)
    with scope.acting_as(Somebody()), transaction.atomic():
        look(4)
        transaction.set_rollback(True)
    look(5)
    assert [(link.position, link.row_count) for link in AuditLink.objects.all()] == [(1, 2), (2, 1)]
    assert list(AccessLogRow.objects.values_list("patient_id", flat=True)) == [1, 3, 5]
    assert found() == []


def test_rows_written_after_the_constraints_were_made_immediate_have_a_link_of_their_own() -> None:
    with scope.acting_as(Somebody()), transaction.atomic():
        look(1)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        look(2)
    assert [(link.position, link.row_count) for link in AuditLink.objects.all()] == [(1, 1), (2, 1)]
    assert found() == []


@pytest.mark.parametrize(
    "name", ["a\r\nb", "\x1b[31mröd", "x" * 150, "\u202eabc", '{"a": ",()"}', "'; --", '"\\']
)
def test_text_of_every_kind_is_stored_as_it_is_and_holds(name: str) -> None:
    act(name)
    assert AuditRow.objects.get().actor_name == name
    assert found() == []


def test_text_moved_from_one_column_to_the_next_is_found(superuser: Callable[[str], None]) -> None:
    act("Eva")
    superuser("UPDATE core_auditrow SET actor_name = 'Ev', unit_name = 'a' || unit_name")
    assert found() == [(1, 1, "rows")]


RENEW = """
    UPDATE core_auditlink l SET content = f.content FROM (
        SELECT batch, public.hemvag_digest(c ORDER BY ordinal) AS content FROM ({rows}) r GROUP BY batch) f
     WHERE f.batch = l.batch;
    DO $$ DECLARE l record; before bytea := ''; BEGIN
        FOR l IN SELECT * FROM core_auditlink ORDER BY chain, position LOOP
            UPDATE core_auditlink SET previous = before WHERE id = l.id;
            UPDATE core_auditlink SET hash = public.hemvag_link_hash(core_auditlink) WHERE id = l.id
                RETURNING hash INTO before;
        END LOOP; END $$
""".replace(
    "{rows}",
    " UNION ALL ".join(
        f"SELECT batch, ordinal, {audit_chain.row_text(table, 't')} AS c FROM {table} t"
        for table in ("core_accesslogrow", "core_auditrow")
    ),
)
"""What somebody with every right does, who knows how the chain is made: all anew, so that it agrees with itself."""

COPY = """
    INSERT INTO core_accesslogrow
        (at, user_name, unit_name, patient_id, action, ground, request_id, role, batch, ordinal)
    SELECT at, user_name, unit_name, 99, action, ground, '', '', {batch}, 2 FROM core_accesslogrow WHERE patient_id = 2
"""
SWAP_ROWS = """
    UPDATE core_accesslogrow SET patient_id = CASE patient_id WHEN 5 THEN 6 ELSE 5 END WHERE patient_id IN (5, 6)
"""
SWAP_LINKS = """
    UPDATE core_auditlink SET position = CASE position WHEN 5 THEN -6 ELSE -5 END WHERE position IN (5, 6);
    UPDATE core_auditlink SET position = -position WHERE position < 0
"""
GAP = "DELETE FROM core_auditlink WHERE position = 4; DELETE FROM core_accesslogrow WHERE patient_id = 4"
TAIL = "DELETE FROM core_accesslogrow WHERE patient_id > 7; DELETE FROM core_auditlink WHERE position > 7"


@pytest.mark.parametrize(
    ("tampering", "expected"),
    [
        ("UPDATE core_accesslogrow SET user_name = 'Eva Prob' WHERE patient_id = 3", (1, 3, "rows")),
        ("DELETE FROM core_accesslogrow WHERE patient_id = 4", (1, 4, "rows")),
        (COPY.format(batch="batch"), (1, 2, "rows")),
        (SWAP_ROWS, (1, 5, "rows")),
        (SWAP_LINKS, (1, 5, "order")),
        (GAP, (1, 5, "order")),
        ("UPDATE core_auditlink SET day = day - 1 WHERE position = 7", (1, 7, "link")),
        (COPY.format(batch="0"), (0, 0, "outside")),
        (TAIL, (1, 8, "cut")),
        (f"UPDATE core_accesslogrow SET user_name = 'Någon annan'; {RENEW}", (1, 9, "head")),
        ("UPDATE core_audithead SET position = 8", (1, 8, "signature")),
    ],
    ids=[
        "byte",
        "deleted",
        "inserted",
        "reordered",
        "links",
        "gap",
        "link",
        "outside",
        "tail",
        "replaced",
        "head",
    ],
)
def test_tampering_is_found_at_its_place(
    superuser: Callable[[str], None], tampering: str, expected: tuple[int, int, str]
) -> None:
    for patient in range(1, 10):
        look(patient)
    close()
    assert found() == []
    superuser(tampering)
    assert found()[0] == expected


def test_a_chain_cut_together_with_its_heads_is_found_by_the_file(superuser: Callable[[str], None]) -> None:
    for patient in range(1, 6):
        look(patient)
    close()
    superuser(
        "DELETE FROM core_accesslogrow WHERE patient_id > 3; DELETE FROM core_auditlink WHERE position > 3;"
        " DELETE FROM core_audithead"
    )
    assert found()[0] == (1, 4, "cut")


def test_the_end_of_the_day_so_far_is_held_by_the_file(superuser: Callable[[str], None]) -> None:
    look(1)
    look(2)
    audit_chain.note_ends(clock.now() - timedelta(minutes=10))
    assert not AuditHead.objects.exists()
    superuser(
        "DELETE FROM core_accesslogrow WHERE patient_id = 2; DELETE FROM core_auditlink WHERE position = 2"
    )
    assert found() == [(1, 2, "cut")]


def test_a_day_is_closed_once_and_the_head_stands_in_the_file_too(heads_file: Path) -> None:
    look()
    close()
    close()
    head = AuditHead.objects.get()
    assert [one.number for one in kept()] == [1]
    assert (head.position, head.closes) == (1, AuditLink.objects.get().day)
    assert kept()[0].signature == head.signature


def test_the_command_says_where_and_ends_with_an_error(superuser: Callable[[str], None]) -> None:
    look()
    close()
    told = StringIO()
    call_command("verify_audit", stdout=told)
    assert told.getvalue() == "Loggarna är som de skrevs. 1 huvuden i heads.jsonl stämmer.\n"
    superuser("UPDATE core_accesslogrow SET action = 'nothing'")
    with pytest.raises(CommandError, match="inte som de skrevs"):
        call_command("verify_audit", stderr=told)
    assert "kedja 1, position 1: loggraderna är ändrade" in told.getvalue()


def test_eight_writers_make_no_fork() -> None:
    seeds = iter(range(8))

    def write() -> int:
        random = Random(next(seeds))
        kept_rows = 0
        for number in range(40):
            fails = random.random() < 0.2
            try:
                with scope.acting_as(Somebody()), transaction.atomic():
                    access_log.record_look(
                        Somebody(), patient_ids=[number + 1], action="case.open", ground="addressed"
                    )
                    if fails:
                        raise KeyError
                kept_rows += 1
            except KeyError:
                continue
        return kept_rows

    stored = sum(together(8, write))
    assert AccessLogRow.objects.count() == AuditLink.objects.count() == stored > 200
    assert list(AuditLink.objects.values_list("position", flat=True)) == list(range(1, stored + 1))
    assert found() == []
