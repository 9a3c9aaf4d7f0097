"""Who may see a row of the chain, as PostgreSQL asks it. The same conditions as `permissions`; docs/visibility.md."""

from core.protection import CHAINS, ORGANISATION, UNIT, USER, Protected, register
from transitions.rules.shields import DUTY_GROUNDS

_DUTY = ", ".join(f"'{ground}'" for ground in sorted(DUTY_GROUNDS))

# A policy that asks its own table, or two that ask each other, have no end, and policies within policies take longer to
# plan than to carry out. So the conditions are functions that look past the policies, as the owner of the tables, and
# answer yes or no about the unit of the scope. A block in force hides what its holder wrote, but for what the act
# orders to be sent: rules/shields.py, `shown`.
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION hemvag_in_chain(episode bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN episode = ANY(hemvag_chains())
        OR EXISTS (SELECT 1 FROM transitions_party WHERE episode_id = episode AND unit_id = hemvag_unit());
END $$;
CREATE OR REPLACE FUNCTION hemvag_knows_patient(patient bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM transitions_careepisode e JOIN transitions_party p ON p.episode_id = e.id
                    WHERE e.patient_id = patient AND p.unit_id = hemvag_unit())
        OR EXISTS (SELECT 1 FROM transitions_careepisode e
                    WHERE e.patient_id = patient
                      AND (e.ward_id = hemvag_unit() OR e.id = ANY(hemvag_chains())));
END $$;
CREATE OR REPLACE FUNCTION hemvag_barred_from(episode bigint, writer bigint, reader bigint, provider bigint)
    RETURNS boolean STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM transitions_block b
                     JOIN transitions_careepisode e ON e.patient_id = b.patient_id
                     JOIN actors_unit u ON u.id = writer
                    WHERE e.id = episode AND b.lifted_at IS NULL
                      AND ((b.unit_id IS NULL AND b.organisation_id = u.organisation_id
                            AND b.organisation_id IS DISTINCT FROM provider)
                        OR (b.unit_id = writer AND writer IS DISTINCT FROM reader)));
END $$;
CREATE OR REPLACE FUNCTION hemvag_addressed(item bigint, episode bigint, writer bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE why text;
BEGIN
    SELECT a.ground INTO why FROM transitions_addressee a WHERE a.item_id = item AND a.unit_id = hemvag_unit();
    RETURN FOUND AND (why IN ({_DUTY})
                      OR NOT hemvag_barred_from(episode, writer, hemvag_unit(), hemvag_organisation()));
END $$;
CREATE OR REPLACE FUNCTION hemvag_sees_item(item bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE episode bigint; writer bigint;
BEGIN
    SELECT i.episode_id, i.by_unit_id INTO episode, writer FROM transitions_item i WHERE i.id = item;
    RETURN FOUND AND (writer = hemvag_unit() OR episode = ANY(hemvag_chains())
                      OR hemvag_addressed(item, episode, writer));
END $$;
CREATE OR REPLACE FUNCTION hemvag_sees_point(episode bigint, owner bigint, writer bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN episode = ANY(hemvag_chains())
        OR ((owner = hemvag_unit()
             OR EXISTS (SELECT 1 FROM transitions_careepisode e WHERE e.id = episode AND e.ward_id = hemvag_unit())
             OR EXISTS (SELECT 1 FROM transitions_party p JOIN actors_unit u ON u.id = p.unit_id
                         WHERE p.episode_id = episode AND p.unit_id = hemvag_unit()
                           AND u.kind = 'assessment_office'))
            AND (writer = hemvag_unit()
                 OR NOT hemvag_barred_from(episode, writer, hemvag_unit(), hemvag_organisation())));
END $$;
"""


def on_chain(column: str = "episode_id") -> str:
    """The unit is on the chain that the row belongs to."""
    return f"hemvag_in_chain({column})"


def with_item(column: str = "item_id") -> str:
    """The unit sees the item that the row belongs to."""
    return f"hemvag_sees_item({column})"


def of_patient(column: str = "patient_id") -> str:
    """The unit is, or was, on a chain of the patient."""
    return f"hemvag_knows_patient({column})"


TABLES = (
    Protected(
        "transitions_party",
        f"unit_id = {UNIT} OR {on_chain()}",
    ),
    Protected(
        "transitions_careepisode",
        # As subqueries, not functions, here and for items: of these a list reads hundreds.
        f"ward_id = {UNIT} OR id = {CHAINS} OR EXISTS (SELECT 1 FROM transitions_party p "
        f"WHERE p.episode_id = transitions_careepisode.id AND p.unit_id = {UNIT})",
    ),
    Protected("transitions_historicalcareepisode", on_chain("id")),
    Protected("transitions_patient", of_patient("id")),
    Protected("transitions_historicalpatient", of_patient("id")),
    Protected("transitions_patientregistration", of_patient()),
    Protected("transitions_homecareservice", of_patient()),
    Protected("transitions_historicalhomecareservice", of_patient()),
    Protected(
        "transitions_item",
        f"by_unit_id = {UNIT} OR episode_id = {CHAINS} OR EXISTS (SELECT 1 FROM transitions_addressee a "
        f"WHERE a.item_id = transitions_item.id AND a.unit_id = {UNIT} AND (a.ground IN ({_DUTY}) "
        f"OR NOT hemvag_barred_from(transitions_item.episode_id, transitions_item.by_unit_id, "
        f"{UNIT}, {ORGANISATION})))",
    ),
    Protected("transitions_addressee", f"unit_id = {UNIT} OR {with_item()}"),
    *(
        Protected(table, with_item())
        for table in (
            "transitions_admissionnotice",
            "transitions_expecteddischarge",
            "transitions_dischargereadynotice",
            "transitions_carecontact",
            "transitions_safetyreceipt",
            "transitions_consent",
            "transitions_historicalconsent",
            "transitions_escalation",
            "transitions_phonecall",
        )
    ),
    Protected("transitions_responsible", on_chain()),
    # A point is its owner's, the ward's and the assessment office's.
    *(
        Protected(table, "hemvag_sees_point(episode_id, owner_id, by_unit_id)")
        for table in ("transitions_checklistpoint", "transitions_historicalchecklistpoint")
    ),
    *(Protected(table, with_item()) for table in ("transitions_unreached", "transitions_paperdelivery")),
    Protected("transitions_task", f"unit_id = {UNIT} OR {on_chain()}"),
    Protected("transitions_seen", f"user_id = {USER} AND {on_chain()}"),
    Protected("transitions_snooze", f"user_id = {USER} AND {on_chain()}"),
    # What colleagues tell each other at a change of shift stays in the unit.
    Protected("transitions_handover", f"unit_id = {UNIT}"),
    Protected(
        "transitions_handovercase",
        f"{on_chain()} AND EXISTS (SELECT 1 FROM transitions_handover h "
        f"WHERE h.id = transitions_handovercase.handover_id AND h.unit_id = {UNIT})",
    ),
    *(
        Protected(table, of_patient())
        for table in (
            "transitions_representative",
            "transitions_historicalrepresentative",
            "transitions_block",
            "transitions_historicalblock",
            "transitions_availability",
            "transitions_historicalavailability",
            "transitions_protectionchange",
        )
    ),
    *(
        Protected(table, f"unit_id = {UNIT}")
        for table in (
            "transitions_directaccess",
            "transitions_protectionopening",
            "transitions_eveningpack",
            "transitions_paperentry",
            "transitions_informationdraft",
        )
    ),
    # What was weighed is the assessing unit's own; others see on what ground something reached them.
    *(
        Protected(table, f"by_unit_id = {UNIT} OR episode_id = {CHAINS}")
        for table in ("transitions_harmassessment", "transitions_historicalharmassessment")
    ),
    # Whoever reviews sees those of the organisation.
    Protected("transitions_emergencyaccess", f"unit_id = {UNIT} OR organisation_id = {ORGANISATION}"),
    Protected(
        "transitions_emergencyreview",
        "EXISTS (SELECT 1 FROM transitions_emergencyaccess a WHERE a.id = transitions_emergencyreview.access_id)",
    ),
)


def protect() -> None:
    """Register the app's tables."""
    register(*TABLES, functions=FUNCTIONS)
