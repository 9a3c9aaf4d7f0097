"""Rows that are there, written again under new keys: many worlds of one, by COPY, as the loader (`core.loader`).

A table's rows are read once as text with marks where a key stands, and each copy is that text with the marks replaced:
the machine's time goes to the database. `Table` says what is copied; foreign keys between copied tables follow by
themselves, as does every column that must be unique and is a uuid.
"""

import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from queue import SimpleQueue
from typing import Any, Final

from django.db import connection, connections

KEY_DIGITS: Final = 6
"""Digits of a key of the original; what stands before them is the number of the copy."""

ROW, PLACE, HEX, SUFFIX, IN_JSON, PERSON = "\x01", "\x02", "\x03", "\x04", "\x05", "\x06"
"""Marks: the number of a copy of cases, of places, the former as eight hexadecimals, "-3" for places, a place's key in
JSON, and what `Table.by_row` makes."""

_DATE: Final = re.compile(rb"(?<![0-9-])(20\d\d)-(\d\d)-(\d\d)(?![0-9])")
_JSON_PLACE: Final = re.compile(rb"\x05(\d+)")


@dataclass(frozen=True, slots=True)
class Table:
    """A table to copy: rows `t` for which `where` holds (SQL). `place`: its rows are places, with numbers of their own.

    `anew` gives columns another SQL value, in which marks may stand. `by_row`: columns, all text, that the caller makes
    for each copied row; they come last.
    """

    name: str
    where: str
    place: bool = False
    anew: Mapping[str, str] = field(default_factory=dict)
    by_row: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one table, ready to be copied."""

    table: str
    columns: tuple[str, ...]
    text: bytes
    rows: int

    def moved(self, days: int) -> "Block":
        """The same rows so many days earlier: every date and time in them, also in JSON."""
        known: dict[bytes, bytes] = {}

        def earlier(found: re.Match[bytes]) -> bytes:
            day = found.group()
            if day not in known:
                known[day] = str(date.fromisoformat(day.decode()) - timedelta(days=days)).encode()
            return known[day]

        return Block(self.table, self.columns, _DATE.sub(earlier, self.text), self.rows)


def read(
    tables: Sequence[Table], *, among: Sequence[Table], json_places: Mapping[str, tuple[str, ...]]
) -> list[Block]:
    """The rows of the tables, in their order, as the loader.

    `among`: every table that is copied, whose keys are others in a copy. `json_places`: fields of a table's JSON that
    hold the key of a place, by table.
    """
    places = {table.name for table in among if table.place}
    copied = {table.name for table in among}
    return [_read(table, copied, places, json_places.get(table.name, ())) for table in tables]


def _read(table: Table, copied: set[str], places: set[str], json_places: Sequence[str]) -> Block:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [table.name])
        described = {name: (kind, target, unique) for name, kind, target, unique in cursor.fetchall()}
    columns = [name for name in described if name not in table.by_row]
    values = [_value(table, name, *described[name], copied, places) for name in columns]
    if table.by_row:
        values.append(_quoted(PERSON))
    out = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY (SELECT {', '.join(values)} FROM {table.name} t WHERE {table.where} ORDER BY 1) TO STDOUT",
            out,
        )
    text = out.getvalue()
    for name in json_places:
        text = re.sub(
            rb'"%s": (\d+)' % name.encode(),
            lambda found: found.group().replace(found[1], b"\x05%0*d" % (KEY_DIGITS, int(found[1]))),
            text,
        )
    return Block(table.name, (*columns, *table.by_row), text, text.count(b"\n"))


def _value(
    table: Table, name: str, kind: str, target: str | None, unique: bool, copied: set[str], places: set[str]
) -> str:
    if name in table.anew:
        return table.anew[name]
    key_of = table.name if name == "id" else target
    if key_of in copied and kind == "bigint":
        mark = PLACE if key_of in places else ROW
        return f"{_quoted(mark)} || lpad(t.{name}::text, {KEY_DIGITS}, '0')"
    if kind == "uuid" and unique:
        return f"{_quoted(HEX)} || substr(t.{name}::text, 9)"
    return f"t.{name}"


def _quoted(mark: str) -> str:
    return f"E'\\x{ord(mark):02x}'"


_COLUMNS: Final = """
SELECT a.attname, format_type(a.atttypid, NULL),
       (SELECT c.confrelid::regclass::text FROM pg_constraint c
         WHERE c.conrelid = a.attrelid AND c.contype = 'f' AND c.conkey = ARRAY[a.attnum] LIMIT 1),
       EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique
                 AND i.indnatts = 1 AND i.indkey[0] = a.attnum)
  FROM pg_attribute a
 WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 ORDER BY a.attnum
"""


Send = Callable[[Block, bytes], None]
"""Sends the rows of one copy to the database."""


def send(block: Block, text: bytes) -> None:
    """Over the connection of the command, at once."""
    with connection.cursor() as cursor:
        cursor.copy_expert(_copy_in(block), io.BytesIO(text))


@contextmanager
def lanes(count: int) -> Iterator[Send]:
    """Several connections beside each other, of the role that the command's has: while one copy is taken in, the next
    is made. In no order, each copy a transaction of its own: for tables without keys (`without_indexes`).

    What one of them raises is raised by the next sending, or at the end.
    """
    parameters = connection.get_connection_params()
    free: SimpleQueue[Any] = SimpleQueue()
    opened = [connection.get_new_connection(parameters) for _ in range(count)]
    for one in opened:
        one.autocommit = True
        free.put(one)
    waiting: deque[Future[None]] = deque()

    def take_in(block: Block, text: bytes) -> None:
        one = free.get()
        try:
            with one.cursor() as cursor:
                cursor.copy_expert(_copy_in(block), io.BytesIO(text))
        finally:
            free.put(one)

    def give(block: Block, text: bytes) -> None:
        # No more is made than what is soon sent: a copy of many rows is large.
        while len(waiting) > 2 * count:
            waiting.popleft().result()
        waiting.append(pool.submit(take_in, block, text))

    try:
        with ThreadPoolExecutor(count) as pool:
            yield give
            for each in waiting:
                each.result()
    finally:
        for one in opened:
            one.close()


def _copy_in(block: Block) -> str:
    return f"COPY {block.table} ({', '.join(block.columns)}) FROM STDIN"


def filled(block: Block, *, number: int, place: int, by_row: Callable[[], str] | None = None) -> bytes:
    """The rows of one copy. `number` names the copy of the cases, from 1; `place` that of the places, 0 for the
    original.
    """
    text = block.text
    text = text.replace(b"\x01", b"%d" % number).replace(b"\x03", b"%08x" % number)
    text = text.replace(b"\x02", b"%d" % place if place else b"").replace(
        b"\x04", b"-%d" % place if place else b""
    )
    if b"\x05" in text:
        text = _JSON_PLACE.sub(lambda key: b"%d" % int(b"%d%s" % (place, key[1])), text)
    if by_row is not None and b"\x06" in text:
        first, *rest = text.split(b"\x06")
        text = first + b"".join(by_row().encode() + part for part in rest)
    return text


_STANDING: Final = """
SELECT 1, format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%(tables)s::regclass[])
UNION ALL
SELECT 2, format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE contype = 'u' AND conrelid = ANY(%(tables)s::regclass[])
UNION ALL
SELECT 3, format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
  FROM pg_index i
 WHERE i.indrelid = ANY(%(tables)s::regclass[])
   AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT 4, format('ALTER TABLE %%s DISABLE TRIGGER %%I', tgrelid::regclass, tgname),
       format('ALTER TABLE %%s ENABLE %%s TRIGGER %%I', tgrelid::regclass,
              CASE tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, tgname)
  FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid = ANY(%(tables)s::regclass[])
ORDER BY 1
"""


@contextmanager
def without_indexes(tables: Sequence[Table]) -> Iterator[None]:
    """Load first, index after: as the owner take away foreign keys, indexes and triggers, and give each of them back.

    What does not hold is found when they are given back. For a database that is being made: whoever ends the process in
    between must begin it anew.
    """
    names = [table.name for table in tables]
    with connections["owner"].cursor() as cursor:
        # Nobody works here yet; what cleans the tables may take longer to let go than a page may wait.
        cursor.execute("SET lock_timeout = 0")
        cursor.execute(_STANDING, {"tables": names})
        standing: list[Any] = cursor.fetchall()
        for _, drop, _ in standing:
            cursor.execute(drop)
        try:
            yield
        finally:
            cursor.execute("SET maintenance_work_mem = '512MB'")
            for _, _, make in reversed(standing):
                cursor.execute(make)


def settle(tables: Sequence[Table]) -> None:
    """As the owner, afterwards: new keys begin after the highest, and the planner knows how large the tables are."""
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(
                "SELECT pg_get_serial_sequence(attrelid::regclass::text, 'id') FROM pg_attribute "
                "WHERE attrelid = %s::regclass AND attname = 'id'",
                [table.name],
            )
            found = cursor.fetchone()
            if found and found[0]:
                cursor.execute(f"SELECT setval(%s, (SELECT max(id) FROM {table.name}))", [found[0]])
    # Not through Django's cursor, which says the scope in the same breath: VACUUM stands alone.
    with connections["owner"].connection.cursor() as bare:
        bare.execute("SET lock_timeout = 0")
        for table in tables:
            bare.execute(f"VACUUM (ANALYZE) {table.name}")
