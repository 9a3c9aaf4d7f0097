"""Who may see a deviation, as PostgreSQL asks it. The same conditions as `permissions.visible_to`."""

from core.protection import ORGANISATION, ROLE, UNIT, Protected, register
from deviations import protection_delegations as delegations
from deviations import protection_meetings as meetings

# A MAS sees her whole municipality's or district's, and private providers' about people registered there (A6).
_AREA = (
    f"(SELECT o.id FROM actors_organisation o WHERE o.id = {ORGANISATION} OR o.parent_id = {ORGANISATION})"
)
_OWN = f"(SELECT u.id FROM actors_unit u WHERE u.organisation_id IN {_AREA})"
_PRIVATE = """(SELECT u.id FROM actors_unit u JOIN actors_organisation o ON o.id = u.organisation_id
                WHERE o.kind = 'private_provider')"""
# Sets that are fetched once a statement, never asked for each row: a board may hold a hundred thousand.
_SEES = f"""
    {UNIT} IN (reported_by_id, about_id, routed_to_id, answer_to_id)
    OR ({ROLE} = 'mas' AND (
        reported_by_id IN {_OWN} OR about_id IN {_OWN}
        OR (reported_by_id IN {_PRIVATE} OR about_id IN {_PRIVATE})
           AND hemvag_registered_in(episode_id, {ORGANISATION})))
    OR id = ANY((SELECT hemvag_asked_for_answers())::bigint[])
"""

FUNCTIONS = """
CREATE OR REPLACE FUNCTION hemvag_registered_in(episode bigint, organisation bigint) RETURNS boolean
    STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM transitions_careepisode e JOIN actors_organisation o ON o.id = e.registered_in_id
                    WHERE e.id = episode AND organisation IN (o.id, o.parent_id)) $$;
"""

# Whoever has been turned to for an answer sees what it is about; a unit's own notes are its own.
THREAD_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION hemvag_asked_for_answers() RETURNS bigint[]
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT DISTINCT n.deviation_id FROM deviations_nudge n WHERE n.unit_id = hemvag_unit());
END $$;
CREATE OR REPLACE FUNCTION hemvag_sees_deviation(deviation bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM deviations_deviation WHERE id = deviation AND ({_SEES}));
END $$;
"""

TABLES = (
    Protected("deviations_deviation", _SEES),
    Protected("deviations_historicaldeviation", _SEES),
)

_THANKED = f"""{UNIT} IN (by_unit_id, to_unit_id)
    OR ({ROLE} = 'mas' AND (by_unit_id IN {_OWN} OR to_unit_id IN {_OWN}))"""

# The own side reads an investigation; the frozen timeline is of what its unit alone may see of the case.
_INVESTIGATES = f"unit_id = {UNIT} OR ({ROLE} = 'mas' AND unit_id IN {_OWN})"
_OF_INVESTIGATION = "investigation_id IN (SELECT i.id FROM deviations_investigation i)"
_OWN_INVESTIGATION = (
    f"investigation_id IN (SELECT i.id FROM deviations_investigation i WHERE i.unit_id = {UNIT})"
)

THREAD_TABLES = (
    Protected(
        "deviations_entry", f"(NOT own OR by_unit_id = {UNIT}) AND hemvag_sees_deviation(deviation_id)"
    ),
    Protected("deviations_nudge", "hemvag_sees_deviation(deviation_id)"),
    Protected("deviations_enclosure", "hemvag_sees_deviation(deviation_id)"),
    Protected("deviations_investigation", _INVESTIGATES),
    Protected("deviations_historicalinvestigation", _INVESTIGATES),
    Protected("deviations_coursecopy", _OWN_INVESTIGATION),
    Protected("deviations_investigationaction", _OF_INVESTIGATION),
    Protected("deviations_historicalinvestigationaction", _OF_INVESTIGATION),
    Protected("deviations_joining", "hemvag_sees_deviation(deviation_id)"),
    Protected("deviations_seriousevent", _INVESTIGATES),
    Protected("deviations_historicalseriousevent", _INVESTIGATES),
    Protected("deviations_proposal", f"unit_id = {UNIT}"),
    Protected("deviations_thanks", _THANKED),
    Protected("deviations_historicalthanks", _THANKED),
    # Ids and stems of what is alike: the MAS's of the area. A worker makes it anew, so no change of it is kept.
    Protected("deviations_grouping", f"{ROLE} = 'mas' AND organisation_id = {ORGANISATION}", audited=False),
)


def protect() -> None:
    """Register the app's tables."""
    register(*delegations.TABLES, functions=delegations.FUNCTIONS)
    register(*TABLES, functions=FUNCTIONS + THREAD_FUNCTIONS)
    register(*THREAD_TABLES)
    register(*meetings.TABLES)
