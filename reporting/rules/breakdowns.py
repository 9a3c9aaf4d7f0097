"""The measures split by sex, age, hospital and cause; small numbers hidden unless the reader may see them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from reporting.rules.dates import age_on
from reporting.rules.facts import CAUSES, PatientFact, UnitFact
from reporting.rules.measures import Selection, has_sip_call
from reporting.rules.summary import EpisodeSummary
from reporting.rules.suppression import Cell, suppress_row

SEXES = ("female", "male", "unknown")
AGES = ("0-17", "18-64", "65-79", "80-89", "90-")
NOT_RECORDED = "not_recorded"
CARE_FORMS = ("somatic", "geriatric", "psychiatric", "detox")
COLOURS = ("blue", "green", "yellow", "red", "grey", "not_recorded")
SPLIT_MEASURES = (
    "episodes",
    "episodes_with_sip_call",
    "ready_days",
    "discharged_day_zero",
    "readmissions_30d",
)

Row = dict[str, int | None]
Split = dict[str, Row]
CategoryOf = Callable[[EpisodeSummary], str | None]


RawSplit = dict[str, dict[str, Cell]]
"""Cells with their patients, by measure and category. Never shown as they are."""

CAUSE = "readmission_cause"


def breakdowns(
    selection: Selection,
    patients: Mapping[str, PatientFact],
    units: Mapping[str, UnitFact],
    *,
    unsuppressed: bool = False,
) -> dict[str, Row | Split]:
    """All breakdowns.

    `unsuppressed` is for those who may open the cases, inside the system, never in a file.
    """
    raw = raw_breakdowns(selection, patients, units)
    return {name: shown_split(name, cells, unsuppressed=unsuppressed) for name, cells in raw.items()}


def more_breakdowns(selection: Selection, *, unsuppressed: bool = False) -> dict[str, Row | Split]:
    """Splits beside the contract's, on the page and in the files: by care form and by colour (U5, T25)."""
    raw = raw_more(selection)
    return {name: shown_split(name, cells, unsuppressed=unsuppressed) for name, cells in raw.items()}


def raw_more(selection: Selection) -> dict[str, RawSplit]:
    """The same with the patients behind each cell."""

    def form(episode: EpisodeSummary) -> str:
        return episode.care_form

    def colour(episode: EpisodeSummary) -> str:
        return episode.track if episode.track in COLOURS else NOT_RECORDED

    return {
        "by_care_form": _cells(selection, list(CARE_FORMS), form, form),
        "by_colour": _cells(selection, list(COLOURS), colour, colour),
    }


def shown_split(name: str, cells: RawSplit, *, unsuppressed: bool) -> Row | Split:
    """A split as it may be shown: category → measure → figure; causes are one row."""
    rows = {measure: _shown(row, unsuppressed) for measure, row in cells.items()}
    if name == CAUSE:
        return rows["readmissions_30d"]
    return {category: {m: rows[m][category] for m in SPLIT_MEASURES} for category in rows["episodes"]}


def raw_breakdowns(
    selection: Selection, patients: Mapping[str, PatientFact], units: Mapping[str, UnitFact]
) -> dict[str, RawSplit]:
    """Every breakdown with the patients behind each cell: what suppression decides on."""

    def sex(episode: EpisodeSummary) -> str:
        patient = patients.get(episode.patient)
        return patient.sex if patient is not None and patient.sex in SEXES else "unknown"

    def age_at(day: date | None, episode: EpisodeSummary) -> str | None:
        patient = patients.get(episode.patient)
        if patient is None or patient.birth_date is None or day is None:
            return None
        return age_group(age_on(patient.birth_date, day))

    def hospital(ward: str) -> str | None:
        unit = units.get(ward)
        return unit.hospital or None if unit is not None else None

    hospitals = {hospital(e.last_ward) for e in selection.episodes}
    hospitals |= {hospital(e.first_ward) for e in selection.readmissions}
    return {
        "by_sex": _cells(selection, list(SEXES), sex, sex),
        "by_age": _cells(
            selection,
            list(AGES),
            lambda e: age_at(e.discharged_on, e),
            lambda e: age_at(e.admitted_on, e),
        ),
        "by_hospital": _cells(
            selection,
            sorted(name for name in hospitals if name is not None),
            lambda e: hospital(e.last_ward),
            lambda e: hospital(e.first_ward),
        ),
        CAUSE: {"readmissions_30d": cause_cells(selection.readmissions)},
    }


def causes(readmissions: Sequence[EpisodeSummary], *, unsuppressed: bool = False) -> Row:
    """Readmissions by the last recorded cause, and last those without one."""
    return _shown(cause_cells(readmissions), unsuppressed)


def cause_cells(readmissions: Sequence[EpisodeSummary]) -> dict[str, Cell]:
    """The causes with the patients behind each."""
    row = {cause: Cell() for cause in (*CAUSES, NOT_RECORDED)}
    for episode in readmissions:
        row[_cause(episode)].add(episode.patient)
    return row


def age_group(age: int) -> str:
    """The age group that whole years fall in."""
    for last, group in ((17, "0-17"), (64, "18-64"), (79, "65-79"), (89, "80-89")):
        if age <= last:
            return group
    return "90-"


def _cause(episode: EpisodeSummary) -> str:
    if episode.cause is None:
        return NOT_RECORDED
    return episode.cause if episode.cause in CAUSES else "other"


def _cells(
    selection: Selection, categories: list[str], of_episode: CategoryOf, of_readmission: CategoryOf
) -> dict[str, dict[str, Cell]]:
    cells = {measure: {category: Cell() for category in categories} for measure in SPLIT_MEASURES}
    for episode in selection.episodes:
        category = of_episode(episode)
        if category is None:
            continue
        cells["episodes"][category].add(episode.patient)
        cells["episodes_with_sip_call"][category].add(episode.patient, has_sip_call(selection, episode))
        cells["ready_days"][category].add(episode.patient, episode.ready_days)
        cells["discharged_day_zero"][category].add(episode.patient, episode.day_zero)
    for episode in selection.readmissions:
        category = of_readmission(episode)
        if category is not None:
            cells["readmissions_30d"][category].add(episode.patient)
    return cells


def _shown(row: Mapping[str, Cell], unsuppressed: bool) -> Row:
    return {name: cell.value for name, cell in row.items()} if unsuppressed else suppress_row(row)
