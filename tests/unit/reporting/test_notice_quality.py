"""How much of the inskrivningsmeddelanden is "vet ej": counted against a slow reference, small numbers hidden."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.notice_quality import NoticeFact, Shares, notice_quality
from reporting.rules.periods import month_of

QUESTIONS = ("mobility", "rehab", "aids")
MARCH, APRIL = month_of(date(2026, 3, 1)), month_of(date(2026, 4, 1))


@st.composite
def notices(draw: st.DrawFn) -> NoticeFact:
    """A notice in March or April; each question is answered, "vet ej", left open or not asked."""
    came: dict[str, list[str]] = {"answered": [], "unknown": [], "missing": [], "not asked": []}
    for name in QUESTIONS:
        came[draw(st.sampled_from(sorted(came)))].append(name)
    return NoticeFact(
        patient=draw(st.sampled_from("abcdefgh")),
        ward=draw(st.sampled_from(["A1", "A2", "A3"])),
        sent_at=MARCH.starts_at + timedelta(days=draw(st.integers(0, 60))),
        answered=tuple(came["answered"]),
        unknown=tuple(came["unknown"]),
        missing=tuple(came["missing"]),
    )


@given(st.lists(notices(), max_size=30))
def test_every_figure_is_what_counting_one_by_one_gives(sent: list[NoticeFact]) -> None:
    found = notice_quality(sent, APRIL, (MARCH, APRIL), QUESTIONS, unsuppressed=True)
    inside = [one for one in sent if one.sent_at >= APRIL.starts_at]
    assert found.notices == len(inside)

    def slow(those: list[NoticeFact], names: tuple[str, ...] = QUESTIONS) -> Shares:
        counted = [0, 0, 0]
        for one in those:
            for name in names:
                for place, group in enumerate((one.answered, one.unknown, one.missing)):
                    counted[place] += name in group
        return Shares(sum(counted), *counted[1:])

    assert found.whole == slow(inside)
    for name in QUESTIONS:
        assert found.by_question.get(name, Shares(0, 0, 0)) == slow(inside, (name,))
    assert found.by_ward == {
        ward: slow([one for one in inside if one.ward == ward]) for ward in {one.ward for one in inside}
    }
    assert found.by_month[MARCH] == slow([one for one in sent if one not in inside])


@given(st.lists(notices(), max_size=30))
def test_nothing_is_told_of_fewer_than_five(sent: list[NoticeFact]) -> None:
    """Whatever is shown above 0 comes from five different patients, or more."""
    found = notice_quality(sent, APRIL, (MARCH, APRIL), QUESTIONS)
    inside = [one for one in sent if one.sent_at >= APRIL.starts_at]
    for ward, shares in found.by_ward.items():
        those = [one for one in inside if one.ward == ward]
        if shares.unknown:
            assert len({one.patient for one in those if one.unknown}) >= 5
        if shares.missing:
            assert len({one.patient for one in those if one.missing}) >= 5
    for name, shares in found.by_question.items():
        if shares.unknown:
            assert len({one.patient for one in inside if name in one.unknown}) >= 5


@pytest.mark.parametrize(
    ("shares", "unknown"), [(Shares(8, 1, 0), 12.5), (Shares(0, 0, 0), None), (Shares(8, None, 1), None)]
)
def test_a_share_is_of_what_was_asked(shares: Shares, unknown: float | None) -> None:
    assert shares.share_unknown == unknown
