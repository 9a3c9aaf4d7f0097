"""The days of betalningsansvar are counted in `liability/rules` and nowhere else.

A page, a service or a report that adds days to a date of its own is a second calculation, and one day they differ.
"""

import ast

from tests.architecture.source import APPS, ROOT, place, python_files, tree

RULES = "liability/rules/"
CALENDAR = {
    "actors/calendar.py": "holidays of the library, made a value for every rule that needs them",
    "actors/rules/calendar.py": "the value itself; liability/rules/calendar.py names it",
}
ARITHMETIC = {"timedelta", "relativedelta", "monthrange", "add_weekdays", "busday_offset"}
METHODS = {"toordinal", "fromordinal", "is_weekday", "is_holiday", "isoweekday"}
TERMS = {"free_days", "late_extra_days", "cutoff", "cutoff_inclusive", "day_type", "eves_are_weekdays"}
"""What the start day follows from: whoever reads one of them outside may be counting."""

OTHERS_COUNT = {
    "actors/rules/hours.py": "staffed hours: days off are other hours, nobody owes for them",
    "actors/presenters_places.py": "the same hours, shown for the fortnight to come",
    "actors/views_duty.py": "the same hours, of who is on duty",
    "actors/selectors_duty.py": "the same hours, with the calendar that they are asked of",
    "transitions/rules/free_days.py": "weekends and holidays ahead, for the list of who goes home over them",
    "transitions/presenters/holiday.py": "the same list, on paper",
    "transitions/views/day.py": "the same list, as a page",
    "sip/rules/times.py": "working days, on which a meeting is proposed",
    "sip/selectors_times.py": "the same, with the calendar that they are asked of",
    "transitions/selectors/ladder.py": "when a unit is staffed, for the steps to a person",
    "deviations/rules/limits.py": "working days to answer a deviation; nobody owes for them",
    "deviations/services/common.py": "the same days, with the calendar that they are asked of",
    "deviations/services/asking.py": "the same days, for who is asked next",
    "deviations/rules/investigation.py": "on a working day an action is to be done and its effect checked",
    "deviations/services/investigating.py": "the same days, with the calendar that they are asked of",
    "integrations/demo/deviations.py": "the same days, of the demo's actions",
}
"""Outside betalningsansvar, days off mean something else: file → what."""

OTHER_WORDS = {
    "actors/rules/calendar.py": "is told whether eves count",
    "core/retention.py": "until when log rows are removed",
    "transitions/rules/free_days.py": "a module of its own by that name: weekends and holidays ahead",
    "deviations/rules/limits.py": "local working days to answer a deviation",
    "deviations/rules/investigation.py": "local working days for actions",
    "deviations/services/investigating.py": "the same",
    "integrations/demo/deviations.py": "the same",
}
"""Files where such a name means something else: file → what."""

READ_TERMS = {
    "liability/models/agreement.py": "the columns of a version of terms",
    "liability/forms_terms.py": "the form of a version of terms",
    "liability/presenters/results.py": "the terms in words, each field said as it stands",
    "liability/services/agreements.py": "a version of terms, written to its row",
    "liability/presenters/strip.py": "which numbered free day a day is, out of how many",
}
"""Files that read or write the fields, and count nothing from them: file → what."""


def used_in(path: str) -> set[str]:
    """Names, attributes and keyword arguments of a file."""
    found: set[str] = set()
    for node in ast.walk(tree(ROOT / path)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.add(node.name)
    return found


def files() -> list[str]:
    """Every file of the apps but the rules of betalningsansvar."""
    found = [place(path) for app in APPS for path in python_files(app)]
    return [each for each in found if not each.startswith(RULES)]


def test_liability_adds_no_days_outside_its_rules() -> None:
    own = [each for each in files() if each.startswith("liability/") and "/migrations/" not in each]
    assert len(own) > 60
    counting = {each: used_in(each) & (ARITHMETIC | METHODS) for each in own}
    assert {each: names for each, names in counting.items() if names} == {}


def test_nobody_else_counts_weekdays_or_asks_what_day_is_free() -> None:
    asking = {
        each
        for each in files()
        if not each.startswith("liability/")
        and used_in(each)
        & {"add_weekdays", "is_weekday", "is_holiday", "swedish_calendar", "country_holidays"}
    }
    assert asking <= CALENDAR.keys() | OTHERS_COUNT.keys(), sorted(
        asking - CALENDAR.keys() - OTHERS_COUNT.keys()
    )


def test_what_the_start_day_follows_from_is_read_by_the_rules_alone() -> None:
    reading = {each for each in files() if used_in(each) & TERMS} - OTHER_WORDS.keys()
    assert reading <= READ_TERMS.keys(), sorted(reading - READ_TERMS.keys())


def test_the_exceptions_are_still_there() -> None:
    for each in (*CALENDAR, *OTHERS_COUNT, *OTHER_WORDS, *READ_TERMS):
        assert (ROOT / each).exists(), each


def test_the_start_day_is_made_in_one_place() -> None:
    """One function adds the free days: both the answer and the strip of days ask it."""
    adding = [
        place(path)
        for path in (ROOT / RULES).glob("*.py")
        if used_in(place(path)) & {"add_weekdays"} and path.name != "calendar.py"
    ]
    assert adding == ["liability/rules/spell_assessment.py"]
