"""Who may see a draft, as PostgreSQL asks it: the one who typed it, in the unit for which it was typed."""

from core.protection import UNIT, USER, Protected, register

TABLES = (Protected("actors_draft", f"user_id = {USER} AND unit_id = {UNIT}", audited=False),)


def protect() -> None:
    """Register the table."""
    register(*TABLES)
