"""Diagrams: Swedish numbers, uncut labels, our colours, nothing that a strict page refuses."""

import re

import pytest

from core.diagrams import COLOURS, GOAL_COLOUR, Diagram, Goal, Mark, Series, draw

MONTHS = tuple(f"{month} 2021" for month in ("jan", "feb", "mars", "april"))
LONG = "Inskrivningsmeddelande kvitterat av alla mottagande enheter före utskrivningen"


def lines(*values: tuple[float | None, ...], **more: object) -> Diagram:
    names = ("Första", LONG, "Tredje", "Fjärde")
    series = tuple(Series(name, row) for name, row in zip(names, values, strict=False))
    return Diagram(Mark.LINES, MONTHS, series, "dygn", 1, **more)


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)", svg)


def test_numbers_are_swedish_and_rounded_half_up() -> None:
    found = texts(draw(lines((2.25, 1.0, 3.0, 1234.5))))
    assert "2,3" in found
    assert "1,0" in found
    assert "1234,5" in found
    assert not [text for text in found if re.search(r"[0-9]\.[0-9]", text)]


def test_labels_and_legends_are_not_cut() -> None:
    svg = draw(lines((1, 2, 3, 4), (2, 3, 4, 5)))
    assert LONG in svg
    assert "…" not in svg
    assert svg.count(">april<") == 1


def test_each_series_has_its_colour_and_shape() -> None:
    svg = draw(lines((1, 2, 3, 4), (2, 3, 4, 5), (3, 4, 5, 6), (4, 5, 6, 7)))
    assert all(colour in svg for colour in COLOURS)
    assert set(re.findall(r"#[0-9a-fA-F]{6}", svg)) >= set(COLOURS)


def test_a_goal_is_a_dashed_line_with_its_own_text() -> None:
    svg = draw(lines((3, 2, 2, 1), goal=Goal(2.0, "Mål: högst 2,0 dagar")))
    assert "Mål: högst 2,0 dagar" in svg
    assert GOAL_COLOUR in svg
    assert "stroke-dasharray" in svg
    assert GOAL_COLOUR not in draw(lines((3, 2, 2, 1)))


def test_a_month_without_value_leaves_a_gap() -> None:
    whole, broken = draw(lines((1, 2, 3, 4))), draw(lines((1, None, 3, 4)))
    assert texts(whole).count("2,0") > texts(broken).count("2,0")
    line = re.findall(r'aria-roledescription="line mark"[^>]*? d="([^"]+)"|d="([^"]+)"[^>]*line mark', broken)
    assert any("".join(path).count("M") > 1 for path in line)


@pytest.mark.parametrize("mark", list(Mark))
def test_nothing_in_the_drawing_needs_more_than_presentation_attributes(mark: Mark) -> None:
    svg = draw(Diagram(mark, MONTHS, (Series("A", (1, 0, 2, 3)), Series("B", (0, 0, 0, 1))), "antal"))
    assert svg.startswith("<svg")
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=|<image|<foreignObject|url\(http", svg)


def test_nothing_at_all_can_be_drawn() -> None:
    assert draw(lines((None, None, None, None))).startswith("<svg")
    assert draw(Diagram(Mark.BARS, MONTHS, (Series("A", (0, 0, 0, 0)),), "antal")).startswith("<svg")


def test_five_series_or_a_missing_value_is_a_programming_error() -> None:
    five = tuple(Series(str(n), (1.0, 2.0, 3.0, 4.0)) for n in range(5))
    with pytest.raises(ValueError, match="one to 4"):
        Diagram(Mark.LINES, MONTHS, five, "dygn")
    with pytest.raises(ValueError, match="each label"):
        Diagram(Mark.LINES, MONTHS, (Series("A", (1.0,)),), "dygn")
