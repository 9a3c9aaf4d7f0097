"""Effect goals and activities as they are shown, on the pages and in the documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from core.formats import NBSP, day_text, moment_text, number_text
from core.ui import Status, Tone
from reporting.models import Activity, ActivityState, Area, GoalComment, Principal
from reporting.presenters.numbers import AFTER
from reporting.rules.definitions import BY_CODE
from reporting.rules.goals import Change, Direction, Followed, GoalFact, Outcome, Why
from reporting.rules.run_chart import RULES_NAME

OUTCOMES = {
    Outcome.MET: Status("Uppnått", Tone.SUCCESS),
    Outcome.NOT_MET: Status("Inte uppnått", Tone.DANGER),
    Outcome.CANNOT_TELL: Status("Går inte att säga", Tone.NEUTRAL),
}
WHY = {
    Why.NO_VALUE: "Det finns inget att räkna på i perioden.",
    Why.FEW: "Färre än fem vårdtillfällen ligger bakom siffran.",
    Why.NOT_OVER: "Perioden är inte slut än.",
}
CHANGES = {
    Change.BETTER: "Bättre, mer än slumpen",
    Change.WORSE: "Sämre, mer än slumpen",
    Change.CHANCE: "Ingen säker förändring",
    Change.FEW: "För få månader för att säga något",
}
DIRECTIONS = {Direction.AT_MOST: "högst", Direction.AT_LEAST: "minst"}
AREAS = {
    Area.LEADERSHIP: "Ledning och samverkan",
    Area.INFORMATION: "Information mellan huvudmännen",
    Area.PLANNING: "Fast vårdkontakt, planering och SIP",
    Area.HOME: "Trygg hemgång och mottagande",
    Area.FOLLOW_UP: "Uppföljning och lärande",
}
AREAS_NOTE = "Områdenas namn är ett utkast. Skriv ert eget delmål under det område som ligger närmast."
PRINCIPALS = {
    Principal.REGION: "Regionen",
    Principal.MUNICIPALITY: "Kommunen",
    Principal.BOTH: "Båda huvudmännen",
}
STATES = {
    ActivityState.PLANNED: Status("Planerad", Tone.NEUTRAL),
    ActivityState.ONGOING: Status("Pågår", Tone.INFO),
    ActivityState.DONE: Status("Klar", Tone.SUCCESS),
    ActivityState.STOPPED: Status("Avbruten", Tone.WARNING),
}
RULES_TEXT = (
    f"Om en förändring är mer än slump avgörs med {RULES_NAME} (Anhøj och Olesen 2014): en serie månader på samma "
    "sida om medianen som är längre än log2(n) + 3, eller färre korsningar av medianen än vad slumpen ger i 95 fall "
    "av 100. Månader på medianen räknas inte. Färre än tio användbara månader säger inget."
)


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment by a manager."""

    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity of the handlingsplan."""

    key: str
    area: str
    milestone: str
    text: str
    goal: str
    principal: str
    responsible: str
    due: str
    status: Status


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal over a period, in words and figures."""

    key: str
    name: str
    measure: str
    value: str
    target: str
    baseline: str
    outcome: Status
    why: str
    change: str
    chart: str
    decided: str
    definition: str
    comments: list[CommentView] = field(default_factory=list)
    activities: list[ActivityView] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """The goal in one sentence, for a summary."""
        said = f"{self.name}: {self.outcome.label.lower()}"
        known = f", {self.value} mot målet {self.target}" if self.value != "–" else ""
        return f"{said}{known}. {self.change}."


def goal_views(
    followed: Sequence[Followed],
    now: datetime,
    comments: Mapping[str, Sequence[GoalComment]] | None = None,
    activities: Sequence[Activity] = (),
) -> list[GoalView]:
    """The goals as they are shown."""
    return [
        _goal(
            each,
            [comment_view(one, now) for one in (comments or {}).get(each.goal.key, [])],
            [
                activity_view(one, now)
                for one in activities
                if one.goal and str(one.goal.public_id) == each.goal.key
            ],
            now,
        )
        for each in followed
    ]


def _goal(each: Followed, comments: list[CommentView], those: list[ActivityView], now: datetime) -> GoalView:
    goal, chart = each.goal, each.chart
    return GoalView(
        key=goal.key,
        name=goal.name,
        measure=measure_name(goal),
        value=goal_value(goal, each.value),
        target=f"{DIRECTIONS[goal.direction]} {goal_value(goal, goal.target)}",
        baseline=_baseline(goal),
        outcome=OUTCOMES[each.outcome],
        why=WHY[each.why] if each.why else "",
        change=CHANGES[each.change],
        chart=(
            f"{chart.useful} användbara månader, längsta serie {chart.longest_run} (slumpen ger högst "
            f"{chart.limit_run}), {chart.crossings} korsningar av medianen (slumpen ger minst "
            f"{chart.limit_crossings})."
            if chart.enough
            else f"{chart.useful} användbara månader av tio som behövs."
        ),
        decided=f"{goal.decided_by}, {day_text(goal.decided_on, now)}",
        definition=BY_CODE[goal.measure].text,
        comments=comments,
        activities=those,
    )


def measure_name(goal: GoalFact) -> str:
    """The measure, with what it is a share of."""
    definition = BY_CODE[goal.measure]
    if not goal.share:
        return definition.name
    return f"{definition.name}, andel av {BY_CODE[str(definition.part_of)].name.lower()}"


def goal_value(goal: GoalFact, value: Decimal | None) -> str:
    """A value in the goal's unit: "1,85 dygn", "78,6 %", "12"."""
    if value is None:
        return "–"
    text = number_text(value.normalize() if value == value.to_integral_value() else value)
    if "E" in text:
        text = number_text(Decimal(int(value)))
    return f"{text}{NBSP}%" if goal.share else f"{text}{AFTER[BY_CODE[goal.measure].unit]}"


def _baseline(goal: GoalFact) -> str:
    if goal.baseline is None:
        return ""
    text = f" ({goal.baseline_text})" if goal.baseline_text else ""
    return f"{goal_value(goal, goal.baseline)}{text}"


def comment_view(row: GoalComment, now: datetime) -> CommentView:
    """A comment as it is shown."""
    return CommentView(row.text, row.written_by_name, moment_text(row.written_at, now))


def activity_view(row: Activity, now: datetime) -> ActivityView:
    """An activity as it is shown."""
    return ActivityView(
        key=str(row.public_id),
        area=AREAS[Area(row.area)],
        milestone=row.milestone,
        text=row.text,
        goal=row.goal.name if row.goal else "",
        principal=PRINCIPALS[Principal(row.principal)],
        responsible=row.responsible,
        due=day_text(row.due_on, now) if row.due_on else "",
        status=STATES[ActivityState(row.state)],
    )
