"""What the header says is new: files that a worker has made for a manager."""

from django.urls import reverse

from actors.acting import Acting
from core.navigation import Notices
from reporting import permissions
from reporting.selectors import runs


def notices(acting: Acting) -> Notices | None:
    """Files that are ready and not fetched, for those who order them; the others have their work list."""
    if not permissions.may_decide(acting):
        return None
    return Notices(runs.ready_and_new(acting=acting), reverse("board_reports"))
