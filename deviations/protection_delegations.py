"""Who may see a delegation, as PostgreSQL asks it: as the mandate says (A10). `permissions_delegations.visible_to`."""

from core.protection import ORGANISATION, ROLE, UNIT, USER, Protected

# A MAS answers for municipal health care, her own and what private providers do for her municipality; of the
# region's delegations to home care she sees numbers alone, unless an agreement that all have signed says more.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION hemvag_mas_answers_for(unit bigint, organisation bigint) RETURNS boolean
    STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM actors_unit u JOIN actors_organisation o ON o.id = u.organisation_id
         WHERE u.id = unit
           AND (organisation IN (o.id, o.parent_id) AND o.kind IN ('municipality', 'district')
                OR o.kind = 'private_provider'
                   AND EXISTS (SELECT 1 FROM actors_servicearea a
                                 JOIN actors_organisation s ON s.id = a.organisation_id
                                WHERE a.unit_id = u.id AND organisation IN (s.id, s.parent_id)))) $$;
CREATE OR REPLACE FUNCTION hemvag_mas_agreed_on(nurse_unit bigint, unit bigint, organisation bigint)
    RETURNS boolean STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM deviations_localagreement l
          JOIN deviations_agreementparty p ON p.agreement_id = l.id
          JOIN actors_unit n ON n.id = nurse_unit AND n.organisation_id = p.organisation_id
         WHERE l.mas_sees_delegations AND l.ended_on IS NULL
           AND NOT EXISTS (SELECT 1 FROM deviations_agreementparty w
                            WHERE w.agreement_id = l.id AND w.signed_on IS NULL)
           AND EXISTS (SELECT 1 FROM deviations_agreementparty m
                        WHERE m.agreement_id = l.id AND m.organisation_id = organisation))
       AND EXISTS (
        SELECT 1 FROM actors_unit u
         WHERE u.id = unit
           AND (u.organisation_id = organisation
                OR EXISTS (SELECT 1 FROM actors_servicearea a
                            WHERE a.unit_id = u.id AND a.organisation_id = organisation))) $$;
"""

_SEES = f"""
    (nurse_id = {USER} AND nurse_unit_id = {UNIT})
    OR receiver_unit_id = {UNIT}
    OR ({ROLE} = 'manager' AND nurse_unit_id = {UNIT})
    OR ({ROLE} = 'mas' AND (hemvag_mas_answers_for(nurse_unit_id, {ORGANISATION})
                          OR hemvag_mas_agreed_on(nurse_unit_id, receiver_unit_id, {ORGANISATION})))
"""
_OF_ONE = "EXISTS (SELECT 1 FROM deviations_delegation d WHERE d.id = delegation_id)"

TABLES = (
    Protected("deviations_delegation", _SEES),
    Protected("deviations_historicaldelegation", _SEES),
    Protected("deviations_delegationfollowup", _OF_ONE),
    Protected("deviations_delegationreminder", _OF_ONE),
    Protected("deviations_delegationalert", f"unit_id = {UNIT}"),
)
