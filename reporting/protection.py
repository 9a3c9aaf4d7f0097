"""Who may see what patients have answered, as PostgreSQL asks it (U2).

An offer: the units in the chain that offer. An answer: no unit; the system counts. A text: MAS and manager of the
municipality or district, who screen it, and the others there once it is shown; it says neither whose it is nor of
which case.
"""

from core.protection import ORGANISATION, ROLE, Protected, register
from reporting.permissions import OFFERERS, SCREENERS

_OFFER = ", ".join(f"'{role}'" for role in sorted(OFFERERS))
_SCREEN = ", ".join(f"'{role}'" for role in sorted(SCREENERS))

TABLES = (
    Protected("reporting_experienceinvite", f"{ROLE} IN ({_OFFER}) AND hemvag_in_chain(episode_id)"),
    Protected("reporting_experienceanswer", "false"),
    Protected(
        "reporting_experiencecomment",
        f"""({ROLE} IN ({_SCREEN}) OR state = 'shown') AND organisation_id IN (
            SELECT o.id FROM actors_organisation o WHERE o.id = {ORGANISATION} OR o.parent_id = {ORGANISATION})""",
    ),
)


def protect() -> None:
    """Register the app's tables."""
    register(*TABLES)
