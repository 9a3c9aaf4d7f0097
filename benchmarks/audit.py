"""The logs' chain: eight writers at once, forks, and how long a million rows take to verify."""

import random
import threading
import time
from datetime import timedelta

from django.db import connection, transaction

from benchmarks.measuring import Figure, administrator
from core import access_log, audit_chain, clock, log_review, scope
from core.audit_triggers import row_text
from core.models import AuditLink

WRITERS = 8
SECONDS = 8.0
LISTED = 20
MILLION = 1_000_000

# A million rows by the server itself, chained as the triggers would: six rows a transaction, forty providers.
FILL = """
ALTER TABLE core_accesslogrow DISABLE TRIGGER USER;
ALTER TABLE core_auditlink DISABLE TRIGGER USER;
INSERT INTO core_accesslogrow (at, user_id, user_name, assignment_id, role, unit_id, unit_name, organisation_id,
                               patient_id, case_id, action, ground, request_id, batch, ordinal)
SELECT clock_timestamp(), n % 5000, 'Person ' || n % 5000, n % 5000, 'assessor', n % 200, 'Biståndsenheten',
       (n / 6) % 40 + 1, n % 100000, n % 100000, 'case', 'addressed', md5(n::text), 1000000 + n / 6, n % 6 + 1
  FROM generate_series(0, {rows} - 1) n;
INSERT INTO core_auditlink (chain, position, day, at, batch, row_count, content, previous, hash)
SELECT (batch - 1000000) % 40 + 1, -batch, current_date, clock_timestamp(), batch, count(*),
       public.hemvag_digest(content ORDER BY ordinal), '', ''
  FROM (SELECT batch, ordinal, {text} AS content FROM core_accesslogrow r WHERE batch >= 1000000) rows GROUP BY batch;
CREATE TEMP TABLE numbered AS
SELECT id, chain, (SELECT COALESCE(max(position), 0) FROM core_auditlink o WHERE o.chain = l.chain AND o.position > 0)
       + row_number() OVER (PARTITION BY chain ORDER BY batch) AS position FROM core_auditlink l WHERE position < 0;
UPDATE core_auditlink l SET position = n.position FROM numbered n WHERE n.id = l.id;
DO $$ DECLARE link record; before bytea; was bigint := -1; BEGIN
    FOR link IN SELECT l.id, l.chain FROM core_auditlink l JOIN numbered USING (id) ORDER BY l.chain, l.position LOOP
        IF link.chain <> was THEN
            was := link.chain;
            SELECT hash INTO before FROM core_auditlink
             WHERE chain = link.chain AND hash <> '' ORDER BY position DESC LIMIT 1;
        END IF;
        UPDATE core_auditlink SET previous = COALESCE(before, ''::bytea) WHERE id = link.id;
        UPDATE core_auditlink SET hash = public.hemvag_link_hash(core_auditlink) WHERE id = link.id
            RETURNING hash INTO before;
    END LOOP; END $$
"""


class _Writer:
    """Somebody at a unit of the provider that all eight write for: the worst case of the chain's lock."""

    user_name, unit_id, unit_name, organisation_id, assignment_id, source, role = (
        "Mätaren", 1, "Enheten", 1, 1, "web", "assessor",
    )  # fmt: skip

    def __init__(self, number: int) -> None:
        self.user_id = number


def figures() -> list[Figure]:
    """Rows a second by eight writers in one chain, its forks, and the verification of a million rows."""
    stored, requests, seconds = _write()
    before = time.perf_counter()
    with administrator() as cursor:
        cursor.execute(FILL.format(rows=MILLION, text=row_text("core_accesslogrow", "r")))
        # As autovacuum leaves them.
        cursor.execute("VACUUM ANALYZE core_accesslogrow")
        cursor.execute("VACUUM ANALYZE core_auditlink")
    filled = time.perf_counter() - before
    with scope.system("bench"):
        links = AuditLink.objects.filter(chain=1).count()
        distinct = AuditLink.objects.filter(chain=1).values("previous").distinct().count()
        before = time.perf_counter()
        faults = audit_chain.verify()
        took = time.perf_counter() - before
        hour = timedelta(hours=1)
        before = time.perf_counter()
        looks = log_review.looks_at(5, since=clock.now() - hour, until=clock.now() + hour)
        asked = time.perf_counter() - before
        assert {look.patient_id for look in looks} == {5}
    return [
        Figure("loggrader i sekunden, 8 skrivare i en kedja", stored / seconds, "rader/s", "minst 500"),
        Figure("anrop i sekunden, var fjärde en lista med tjugo patienter", requests / seconds, "anrop/s"),
        Figure("grenar i kedjan", links - distinct, "st", "högst 0"),
        Figure("fel som prövningen finner", len(faults), "st", "högst 0"),
        Figure("pröva en miljon loggrader", took, "s", "högst 10"),
        Figure("en patients loggutdrag ur en miljon rader", asked, "s", "högst 2"),
        Figure("(fylla en miljon rader)", filled, "s"),
    ]


def _write() -> tuple[int, int, float]:
    """Rows, requests and seconds. A chain takes one commit at a time: the disk sets how many requests."""
    stored, requests = [0] * WRITERS, [0] * WRITERS
    start = threading.Barrier(WRITERS + 1)

    def work(number: int) -> None:
        chance, acting = random.Random(number), _Writer(number)
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
        start.wait()
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            fails = chance.random() < 0.1
            with scope.acting_as(acting), transaction.atomic():
                patients = chance.sample(range(1, 10**6), LISTED if chance.random() < 0.25 else 1)
                access_log.record_look(acting, patient_ids=patients, action="case.list", ground="addressed")
                transaction.set_rollback(fails)
            if not fails:
                stored[number] += len(patients)
                requests[number] += 1
        connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return sum(stored), sum(requests), time.perf_counter() - began
