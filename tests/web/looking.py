"""What looking may write, and who looks: shared by the walks over every address."""

from collections.abc import Callable
from typing import Any

from tests.access.matrix import MATRIX

LOOKED = {
    "core_accesslogrow": "who looked",
    "core_auditrow": "the named act of drawing out a file or a log",
    "core_auditchain": "the chain of the logs",
    "core_logchain": "the chain of the logs",
    "core_auditlink": "the chain of the logs",
    "core_changerow": "rows changed by what is listed here",
    "core_lookalert": "that many patients were opened",
    "django_session": "the log-in itself, and messages shown once",
    "transitions_seen": "when the person last opened the case, which unread is counted from",
    "core_delivery": "when somebody at the unit first opened what was delivered",
    "core_preference": "that the first-day tour has been offered",
    "reporting_reportrun": "that whoever ordered a file has fetched it",
    "actors_assignment": "the day that the assignment was last used",
}
"""Tables that a look may write in, and what."""

WRITING = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "MERGE", "COPY", "WITH")


class Writes:
    """Which tables were written in, apart from those that a look may."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """An execute wrapper of Django's."""
        text = str(sql).lstrip()
        if text.upper().startswith(WRITING) and not any(
            f'"{name}"' in text or f" {name} " in text for name in LOOKED
        ):
            self.found.add(text[:120])
        return execute(sql, params, many, context)


def readers(name: str) -> list[str]:
    """Two who are shown something at the address, or one who is not."""
    shown = [column for column, answer in MATRIX.get((name, "GET"), {}).items() if answer[0] == "2"]
    return [shown[0], shown[-1]] if shown else ["nurse"]
