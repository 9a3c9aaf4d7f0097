"""Who may read the logs, as PostgreSQL asks it: one's own looks and one's own provider's, and change rows nobody's."""

from core.protection import ORGANISATION, USER, Protected, register

TABLES = (
    Protected(
        "core_accesslogrow",
        f"user_id = {USER} OR organisation_id = {ORGANISATION}",
        adds="true",
        audited=False,
    ),
    Protected(
        "core_lookalert",
        f"user_id = {USER} OR organisation_id = {ORGANISATION}",
        adds="true",
        audited=False,
    ),
    # They hold values of every protected table: the system alone reads them.
    Protected("core_changerow", "false", adds="true", audited=False),
    Protected("core_logsample", f"organisation_id = {ORGANISATION}", audited=False),
    Protected(
        "core_logverdict",
        "EXISTS (SELECT 1 FROM core_logsample s WHERE s.id = core_logverdict.sample_id)",
        audited=False,
    ),
)


def protect() -> None:
    """Register the logs' tables."""
    register(*TABLES)
