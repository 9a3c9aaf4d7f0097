"""Similar deviations: the quick rule finds the groups that comparing each with each other finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from deviations.rules.grouping import IN_COMMON, Told, groups, telling

REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["medicines", "aids"]),
        st.integers(1, 2),
        st.integers(1, 2),
        st.frozensets(st.sampled_from("abcdefgh"), max_size=7),
    ),
    max_size=25,
).map(lambda rows: [Told(number, *row) for number, row in enumerate(rows)])


def slowly(told: list[Told]) -> set[frozenset[int]]:
    """Each compared with each other, and those alike followed from one to the next."""
    stems = telling(told)

    def alike(one: Told, other: Told) -> bool:
        same = (one.category, one.reported_by, one.about) == (other.category, other.reported_by, other.about)
        return same and len(set(stems[one.id]) & set(stems[other.id])) >= IN_COMMON

    left, found = {row.id: row for row in told}, set()
    while left:
        _, start = left.popitem()
        group, edge = {start.id}, [start]
        while edge:
            one = edge.pop()
            for other in [row for row in left.values() if alike(one, row)]:
                group.add(other.id)
                edge.append(left.pop(other.id))
        if len(group) > 1:
            found.add(frozenset(group))
    return found


@settings(max_examples=150)
@given(REPORTS)
def test_the_groups_are_those_of_the_slow_way(told: list[Told]) -> None:
    assert {frozenset(group.ids) for group in groups(told)} == slowly(told)


@settings(max_examples=100)
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_says_nothing(told: list[Told], chance) -> None:
    mixed = list(told)
    chance.shuffle(mixed)
    assert groups(mixed) == groups(told)


@settings(max_examples=100)
@given(REPORTS)
def test_a_group_is_of_one_thing_and_says_what_it_shares(told: list[Told]) -> None:
    by_id = {row.id: row for row in told}
    seen: set[int] = set()
    for group in groups(told):
        assert not seen & set(group.ids)
        seen |= set(group.ids)
        for row in (by_id[one] for one in group.ids):
            assert (row.category, row.reported_by, row.about) == (
                group.category,
                group.reported_by,
                group.about,
            )
        for stem in group.stems:
            assert 2 * sum(stem in by_id[one].stems for one in group.ids) >= len(group.ids)


def told(number: int, *stems: str, about: int = 2, category: str = "medicines") -> Told:
    return Told(number, category, 1, about, frozenset(stems))


def test_words_that_everybody_uses_join_nobody() -> None:
    others = [told(number, "hem", "kväll", about=number) for number in range(100, 160)]
    rows = [
        told(1, "dosett", "tom", "hem", "kväll", "fredag"),
        told(2, "dosett", "tom", "hem", "kväll", "ring"),
        told(3, "list", "gammal", "hem", "kväll", "ring"),
        told(4, "list", "gammal", "hem", "kväll", "fredag"),
    ]
    found = groups([*rows, *others])
    assert [group.ids for group in found] == [(1, 2), (3, 4)]
    assert found[0].stems[:2] == ("dosett", "tom")


def test_another_unit_or_thing_is_another_group() -> None:
    same = ("dosett", "tom")
    assert groups([told(1, *same), told(2, *same, about=3), told(3, *same, category="aids")]) == []
    assert [group.ids for group in groups([told(1, *same), told(2, *same)])] == [(1, 2)]
    assert groups([told(1, "dosett"), told(2, "dosett")]) == []
