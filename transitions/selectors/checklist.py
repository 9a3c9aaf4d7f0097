"""The going-home checklist of a case, as a unit may see it."""

from actors.acting import Acting
from transitions import permissions
from transitions.models import CareEpisode, ChecklistPoint
from transitions.rules.checklist import begun
from transitions.rules.kinds import PointState
from transitions.selectors.chains import chain


def points(*, acting: Acting, episode: CareEpisode) -> list[ChecklistPoint]:
    """The points that the unit sees: its own, and all of them for the ward and the assessment office. One query."""
    found = permissions.points_visible_to(acting).filter(episode=episode)
    return list(found.select_related("owner").order_by("pk"))


def of_panel(*, acting: Acting, episode: CareEpisode) -> list[ChecklistPoint]:
    """The same where the chain is known already: nothing is asked of a list that nobody has begun."""
    return points(acting=acting, episode=episode) if begun(chain(episode)) else []


def point(*, acting: Acting, episode: CareEpisode, point_id: int) -> ChecklistPoint | None:
    """One point, when the unit sees it."""
    found = permissions.points_visible_to(acting).filter(episode=episode, pk=point_id)
    return found.select_related("owner").first()


def critical_open(*, acting: Acting, episode: CareEpisode) -> list[ChecklistPoint]:
    """The critical points that are still open. One query."""
    found = permissions.points_visible_to(acting).filter(
        episode=episode, state=PointState.OPEN, critical=True
    )
    return list(found.select_related("owner").order_by("pk"))
