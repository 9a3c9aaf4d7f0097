"""Who may see a row of a SIP, as PostgreSQL asks it. The same conditions as `permissions`."""

from core.protection import CHAINS, Protected, register

# A call points at its SIP, and a SIP is seen by whoever sees a call of it.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION hemvag_sees_sip(sip bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM sip_sipcall c WHERE c.sip_id = sip AND hemvag_sees_item(c.item_id))
        OR EXISTS (SELECT 1 FROM sip_sip s WHERE s.id = sip AND s.episode_id = ANY(hemvag_chains()));
END $$;
"""

# When a consent runs out is asked by the application alone, which has the clock.
PLAN_FUNCTIONS = """
CREATE OR REPLACE FUNCTION hemvag_sip_consented(episode bigint, unit bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM transitions_consent c
         WHERE c.episode_id = episode AND c.scope = 'sip' AND c.agrees AND c.withdrawn_at IS NULL
           AND (c.units = '[]'::jsonb OR c.units @> to_jsonb(unit)
                OR EXISTS (SELECT 1 FROM transitions_party p
                            WHERE p.episode_id = episode AND p.taken_over_by_id = unit
                              AND c.units @> to_jsonb(p.unit_id))));
END $$;
CREATE OR REPLACE FUNCTION hemvag_reads_plan(sip bigint, writer bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE episode bigint;
BEGIN
    SELECT s.episode_id INTO episode FROM sip_sip s WHERE s.id = sip;
    IF episode = ANY(hemvag_chains()) THEN
        RETURN true;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM sip_sipparticipant p WHERE p.sip_id = sip AND p.unit_id = hemvag_unit())
       AND NOT EXISTS (SELECT 1 FROM sip_sipcall c WHERE c.sip_id = sip AND c.called_by_id = hemvag_unit()) THEN
        RETURN false;
    END IF;
    RETURN COALESCE(writer = hemvag_unit(), false)
        OR (hemvag_sip_consented(episode, hemvag_unit())
            AND (writer IS NULL OR hemvag_sip_consented(episode, writer)));
END $$;
CREATE OR REPLACE FUNCTION hemvag_reads_in_plan(plan bigint, writer bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN hemvag_reads_plan((SELECT p.sip_id FROM sip_plan p WHERE p.id = plan), writer);
END $$;
CREATE OR REPLACE FUNCTION hemvag_reads_part(part bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM sip_planpart p WHERE p.id = part AND hemvag_reads_in_plan(p.plan_id, p.unit_id));
END $$;
CREATE OR REPLACE FUNCTION hemvag_reads_goal(goal bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM sip_plangoal g WHERE g.id = goal AND hemvag_reads_in_plan(g.plan_id, NULL));
END $$;
"""

TABLES = (
    Protected(
        "sip_sip",
        f"episode_id = {CHAINS} OR hemvag_sees_sip(id)",
        # The call that lets the unit see it is written a moment later, in the same transaction.
        adds="hemvag_in_chain(episode_id)",
    ),
    Protected("sip_historicalsip", "hemvag_sees_sip(id)"),
    Protected("sip_sipcall", "hemvag_sees_item(item_id)"),
    Protected("sip_sipparticipant", "hemvag_sees_sip(sip_id)"),
    Protected("sip_historicalsipparticipant", "hemvag_sees_sip(sip_id)"),
    Protected("sip_notrequired", "hemvag_sees_item(item_id)"),
)

PLAN_TABLES = (
    Protected("sip_plan", "hemvag_reads_plan(sip_id, NULL)"),
    Protected("sip_historicalplan", "hemvag_reads_plan(sip_id, NULL)"),
    Protected("sip_plangoal", "hemvag_reads_in_plan(plan_id, NULL)"),
    Protected("sip_historicalplangoal", "hemvag_reads_in_plan(plan_id, NULL)"),
    Protected("sip_planpart", "hemvag_reads_in_plan(plan_id, unit_id)"),
    Protected("sip_historicalplanpart", "hemvag_reads_in_plan(plan_id, unit_id)"),
    Protected("sip_planaction", "hemvag_reads_part(part_id)"),
    Protected("sip_historicalplanaction", "hemvag_reads_part(part_id)"),
    Protected("sip_planversion", "hemvag_reads_in_plan(plan_id, NULL)"),
    Protected("sip_goaloutcome", "hemvag_reads_goal(goal_id)"),
)


TIME_FUNCTIONS = """
CREATE OR REPLACE FUNCTION hemvag_in_sip(sip bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM sip_sip s WHERE s.id = sip AND s.episode_id = ANY(hemvag_chains()))
        OR EXISTS (SELECT 1 FROM sip_sipparticipant p WHERE p.sip_id = sip AND p.unit_id = hemvag_unit())
        OR EXISTS (SELECT 1 FROM sip_sipcall c WHERE c.sip_id = sip AND c.called_by_id = hemvag_unit());
END $$;
CREATE OR REPLACE FUNCTION hemvag_in_round(round bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM sip_timeround r WHERE r.id = round AND hemvag_in_sip(r.sip_id));
END $$;
CREATE OR REPLACE FUNCTION hemvag_in_hand_over(plan bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM sip_plan p WHERE p.id = plan AND hemvag_in_sip(p.sip_id));
END $$;
"""

TIME_TABLES = (
    Protected("sip_timeround", "hemvag_in_sip(sip_id)"),
    Protected("sip_proposedtime", "hemvag_in_round(round_id)"),
    Protected("sip_timereply", "hemvag_in_round(round_id)"),
    Protected("sip_historicaltimereply", "hemvag_in_round(round_id)"),
    Protected("sip_sipfollowup", "hemvag_in_sip(sip_id)"),
    Protected("sip_sipevaluation", "hemvag_in_sip(sip_id)"),
    Protected("sip_sipreminder", "hemvag_in_sip(sip_id)"),
    Protected("sip_preparation", "hemvag_in_sip(sip_id)"),
    Protected("sip_historicalpreparation", "hemvag_in_sip(sip_id)"),
    Protected("sip_parthandover", "hemvag_in_hand_over(plan_id)"),
    Protected("sip_historicalparthandover", "hemvag_in_hand_over(plan_id)"),
)


def protect() -> None:
    """Register the app's tables."""
    register(*TABLES, functions=FUNCTIONS)
    register(*PLAN_TABLES, functions=PLAN_FUNCTIONS)
    register(*TIME_TABLES, functions=TIME_FUNCTIONS)
