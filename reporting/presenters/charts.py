"""Which diagrams a report has, what each of them shows in words, and its table."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from core.diagrams import Diagram, Mark, Series
from core.formats import MONTHS, number_text
from reporting.presenters.numbers import NOTHING, Measures, as_number, share, value_text
from reporting.rules.definitions import BY_CODE, Definition
from reporting.rules.definitions_sip import SIP_BY_CODE
from reporting.rules.periods import Period
from reporting.selectors.figures import Figures

Months = tuple[tuple[Period, Measures], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A diagram with its finding, its text for those who do not see it, and the same numbers in a table.

    The names are those of components/figure.html; `src` is where the drawing is fetched.
    """

    id: str
    title: str
    alt: str
    definition: str
    columns: list[str]
    rows: list[list[str]]
    diagram: Diagram
    src: str = ""

    @property
    def months(self) -> list[str]:
        """The heading of the table turned on its side: what is counted in, and each month."""
        return [self.diagram.unit.capitalize(), *self.diagram.labels]

    @property
    def by_month(self) -> list[list[str]]:
        """The same table turned on its side, as it fits under a drawing on paper: one row for each series."""
        return [list(row) for row in zip(self.columns, *self.rows, strict=True)][1:]


def charts(figures: Figures) -> list[Chart]:
    """The diagrams of a report, over the twelve months that end with the period."""
    return [
        _waiting(figures.months),
        _cooperation(figures.months),
        _readmissions(figures.months),
        _deviations(figures.months),
    ]


CHART_IDS = ("utskrivningsklara", "samverkan", "aterinskrivningar", "avvikelser")


def _waiting(months: Months) -> Chart:
    codes = ("ready_days_mean_all", "ready_days_mean_from_day_one")
    diagram = Diagram(Mark.LINES, labels(months), series(months, codes, as_measure), "dygn", 1)
    finding = f"Medel av utskrivningsklara dagar {_course(months, diagram.series[0], 1, ' dygn')}"
    return chart("utskrivningsklara", finding, codes, months, diagram, _value)


def _cooperation(months: Months) -> Chart:
    codes = ("admission_notices_in_time", "admission_notices_acknowledged", "episodes_with_sip_call")
    diagram = Diagram(Mark.LINES, labels(months), series(months, codes, as_share), "procent", 0)
    finding = f"Inskrivningsmeddelande inom 24 timmar {_course(months, diagram.series[0], 0, ' procent')}"
    return chart("samverkan", finding, codes, months, diagram, _share)


def _readmissions(months: Months) -> Chart:
    codes = ("readmissions_30d",)
    diagram = Diagram(Mark.BARS, labels(months), series(months, codes, as_measure), "antal")
    total = sum(value or 0 for value in diagram.series[0].values)
    finding = f"{number_text(int(total))} återinskrivningar inom 30 dagar på tolv månader"
    return chart("aterinskrivningar", finding, codes, months, diagram, _value)


def _deviations(months: Months) -> Chart:
    codes = ("deviations_reported", "deviations_answered")
    diagram = Diagram(Mark.BARS, labels(months), series(months, codes, as_measure), "antal")
    reported, answered = (int(sum(value or 0 for value in one.values)) for one in diagram.series)
    finding = (
        f"{number_text(reported)} avvikelser rapporterade på tolv månader, "
        f"{number_text(answered)} besvarade inom sin månad"
    )
    return chart("avvikelser", finding, codes, months, diagram, _value)


def as_measure(code: str, measures: Measures) -> float | None:
    """The measure itself."""
    return as_number(measures[code])


def as_share(code: str, measures: Measures) -> float | None:
    """The measure as a share of what it is a part of."""
    return share(SIP_BY_CODE.get(code) or BY_CODE[code], measures)


def _value(code: str, measures: Measures) -> str:
    return value_text(BY_CODE[code], measures[code], unit=False)


def _share(code: str, measures: Measures) -> str:
    found = share(BY_CODE[code], measures)
    return NOTHING if found is None else number_text(found, 1)


def labels(months: Months) -> tuple[str, ...]:
    """The months under a diagram."""
    return tuple(f"{MONTHS[period.first.month - 1]} {period.first.year}" for period, _ in months)


def series(
    months: Months,
    codes: Iterable[str],
    number: Callable[[str, Measures], float | None],
    defined: Mapping[str, Definition] = BY_CODE,
) -> tuple[Series, ...]:
    """One series for each measure; `number` reads it from a month."""
    return tuple(
        Series(defined[code].name, tuple(number(code, measures) for _, measures in months)) for code in codes
    )


def _course(months: Months, series: Series, decimals: int, unit: str) -> str:
    """From the first month with a value to the last, in words."""
    known = [
        (period.name, number_text(value, decimals))
        for (period, _), value in zip(months, series.values, strict=True)
        if value is not None
    ]
    if not known:
        return "kan inte räknas: ingen månad har något att räkna på"
    (first_month, first), (_, last) = known[0], known[-1]
    if len(known) == 1:
        return f"är {last}{unit}"
    if first == last:
        return f"är {last}{unit}, som i {first_month}"
    return f"har gått från {first} i {first_month} till {last}{unit}"


def chart(
    name: str,
    title: str,
    codes: tuple[str, ...],
    months: Months,
    diagram: Diagram,
    text: Callable[[str, Measures], str],
    defined: Mapping[str, Definition] = BY_CODE,
) -> Chart:
    """A diagram with its finding as the title, its alternative text, and the same values as a table."""
    form = "Linjediagram" if diagram.mark is Mark.LINES else "Stapeldiagram"
    names = " och ".join(defined[code].name for code in codes)
    return Chart(
        id=name,
        title=f"{title}.",
        alt=f"{form} över tolv månader: {names}. {title}. Alla värden står i tabellen.",
        definition=" ".join(defined[code].text for code in codes),
        columns=[f"Månad ({diagram.unit})", *(defined[code].name for code in codes)],
        rows=[[period.name, *(text(code, measures) for code in codes)] for period, measures in months],
        diagram=diagram,
    )
