"""The summary of a report: sentences first, then the figures that matter most."""

from dataclasses import dataclass

from core.formats import NBSP, count_word, number_text
from reporting.presenters.numbers import Measures, as_decimal, text_of
from reporting.rules.definitions import BY_CODE
from reporting.rules.periods import Period
from reporting.rules.rounding import percent
from reporting.selectors.figures import Figures

KEY_FIGURES = (
    ("episodes", None),
    ("ready_days_mean_all", None),
    ("episodes_with_sip_call", "episodes"),
    ("readmissions_30d", None),
)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure with what to compare it with. The attributes are those of components/key_figures.html."""

    label: str
    value: str
    goal: str
    change: str


def sentences(figures: Figures) -> list[str]:
    """What the period was like, in words; the first sentence says the most."""
    now, period = figures.report.measures, figures.period
    if not now["episodes"]:
        return [f"Under {period.name} skrevs ingen ut.", *_readmissions(now), *_deviations(now)]
    before_period, before = figures.previous
    compared = _compared(now["episodes"], before["episodes"])
    found = [
        f"Under {period.name} skrevs {_episodes(now['episodes'])} ut, {compared} {before_period.name}.",
        _sip(now),
    ]
    if now["ready_days_mean_all"] is not None:
        found.append(_waiting(now, before, before_period))
    return [*found, *_readmissions(now), *_deviations(now)]


def key_figures(figures: Figures) -> list[KeyFigure]:
    """Four figures, each with the period before and the same period a year ago."""
    found = []
    for code, whole in KEY_FIGURES:
        compare = [
            f"{_capital(period.name)}: {text_of(code, measures)}"
            for period, measures in (figures.previous, figures.last_year)
        ]
        measures = figures.report.measures
        goal = f"{_share(measures[code], measures[whole])} av {text_of(whole, measures)}" if whole else ""
        found.append(KeyFigure(BY_CODE[code].name, text_of(code, measures), goal, ". ".join(compare)))
    return found


def _episodes(count: object) -> str:
    return "ett vårdtillfälle" if count == 1 else f"{number_text(int(str(count)))}{NBSP}vårdtillfällen"


def _compared(now: object, before: object) -> str:
    difference = int(str(now)) - int(str(before))
    if difference == 0:
        return "lika många som under"
    return f"{number_text(abs(difference))} {'fler' if difference > 0 else 'färre'} än under"


def _share(part: object, whole: object) -> str:
    return f"{number_text(percent(int(str(part)), int(str(whole))), 1)}{NBSP}%"


def _sip(now: Measures) -> str:
    called = int(str(now["episodes_with_sip_call"]))
    if not called:
        return "Inget av dem fick en kallelse till samordnad individuell plan (SIP)."
    share = _share(called, now["episodes"])
    return f"{_capital(_counted(called))} av dem fick en kallelse till samordnad individuell plan (SIP), {share}."


def _counted(count: int) -> str:
    """`ett`, `två` … as a word about vårdtillfällen."""
    return "ett" if count == 1 else count_word(count)


def _waiting(now: Measures, before: Measures, before_period: Period) -> str:
    mean = now["ready_days_mean_all"]
    text = f"De som bedömts utskrivningsklara väntade i medeltal {text_of('ready_days_mean_all', now)}"
    earlier = before["ready_days_mean_all"]
    if mean is None or earlier is None:
        return f"{text}."
    difference = as_decimal(mean) - as_decimal(earlier)
    if difference == 0:
        return f"{text}, lika länge som under {before_period.name}."
    word = "längre" if difference > 0 else "kortare"
    return f"{text}, {word} än under {before_period.name} ({text_of('ready_days_mean_all', before)})."


def _readmissions(now: Measures) -> list[str]:
    count = int(str(now["readmissions_30d"]))
    if not count:
        return ["Ingen återinskrevs inom 30 dagar."]
    with_cause = int(str(now["readmissions_with_cause"]))
    if count == 1:
        return [
            f"En återinskrivning inom 30 dagar. Orsaken är {'angiven' if with_cause else 'inte angiven'}."
        ]
    known = count_word(with_cause) if with_cause else "ingen"
    return [
        f"{_capital(count_word(count))} återinskrivningar inom 30 dagar. Orsaken är angiven för {known} av dem."
    ]


def _deviations(now: Measures) -> list[str]:
    reported = int(str(now["deviations_reported"]))
    late = int(str(now["deviations_unanswered_over_30d"]))
    found = []
    if reported:
        one = "En avvikelse" if reported == 1 else f"{_capital(count_word(reported))} avvikelser"
        found.append(f"{one} rapporterades. {_answered(int(str(now['deviations_answered'])), reported)}")
    if late:
        one = "En avvikelse har" if late == 1 else f"{_capital(count_word(late))} avvikelser har"
        found.append(f"{one} väntat på svar i mer än 30 dagar.")
    return found


def _answered(answered: int, reported: int) -> str:
    if not answered:
        return "Den är inte besvarad än." if reported == 1 else "Ingen av dem är besvarad än."
    if answered == reported:
        return "Den är besvarad." if reported == 1 else "Alla är besvarade."
    return f"{_capital(count_word(answered))} av dem är {'besvarad' if answered == 1 else 'besvarade'}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
