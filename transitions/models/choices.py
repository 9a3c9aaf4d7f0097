"""The choices of columns whose list grows with the process.

Migrations name the function and not the list, so that a new kind of item or task needs no migration.
"""

from transitions.rules.kinds import Ground, ItemKind
from transitions.rules.owing import Turn
from transitions.rules.tasks import TaskKind


def item_kinds() -> list[tuple[str, str]]:
    """Every kind of item."""
    return [(kind, kind) for kind in ItemKind]


def owing_turns() -> list[tuple[str, str]]:
    """Every side that can have the word."""
    return [(turn, turn) for turn in Turn]


def task_kinds() -> list[tuple[str, str]]:
    """Every kind of task."""
    return [(kind, kind) for kind in TaskKind]


def grounds() -> list[tuple[str, str]]:
    """Every ground on which an item reaches a unit."""
    return [(ground, ground) for ground in Ground]
