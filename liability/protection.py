"""Who may see a patient's result, as PostgreSQL asks it: the two sides that the act binds, on their own chains."""

from core.protection import ORGANISATION, ROLE, Protected, register
from liability.permissions import ACTIONS, SEE, SEE_STATEMENTS

_ROLES = ", ".join(f"'{role}'" for role in sorted(ACTIONS[SEE]))
_READERS = ", ".join(f"'{role}'" for role in sorted(ACTIONS[SEE_STATEMENTS]))

# Both sides of a month, and a municipality its districts': liability.permissions.statements_visible_to.
_PARTY = f"""{ROLE} IN ({_READERS}) AND (region_id = {ORGANISATION} OR municipality_id IN (
    SELECT o.id FROM actors_organisation o WHERE o.id = {ORGANISATION} OR o.parent_id = {ORGANISATION}))"""
# The subqueries are under the statement's own policy: what a row belongs to is seen, or it is not.
_OF_A_STATEMENT = "statement_id IN (SELECT s.id FROM liability_statement s)"

# What managers and controllers see: sums of each municipality, never a patient's row.
SUMS = "hemvag_liability_sums(text[], timestamptz, timestamptz)"
PASSING = "hemvag_liability_passing(text[])"
FUNCTIONS = """
CREATE OR REPLACE FUNCTION hemvag_liability_sums(codes text[], since timestamptz, until timestamptz)
    RETURNS TABLE (code text, running bigint, not_yet bigint, needs_review bigint, liable bigint, days bigint,
                   amount bigint, billable_amount bigint)
    STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.owed_by->>0,
           count(*) FILTER (WHERE e.ended_at IS NULL AND a.status = 'running'),
           count(*) FILTER (WHERE e.ended_at IS NULL AND a.status = 'not_yet'),
           count(*) FILTER (WHERE e.ended_at IS NULL AND a.status = 'needs_review'),
           count(*) FILTER (WHERE ended.one),
           COALESCE(sum(a.days) FILTER (WHERE ended.one), 0),
           CASE WHEN count(*) FILTER (WHERE ended.one AND a.amount IS NULL) = 0
                THEN COALESCE(sum(a.amount) FILTER (WHERE ended.one), 0) END,
           CASE WHEN count(*) FILTER (WHERE ended.one AND a.billable_amount IS NULL) = 0
                THEN COALESCE(sum(a.billable_amount) FILTER (WHERE ended.one), 0) END
      FROM liability_assessment a
      JOIN transitions_careepisode e ON e.id = a.episode_id
      CROSS JOIN LATERAL (SELECT COALESCE(e.ended_at BETWEEN since AND until AND a.days > 0, false)) ended (one)
     WHERE a.superseded_at IS NULL AND jsonb_array_length(a.owed_by) = 1 AND a.owed_by->>0 = ANY(codes)
       AND (e.ended_at IS NULL OR ended.one)
     GROUP BY 1 $$;
CREATE OR REPLACE FUNCTION hemvag_liability_passing(codes text[])
    RETURNS TABLE (code text, ward bigint, starts_on date, count bigint)
    STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.owed_by->>0, e.ward_id, a.starts_on, count(*)
      FROM liability_assessment a JOIN transitions_careepisode e ON e.id = a.episode_id
     WHERE a.superseded_at IS NULL AND a.status IN ('not_yet', 'running') AND a.starts_on IS NOT NULL
       AND e.ended_at IS NULL AND a.owed_by->>0 = ANY(codes)
     GROUP BY 1, 2, 3 $$;
"""

TABLES = (
    Protected(
        "liability_assessment",
        f"{ROLE} IN ({_ROLES}) AND hemvag_in_chain(episode_id)",
    ),
    Protected("liability_decision", f"{ROLE} IN ({_ROLES}) AND hemvag_in_chain(episode_id)"),
    Protected("liability_statement", _PARTY),
    Protected("liability_statementrow", _OF_A_STATEMENT),
    Protected("liability_statementstep", _OF_A_STATEMENT),
    Protected("liability_statementfile", _OF_A_STATEMENT),
    Protected("liability_statementattachment", "step_id IN (SELECT s.id FROM liability_statementstep s)"),
)


def protect() -> None:
    """Register the app's tables."""
    register(*TABLES, functions=FUNCTIONS, aggregates=[SUMS, PASSING])
