"""Diagrams as SVG: one drawing for the page and the PDF.

Swedish decimals, labels that are never cut, at most four series in colours that tell apart for the colour-blind and on
paper (docs: ui, section 3); a goal is a dashed line with its own text. Nothing but presentation attributes comes out,
so the drawing stands under a strict content security policy.
"""

import base64
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import altair as alt
import vl_convert

from core.formats import number_text

COLOURS = ("#003A5D", "#0072B2", "#B26A00", "#009E73")
SHAPES = ("circle", "square", "triangle-up", "diamond")
GOAL_COLOUR = "#B3261E"
TEXT_COLOUR = "#242c36"
GRID_COLOUR = "#e1e3e6"
FONT = "Inter, Arial, Helvetica, sans-serif"
WIDTH, HEIGHT = 540, 230
MOST_SERIES = len(COLOURS)
ROOM_ABOVE = 1.18


class Mark(StrEnum):
    """How a diagram is drawn."""

    LINES = "lines"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values, one for each label; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A level to reach, and what the line says."""

    level: float
    text: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """What is drawn. `unit` stands at the axis; a label's words after a space go on a second line."""

    mark: Mark
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    decimals: int = 0
    goal: Goal | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= MOST_SERIES:
            raise ValueError(f"a diagram has one to {MOST_SERIES} series")
        if any(len(one.values) != len(self.labels) for one in self.series):
            raise ValueError("every series has one value for each label")


def draw(diagram: Diagram) -> str:
    """The diagram as SVG."""
    layers = _bars(diagram) if diagram.mark is Mark.BARS else _lines(diagram)
    if diagram.goal is not None:
        layers = [*_goal_line(diagram.goal), *layers]
    chart = (
        alt.layer(*layers)
        .properties(
            width=WIDTH,
            height=HEIGHT,
            padding=8,
            title=alt.Title(
                diagram.unit.capitalize(),
                anchor="start",
                frame="bounds",
                fontSize=13,
                fontWeight="normal",
                color=TEXT_COLOUR,
                offset=8,
                limit=0,
            ),
        )
        .configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(labelColor=TEXT_COLOUR, labelFontSize=13)
        .configure_legend(
            orient="top",
            direction="horizontal",
            title=None,
            labelFontSize=13,
            labelLimit=0,
            labelColor=TEXT_COLOUR,
            symbolSize=110,
            columns=1 if _wide(diagram) else MOST_SERIES,
        )
    )
    return vl_convert.vegalite_to_svg(chart.to_dict(), format_locale="sv-SE", time_format_locale="sv-SE")


def _wide(diagram: Diagram) -> bool:
    return sum(len(one.name) + 4 for one in diagram.series) > WIDTH / 7.5


def _rows(diagram: Diagram) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "series": one.name,
            "value": value,
            "text": _text(value, diagram.decimals),
        }
        for one in diagram.series
        for label, value in zip(diagram.labels, one.values, strict=True)
    ]


def _text(value: float | None, decimals: int) -> str:
    return "" if value is None else number_text(value, decimals)


def _data(diagram: Diagram) -> alt.InlineData:
    return alt.InlineData(values=_rows(diagram))


def _x(diagram: Diagram) -> alt.X:
    axis = alt.Axis(
        title=None,
        labelAngle=0,
        labelLimit=0,
        labelOverlap=False,
        labelExpr="split(datum.label, ' ')",
        domainColor="#737981",
        tickColor="#737981",
        labelPadding=6,
    )
    return alt.X(
        "label:N", sort=list(diagram.labels), axis=axis, scale=alt.Scale(domain=list(diagram.labels))
    )


def _y(diagram: Diagram) -> alt.Y:
    values = [value for one in diagram.series for value in one.values if value is not None]
    values += [diagram.goal.level] if diagram.goal else []
    top, bottom = max([*values, 0]), min([*values, 0])
    axis = alt.Axis(
        title=None,
        labelLimit=0,
        grid=True,
        gridColor=GRID_COLOUR,
        domain=False,
        ticks=False,
        tickCount=5,
        tickMinStep=0.1 if diagram.decimals else 1,
        format=",.1f" if diagram.decimals and top < 10 else ",.0f",
    )
    domain = [bottom * ROOM_ABOVE, (top or 1) * ROOM_ABOVE]
    return alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=domain, nice=False))


def _colour(diagram: Diagram) -> alt.Color:
    names = [one.name for one in diagram.series]
    legend = alt.Legend() if len(names) > 1 else None
    return alt.Color(
        "series:N",
        sort=names,
        legend=legend,
        scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)])),
    )


def _lines(diagram: Diagram) -> list[alt.Chart]:
    names = [one.name for one in diagram.series]
    shape = alt.Shape(
        "series:N",
        sort=names,
        legend=alt.Legend() if len(names) > 1 else None,
        scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])),
    )
    base = alt.Chart(_data(diagram)).encode(x=_x(diagram), y=_y(diagram), color=_colour(diagram))
    layers = [
        base.mark_line(strokeWidth=2),
        base.mark_point(size=70, filled=True, opacity=1).encode(shape=shape),
    ]
    # Every point of the first series has its value, above; the others have their last one, to the right.
    first, *others = names
    rows = _rows(diagram)
    layers += _values(diagram, [row for row in rows if row["series"] == first], dy=-12)
    for name in others:
        last = [row for row in rows if row["series"] == name and row["value"] is not None][-1:]
        layers += _values(diagram, last, dx=8, align="left")
    return layers


def _values(diagram: Diagram, rows: list[dict[str, object]], **place: Any) -> list[alt.Chart]:
    """The values as text, each on a white edge, so that a line behind does not cross the figures."""
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=_x(diagram), y=_y(diagram), text="text:N")
    edge = base.mark_text(fontSize=13, color="white", stroke="white", strokeWidth=4, **place)
    return [edge, base.mark_text(fontSize=13, color=TEXT_COLOUR, **place)]


def _bars(diagram: Diagram) -> list[alt.Chart]:
    names = [one.name for one in diagram.series]
    base = alt.Chart(_data(diagram)).encode(x=_x(diagram), y=_y(diagram))
    if len(names) > 1:
        base = base.encode(xOffset=alt.XOffset("series:N", sort=names))
    bars = base.mark_bar(stroke="white", strokeWidth=0.5).encode(color=_colour(diagram))
    text = base.mark_text(dy=-8, fontSize=13 if len(names) == 1 else 12, color=TEXT_COLOUR).encode(
        text="text:N"
    )
    return [bars, text]


def _goal_line(goal: Goal) -> list[alt.Chart]:
    data = alt.InlineData(values=[{"level": goal.level, "text": goal.text}])
    line = (
        alt.Chart(data).mark_rule(color=GOAL_COLOUR, strokeDash=[6, 4], strokeWidth=1.5).encode(y="level:Q")
    )
    text = (
        alt.Chart(data)
        .mark_text(align="left", baseline="middle", dx=6, fontSize=13, color=GOAL_COLOUR)
        .encode(y="level:Q", x=alt.value(WIDTH), text="text:N")
    )
    return [line, text]


def as_source(svg: str) -> str:
    """A drawing as the address of an image, so that a document asks for nothing outside itself."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
