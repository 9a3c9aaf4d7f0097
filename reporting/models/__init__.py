"""Rows of the reporting app. Private to it: others use `reporting.selectors` and `reporting.services`."""

from reporting.models.board import BoardReport, BoardSchedule, BoardState, BoardText
from reporting.models.experience import CommentState, ExperienceAnswer, ExperienceComment, ExperienceInvite
from reporting.models.goal import Activity, ActivityState, Area, EffectGoal, GoalComment, Principal
from reporting.models.run import ReportRun

__all__ = [
    "Activity",
    "ActivityState",
    "Area",
    "BoardReport",
    "BoardSchedule",
    "BoardState",
    "BoardText",
    "CommentState",
    "EffectGoal",
    "ExperienceAnswer",
    "ExperienceComment",
    "ExperienceInvite",
    "GoalComment",
    "Principal",
    "ReportRun",
]
