"""The MAS board over more and more deviations beside the bare SQL for the same, and the grouping of similar ones.

The board may cost twice the sum of its own statements and an empty page. The grouping of 10,000 may take 2 s, from rows
to groups, and grow no faster than n log n. DEVIATION_SIZES=10000,100000 says how many, rising.
"""

import os
import random
import time
from collections.abc import Iterator
from datetime import timedelta
from math import log

from django.db import connection
from django.urls import reverse

from actors import selectors as actors
from benchmarks.measuring import Figure, administrator, median_ms
from benchmarks.people import person
from benchmarks.worklist import bare, statements
from core import clock
from deviations.rules.grouping import Told, groups
from deviations.rules.kinds import Category
from deviations.services import grouping

SIZES = tuple(int(size) for size in os.environ.get("DEVIATION_SIZES", "10000,100000").split(","))
RATIO, GROUPED, SECONDS = 2.0, 10_000, 2.0

# As many as wanted, spread over a year, units, categories and stages; invented, with words that recur.
FILL = """
INSERT INTO deviations_deviation (public_id, ref, category, severity, outcome, law, text, measure, person_agrees,
    own_words, own_words_by, anonymous, reported_by_id, reporter_name, about_id, routed_to_id, function, routed_at,
    stage, due_at, reported_at, received_at, received_by, answered_at, answered_by, explanation, proposed_measure,
    answer_at, read_by, closed_at, closed_by, version)
SELECT gen_random_uuid(), 'M-' || n, (%(categories)s::text[])[1 + n %% 20],
       (ARRAY['low','moderate','serious'])[1 + n %% 3],
       '', '', 'Dosetten var tom ' || (ARRAY['kvällen','natten','helgen','morgonen'])[1 + (n / 7) %% 4] || ' och '
       || (ARRAY['receptet','listan','telefonen','nyckeln','stolen'])[1 + (n / 3) %% 5] || ' saknades ord' || n %% 997,
       '', false, '', '', false, (%(units)s::bigint[])[1 + n %% %(many)s], 'Mätning',
       (%(units)s::bigint[])[1 + (n / 5) %% %(many)s], (%(units)s::bigint[])[1 + (n / 5) %% %(many)s], 'unit_manager',
       at, CASE n %% 10 WHEN 0 THEN 'reported' WHEN 1 THEN 'received' WHEN 2 THEN 'answered' ELSE 'closed' END,
       CASE WHEN n %% 10 < 3 THEN at + interval '15 days' END, at, CASE WHEN n %% 10 > 0 THEN at END, '',
       CASE WHEN n %% 10 > 1 THEN at + interval '2 days' END, '', '', '',
       CASE WHEN n %% 10 > 1 THEN at + interval '2 days' END, '',
       CASE WHEN n %% 10 > 2 THEN at + interval '9 days' END, '', 0
  FROM (SELECT n, %(now)s::timestamptz - (n %% 360 + 10) * interval '1 day' AS at
          FROM generate_series(%(first)s, %(last)s) n) made
"""


def figures() -> Iterator[Figure]:
    """The board at each size; the grouping from rows, and its growth by the rule alone."""
    known = person("demo-mas")
    assert known is not None
    acting = actors.acting_for_assignment(
        assignment_id=known.assignment.pk, user_id=known.assignment.user_id, on=clock.today()
    )
    pages = {
        "tavlan": reverse("deviation_board"),
        "tavlan som lista": f"{reverse('deviation_board')}?vy=lista",
    }
    empty = median_ms(lambda: known.client.get("/healthz"))
    last = 0
    for size in SIZES:
        _fill(acting.organisation_id, last + 1, size)
        last = size
        yield Figure("avvikelser i området", size, "st")
        for name, url in pages.items():
            asked = statements(lambda url=url: known.client.get(url))
            took = median_ms(lambda url=url: known.client.get(url), rounds=3)
            alone = median_ms(lambda asked=asked: bare(asked, acting), rounds=3)
            yield Figure(f"{name}: {len(asked)} frågor, median", took, "ms")
            yield Figure(f"{name}: bar SQL {alone:.1f} ms", took / (alone + empty), "×", f"gräns {RATIO}")
        if size >= GROUPED:
            begun = time.perf_counter()
            told = grouping.told_of(acting.organisation_id, since=clock.now() - timedelta(days=400))[:GROUPED]
            read = time.perf_counter() - begun
            found = groups(told)
            yield Figure(f"rader och ordstammar för {size}", read, "s")
            yield Figure(
                f"gruppering av {len(told)}: {len(found)} grupper",
                time.perf_counter() - begun - read,
                "s",
                f"gräns {SECONDS}",
            )
    yield from _growth()


def _fill(organisation_id: int, first: int, last: int) -> None:
    area = actors.with_descendants(organisation_id)
    units = [unit.id for unit in actors.units() if unit.organisation_id in area]
    with administrator() as cursor:
        # Invented rows in one statement, in a database that is thrown away: the log of changes is not what is measured.
        cursor.execute("ALTER TABLE deviations_deviation DISABLE TRIGGER USER")
        cursor.execute(
            FILL,
            {
                "categories": [str(one) for one in Category],
                "units": units,
                "many": len(units),
                "now": clock.now(),
                "first": first,
                "last": last,
            },
        )
        cursor.connection.commit()
        cursor.execute("ANALYZE deviations_deviation")
        cursor.connection.commit()
    connection.close()


def _growth() -> Iterator[Figure]:
    times = {}
    for size in (10_000, 40_000):
        chance = random.Random(1)
        words = [f"ord{number}" for number in range(3000)]
        told = [
            Told(
                number,
                chance.choice(list(Category)),
                chance.randrange(30),
                chance.randrange(30),
                frozenset(chance.choices(words, k=25)),
            )
            for number in range(size)
        ]
        begun = time.perf_counter()
        groups(told)
        times[size] = time.perf_counter() - begun
    low, high = times
    allowed = high * log(high) / (low * log(low))
    yield Figure(
        "regeln, fyra gånger fler: så många gånger längre",
        times[high] / times[low],
        "×",
        f"n log n: {allowed:.1f}",
    )
