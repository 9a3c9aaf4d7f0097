"""The file for a finance system: what a layout may say, and sums that give themselves away."""

import pytest

from liability.rules.finance import (
    DEFAULT,
    LayoutError,
    Post,
    control_sum,
    layout_from_json,
    layout_to_json,
    lines,
)

POSTS = [Post(1, "vårddygn", "6", 9_300, 55_800), Post(2, "rättelse", "-2", 9_300, -18_600)]


def test_the_layout_that_ships_is_read_back() -> None:
    assert layout_from_json(layout_to_json(DEFAULT)) == DEFAULT


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "columns"),
        ({"columns": []}, "columns"),
        ({"columns": [["amount"]]}, "columns"),
        ({"columns": [["name", "Namn"], ["amount", "Belopp"]]}, "columns"),
        ({"columns": [["row", "Rad"]]}, "columns"),
        ({"columns": [["amount", "Belopp"]], "separator": "x"}, "separator"),
        ({"columns": [["amount", "Belopp"]], "codes": {"iban": "1"}}, "codes"),
        ({"columns": [["amount", "Belopp"]], "codes": {"account": "4\n5"}}, "account"),
        ({"columns": [["amount", "Belopp"]], "heading": "ja"}, "heading"),
    ],
)
def test_a_layout_that_cannot_be_used_says_which_field(given: dict[str, object], field: str) -> None:
    with pytest.raises(LayoutError) as refused:
        layout_from_json(given)
    assert refused.value.field == field


def test_the_last_line_tells_number_sum_and_check_sum() -> None:
    made = lines(DEFAULT, POSTS, {"period": "2022-03"})
    assert len(made) == 4
    assert made[-1] == ["KONTROLL", "2", "37200", control_sum(POSTS)]
    changed = [POSTS[0], Post(2, "rättelse", "-2", 9_300, -18_601)]
    assert control_sum(changed) != control_sum(POSTS)
