"""Auditors' questions in words: what the data says, the figures with their definitions, and what cannot be said."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from core.formats import NBSP, count_word, number_text
from core.ui import Status, Tone
from reporting.presenters.numbers import cell_text, share, value_text
from reporting.rules.asked import Answered, RegisterCount, Says
from reporting.rules.definitions import BY_CODE
from reporting.rules.names import category_name
from reporting.selectors.figures import Figures

SAYS = {
    Says.YES: Status("Data finns", Tone.SUCCESS),
    Says.PARTLY: Status("Data finns för en del", Tone.WARNING),
    Says.NO: Status("Går inte att säga", Tone.NEUTRAL),
}
NO_REGISTER = "Ett sjukhus eller en enhet är inte part i överenskommelser. Välj kommunen eller regionen."
NO_GOALS = "Inget effektmål gäller för perioden."
HIDDEN_CAUSES = "Orsakerna visas inte: för få patienter har återinskrivits under de tolv månaderna."


@dataclass(frozen=True, slots=True)
class AskedView:
    """A question as it is shown. `rows`: measure, period, share, previous, a year ago."""

    code: str
    title: str
    question: str
    source: str
    status: Status
    sentences: list[str]
    rows: list[list[str]]
    definitions: list[tuple[str, str]]
    cannot: list[str]


def asked_views(found: Iterable[Answered], figures: Figures) -> list[AskedView]:
    """The answers of a period."""
    return [_view(one, figures) for one in found]


def columns(figures: Figures) -> list[str]:
    """The heading of the tables."""
    return ["Mått", figures.period.name, "Andel", figures.previous[0].name, figures.last_year[0].name]


def as_content(views: Iterable[AskedView]) -> list[dict[str, Any]]:
    """The answers in short, as the nämnd's report keeps them."""
    return [
        {"title": one.title, "status": one.status.label, "sentences": one.sentences, "cannot": one.cannot}
        for one in views
    ]


def summary(views: list[AskedView]) -> str:
    """How many of the questions the data speaks of."""
    told = sum(one.status.label != SAYS[Says.NO].label for one in views)
    if told == len(views):
        return f"Data säger något om alla {count_word(told)}."
    return f"Data säger något om {count_word(told)} av {count_word(len(views))}."


def plain(view: AskedView) -> dict[str, Any]:
    """A view as a template of a document takes it."""
    return {**asdict(view), "status": view.status.label}


def _view(one: Answered, figures: Figures) -> AskedView:
    asked = one.asked
    definitions = [BY_CODE[code] for code in asked.measures]
    return AskedView(
        code=asked.code,
        title=asked.title,
        question=asked.question,
        source=asked.source,
        status=SAYS[one.says],
        sentences=_sentences(one, figures),
        rows=[
            [
                each.name,
                value_text(each, figures.report.measures[each.code]),
                _share(each.code, figures),
                value_text(each, figures.previous[1][each.code]),
                value_text(each, figures.last_year[1][each.code]),
            ]
            for each in definitions
            if each.code in one.told
        ],
        definitions=[(each.name, each.text) for each in definitions],
        cannot=[*_cannot(one, figures), *asked.unknown],
    )


def _sentences(one: Answered, figures: Figures) -> list[str]:
    found = []
    if one.told:
        found.append(_sentence(one.told[0], figures))
    if one.register is not None:
        found += _register(one.register)
    if one.asked.goals and figures.goals:
        met = sum(each.outcome == "met" for each in figures.followed)
        found.append(
            f"{number_text(len(figures.goals))} effektmål gäller för perioden, {number_text(met)} är uppnådda."
        )
    shown = {cause: count for cause, count in one.causes.items() if count}
    if shown:
        told = ", ".join(
            f"{category_name(cause).lower()} {cell_text(count)}" for cause, count in shown.items()
        )
        found.append(f"Orsaker till återinskrivning under tolv månader: {told}.")
    elif any(count == 0 for count in one.causes.values()):
        found.append("Ingen har kommit tillbaka av en sådan orsak under tolv månader.")
    return found


def _sentence(code: str, figures: Figures) -> str:
    definition, measures = BY_CODE[code], figures.report.measures
    text = f"{definition.name}: {value_text(definition, measures[code])}"
    if definition.part_of:
        text += f" av {value_text(BY_CODE[definition.part_of], measures[definition.part_of])}"
    before = figures.previous[1][code]
    was = "" if before is None else f", mot {value_text(definition, before)} under {figures.previous[0].name}"
    return f"{text} under {figures.period.name}{was}."


def _register(count: RegisterCount) -> list[str]:
    if not count.standing:
        return ["Ingen sådan överenskommelse finns i registret."]
    found = [
        f"{number_text(count.standing)} finns i registret, {number_text(count.signed)} är undertecknade av alla."
    ]
    if count.overdue:
        found.append(f"{number_text(count.overdue)} skulle ha reviderats före periodens slut.")
    return found


def _share(code: str, figures: Figures) -> str:
    found = share(BY_CODE[code], figures.report.measures)
    return "" if found is None else f"{number_text(found, 1)}{NBSP}%"


def _cannot(one: Answered, figures: Figures) -> list[str]:
    found = []
    if one.missing:
        names = "; ".join(BY_CODE[code].name for code in one.missing)
        found.append(f"Inget att räkna på under {figures.period.name}, eller för få svar: {names}.")
    if one.asked.registers and one.register is None:
        found.append(NO_REGISTER)
    if one.asked.goals and not figures.goals:
        found.append(NO_GOALS)
    if one.causes and all(value is None for value in one.causes.values()):
        found.append(HIDDEN_CAUSES)
    return found
