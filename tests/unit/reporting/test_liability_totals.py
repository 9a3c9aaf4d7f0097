"""Betalningsansvar in the report: sums, what is unknown, and months under average terms."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from reporting.rules.facts import LiabilityFact, StatementFact
from reporting.rules.followup import FollowUp
from reporting.rules.periods import parse_period

from .chain import NOW, discharged, notice, stay, world

GROUP = ("1480", "vastra-gotaland-2018")


def chain(*discharges: str):
    return world(
        *(
            stay(
                f"E{n}", f"19480101980{n}", "2021-07-02 08:00", notice("2021-07-02 09:00"), discharged(moment)
            )
            for n, moment in enumerate(discharges)
        )
    )


def totals(
    facts: dict[str, LiabilityFact], discharges: Sequence[str], statement=None, period="2021-07..2021-08"
):
    asked: list[str] = []

    def of(episode: str) -> LiabilityFact:
        asked.append(episode)
        return facts[episode]

    more = {"month_statement": statement} if statement else {}
    found = FollowUp(chain(*discharges), "0180-HA", NOW, of, **more).measures(parse_period(period))
    assert sorted(asked) == sorted(facts)
    return [found[code] for code in ("liability_days", "liability_amount", "liability_needs_review")]


AUGUST = "2021-08-05 12:00"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([], [0, 0, 0]),
        ([LiabilityFact("not_liable")], [0, 0, 0]),
        ([LiabilityFact("liable", 3, 23400), LiabilityFact("liable", 1, 7800)], [4, 31200, 0]),
        ([LiabilityFact("liable", 3, None), LiabilityFact("liable", 1, 7800)], [4, None, 0]),
        ([LiabilityFact("needs_review"), LiabilityFact("liable", 1, 9300)], [1, 9300, 1]),
    ],
)
def test_sums(facts: list[LiabilityFact], expected: list[int | None]) -> None:
    named = {f"E{n}": fact for n, fact in enumerate(facts)}
    assert totals(named, [AUGUST] * len(facts)) == expected


def test_months_under_average_terms_are_put_together_by_month() -> None:
    asked = []

    def statement(group: tuple[str, str], month: str, ready_days: Sequence[int]) -> StatementFact:
        asked.append((group, month, sorted(ready_days)))
        return StatementFact(Decimal("2.5"), 20000)

    facts = {f"E{n}": LiabilityFact("average", ready_days=n, statement_group=GROUP) for n in range(3)}
    facts["E3"] = LiabilityFact("liable", 1, 9300)
    discharges = ["2021-07-31 12:00", AUGUST, AUGUST, AUGUST]
    assert totals(facts, discharges, statement) == [6, 49300, 0]
    assert asked == [(GROUP, "2021-07", [0]), (GROUP, "2021-08", [1, 2])]


def test_a_months_fraction_of_a_day_is_kept() -> None:
    facts = {"E0": LiabilityFact("average", ready_days=4, statement_group=GROUP)}
    assert totals(facts, [AUGUST], lambda *_: StatementFact(Decimal("1.5"), 100)) == [1.5, 100, 0]


def test_an_unknown_level_makes_days_and_amount_unknown() -> None:
    facts = {
        "E0": LiabilityFact("average", ready_days=4, statement_group=GROUP),
        "E1": LiabilityFact("liable", 1, 9300),
    }
    assert totals(facts, [AUGUST, AUGUST]) == [None, None, 0]


def test_only_episodes_of_the_period_are_asked_for() -> None:
    found = FollowUp(chain("2021-09-01 12:00"), "0180-HA", NOW, lambda _: pytest.fail("asked for nothing"))
    assert found.measures(parse_period("2021-08"))["liability_days"] == 0
