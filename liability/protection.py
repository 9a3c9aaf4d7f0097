"""Who may see a patient's result, as PostgreSQL asks it: the two sides that the act binds, on their own chains."""

from core.protection import ROLE, Protected, register
from liability.permissions import ACTIONS, SEE

_ROLES = ", ".join(f"'{role}'" for role in sorted(ACTIONS[SEE]))

TABLES = (
    Protected(
        "liability_assessment",
        f"{ROLE} IN ({_ROLES}) AND EXISTS "
        "(SELECT 1 FROM transitions_careepisode e WHERE e.id = liability_assessment.episode_id)",
    ),
)


def protect() -> None:
    """Register the app's table."""
    register(*TABLES)
