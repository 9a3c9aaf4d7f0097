"""The logs' chain: its heads, signed and kept elsewhere too, and whether it still holds (AUD-3; docs/operations.md).

A link is as good as the link before it; the last one is as good as the signed head that names it. The key is the
worker's: neither the database nor the web has it.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import Max

from core import clock
from core.audit_triggers import CHAINED, row_text
from core.models import AuditHead, AuditLink

_LOCK: Final = 4_711_019


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain at a moment, as it is signed and written to the file."""

    chain: int
    number: int
    position: int
    hash: str
    at: datetime
    closes: date | None
    key_id: str
    signature: str

    def signed(self) -> bytes:
        """What the signature is made of."""
        closes = self.closes.isoformat() if self.closes else ""
        parts = (self.chain, self.number, self.position, self.hash, self.at.isoformat(), closes, self.key_id)
        return "|".join(str(part) for part in parts).encode()

    def line(self) -> str:
        """A line of the file of heads."""
        closes = self.closes.isoformat() if self.closes else None
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields | {"at": self.at.isoformat(), "closes": closes})


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain first does not hold, and what is wrong there. Position 0: rows that no link knows."""

    chain: int
    position: int
    reason: str
    detail: str = ""

    def text(self) -> str:
        """One line for whoever investigates."""
        detail = f" ({self.detail})" if self.detail else ""
        return f"kedja {self.chain}, position {self.position}: {_WORDS[self.reason]}{detail}"


_WORDS: Final = {
    "order": "länken före saknas, är flyttad eller ersatt",
    "link": "länken är ändrad",
    "rows": "loggraderna är ändrade, borttagna eller fler än när de skrevs",
    "outside": "loggrader utan länk",
    "signature": "huvudets signatur stämmer inte",
    "head": "kedjan är en annan än när huvudet signerades",
    "cut": "kedjans slut saknas",
    "heads": "ett huvud saknas i databasen",
    "removal": "en gallring som kedjan inte vet om",
}


def close_days() -> list[Head]:
    """Sign the end of each day that is over, in each chain, once. Returns the heads that were made.

    They stand in the database and in the file that `AUDIT_HEADS_FILE` names, which is to be copied elsewhere. Raises
    ImproperlyConfigured without a key.
    """
    made: list[Head] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_LOCK])
        for chain in _chains():
            last = AuditHead.objects.filter(chain=chain).order_by("-number").first()
            links = AuditLink.objects.filter(chain=chain, day__lt=clock.today())
            if last is not None:
                links = links.filter(day__gt=last.closes)
            days = links.order_by("day").values_list("day", flat=True).distinct()
            for number, day in enumerate(days, start=last.number + 1 if last else 1):
                head = _made(links.filter(day=day).order_by("-position")[0], number=number, closes=day)
                fields = {name: getattr(head, name) for name in Head.__slots__}
                AuditHead.objects.create(**fields | {"hash": bytes.fromhex(head.hash)})
                made.append(head)
    _write(made)
    return made


def note_ends(since: datetime) -> list[Head]:
    """Sign where the chains that have grown since a moment end now, for the file alone. Returns the heads.

    Between two closed days this is what tells that the end has been cut.
    """
    grown = AuditLink.objects.filter(at__gte=since).order_by("chain", "-position").distinct("chain")
    made = [_made(link, number=0, closes=None) for link in grown]
    _write(made)
    return made


def _chains() -> list[int]:
    return list(AuditLink.objects.order_by("chain").values_list("chain", flat=True).distinct())


def _made(link: AuditLink, *, number: int, closes: date | None) -> Head:
    unsigned = Head(
        link.chain, number, link.position, bytes(link.hash).hex(), clock.now(), closes, _key_id(), ""
    )
    return replace(unsigned, signature=_sign(unsigned))


def _write(heads: Iterable[Head]) -> None:
    lines = [head.line() + "\n" for head in heads]
    if lines:
        path = Path(settings.AUDIT_HEADS_FILE)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as file:
            file.writelines(lines)


def read_heads(path: Path) -> list[Head]:
    """The heads of a file. Raises ValueError for a line that is none."""
    found = []
    for line in path.read_text(encoding="ascii").splitlines():
        fields: dict[str, Any] = json.loads(line)
        fields["at"] = datetime.fromisoformat(fields["at"])
        fields["closes"] = date.fromisoformat(fields["closes"]) if fields["closes"] else None
        found.append(Head(**fields))
    return found


def verify(kept: Iterable[Head] = ()) -> list[Fault]:
    """The first fault of each chain, in order; none when all holds. `kept` are the heads kept elsewhere.

    In the scope of the system. Rows and their link are stored together, so what is written meanwhile is no fault.
    """
    heads = [_head(row) for row in AuditHead.objects.order_by("chain", "number")]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        faults = [fault for query in (LINKS, ROWS, REMOVALS) for fault in _found(cursor, query)]
        faults += _against_heads(cursor, heads, list(kept))
    first: dict[int, Fault] = {}
    for fault in sorted(faults, key=lambda fault: (fault.chain, fault.position)):
        first.setdefault(fault.chain, fault)
    return list(first.values())


# Each link follows the one before it and is what its hash says.
LINKS: Final = """
SELECT DISTINCT ON (chain) chain, position, reason, '' FROM (
    SELECT l.chain, l.position,
           CASE WHEN l.position <> COALESCE(lag(l.position) OVER w, 0) + 1
                  OR l.previous <> COALESCE(lag(l.hash) OVER w, '') THEN 'order'
                WHEN l.hash <> public.hemvag_link_hash(l) THEN 'link' END AS reason
      FROM core_auditlink l WINDOW w AS (PARTITION BY l.chain ORDER BY l.position)) checked
 WHERE reason IS NOT NULL ORDER BY chain, position
"""

# Each link's rows are those that it was made of; what has been removed for age is not asked about.
ROWS: Final = """
WITH gone AS (SELECT COALESCE(max(through_batch), 0) AS through FROM core_logremoval),
     logged AS ({rows}),
     folded AS (SELECT batch, count(*) AS row_count, public.hemvag_digest(content ORDER BY ordinal) AS content,
                       min(what) AS what, min(id) AS id
                  FROM logged GROUP BY batch)
SELECT COALESCE(l.chain, 0), COALESCE(l.position, 0), CASE WHEN l.batch IS NULL THEN 'outside' ELSE 'rows' END,
       concat('skrevs som ', COALESCE(l.row_count, 0), ', finns nu ', COALESCE(f.row_count, 0),
              '; ' || f.what || ' ' || f.id)
  FROM core_auditlink l FULL JOIN folded f USING (batch), gone
 WHERE (l.batch IS NULL OR f.batch IS NULL OR l.row_count <> f.row_count OR l.content <> f.content)
   AND NOT (l.batch <= gone.through AND f.batch IS NULL)
 ORDER BY 1, 2
""".format(
    rows=" UNION ALL ".join(
        f"SELECT batch, ordinal, id, '{table}' AS what, {row_text(table, 'r')} AS content FROM {table} r"
        for table in CHAINED
    )
)

# The latest removal is itself in the chain, as the named act that core.retention records, and is not of younger rows.
REMOVALS: Final = """
SELECT 0, 0, 'removal', concat('gallring ', r.id) FROM core_logremoval r
 WHERE r.id = (SELECT max(id) FROM core_logremoval)
   AND NOT EXISTS (SELECT 1 FROM core_auditrow a JOIN core_auditlink l ON l.batch = a.batch
                    WHERE a.action = 'log.removed' AND a.object_id = r.id::text
                      AND a.changes -> 'through' ->> 1 = 'b' || r.through_batch
                      AND r.before <= l.at - interval '5 years')
"""


def _found(cursor: Any, query: str) -> list[Fault]:
    cursor.execute(query)
    return [Fault(*row) for row in cursor.fetchall()]


def _head(row: AuditHead) -> Head:
    return Head(
        row.chain,
        row.number,
        row.position,
        bytes(row.hash).hex(),
        row.at,
        row.closes,
        row.key_id,
        row.signature,
    )


def _against_heads(cursor: Any, stored: list[Head], kept: list[Head]) -> Iterator[Fault]:
    """Faults that only what was signed can tell: an end that is cut, a chain written anew, a head that is gone."""
    every = [*stored, *kept]
    ends = dict(AuditLink.objects.order_by().values_list("chain").annotate(end=Max("position")))
    hashes = _hashes(cursor, every)
    for head in every:
        end = ends.get(head.chain, 0)
        if not hmac.compare_digest(head.signature, _sign(head)):
            yield Fault(head.chain, head.position, "signature", f"nummer {head.number}")
        elif head.position > end:
            yield Fault(head.chain, end + 1, "cut", f"stod där {head.at:%Y-%m-%d %H:%M:%S} UTC")
        elif hashes.get((head.chain, head.position)) not in (None, head.hash):
            yield Fault(head.chain, head.position, "head", f"signerat {head.at:%Y-%m-%d %H:%M:%S} UTC")
    known = {(head.chain, head.number) for head in stored}
    for head in kept:
        if head.number and (head.chain, head.number) not in known:
            yield Fault(head.chain, head.position, "heads", f"nummer {head.number}")
    expected: dict[int, int] = {}
    for head in stored:
        if head.number != expected.get(head.chain, 0) + 1:
            yield Fault(head.chain, head.position, "heads", f"före nummer {head.number}")
        expected[head.chain] = head.number


def _hashes(cursor: Any, heads: list[Head]) -> dict[tuple[int, int], str]:
    cursor.execute(
        "SELECT chain, position, encode(hash, 'hex') FROM core_auditlink "
        "JOIN unnest(%s::bigint[], %s::bigint[]) AS asked(chain, position) USING (chain, position)",
        [[head.chain for head in heads], [head.position for head in heads]],
    )
    return {(chain, position): digest for chain, position, digest in cursor.fetchall()}


def _sign(head: Head) -> str:
    return hmac.new(_key(), head.signed(), hashlib.sha256).hexdigest()


def _key() -> bytes:
    key: str = settings.AUDIT_SEAL_KEY
    if len(key) < 32:
        raise ImproperlyConfigured(
            "AUDIT_SEAL_KEY saknas eller är kortare än 32 tecken; se docs/operations.md."
        )
    return key.encode()


def _key_id() -> str:
    return hashlib.sha256(b"id|" + _key()).hexdigest()[:16]
