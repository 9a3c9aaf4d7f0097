"""Who may see a deviation, as PostgreSQL asks it. The same conditions as `permissions.visible_to`."""

from core.protection import ORGANISATION, ROLE, UNIT, Protected, register
from deviations import protection_delegations as delegations

# A MAS sees her whole municipality's or district's, and private providers' about people registered there (A6).
_AREA = (
    f"(SELECT o.id FROM actors_organisation o WHERE o.id = {ORGANISATION} OR o.parent_id = {ORGANISATION})"
)
_SEES = f"""
    {UNIT} IN (reported_by_id, about_id, routed_to_id)
    OR ({ROLE} = 'mas' AND (
        EXISTS (SELECT 1 FROM actors_unit u
                 WHERE u.id IN (reported_by_id, about_id) AND u.organisation_id IN {_AREA})
        OR EXISTS (SELECT 1 FROM actors_unit u JOIN actors_organisation o ON o.id = u.organisation_id
                    WHERE u.id IN (reported_by_id, about_id) AND o.kind = 'private_provider')
           AND hemvag_registered_in(episode_id, {ORGANISATION})))
"""

FUNCTIONS = """
CREATE OR REPLACE FUNCTION hemvag_registered_in(episode bigint, organisation bigint) RETURNS boolean
    STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM transitions_careepisode e JOIN actors_organisation o ON o.id = e.registered_in_id
                    WHERE e.id = episode AND organisation IN (o.id, o.parent_id)) $$;
"""

TABLES = (
    Protected("deviations_deviation", _SEES),
    Protected("deviations_historicaldeviation", _SEES),
)


def protect() -> None:
    """Register the app's tables."""
    register(*TABLES, functions=FUNCTIONS)
    register(*delegations.TABLES, functions=delegations.FUNCTIONS)
