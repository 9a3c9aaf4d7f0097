"""Who may see a row of the chain, as PostgreSQL asks it. The same conditions as `permissions`; docs/visibility.md."""

from core.protection import CHAINS, ORGANISATION, UNIT, USER, Protected, register
from transitions.rules.shields import DUTY_GROUNDS

_EPISODE = "EXISTS (SELECT 1 FROM transitions_careepisode e WHERE e.id = {table}.{column})"
_ITEM = "EXISTS (SELECT 1 FROM transitions_item i WHERE i.id = {table}.item_id)"
_DUTY = ", ".join(f"'{ground}'" for ground in sorted(DUTY_GROUNDS))
_PATIENT = "EXISTS (SELECT 1 FROM transitions_patient p WHERE p.id = {table}.{column})"

# A policy that asks its own table, or two that ask each other, have no end: these two look past the policies, as the
# owner of the tables, and answer yes or no about the unit of the scope.
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION hemvag_in_chain(episode bigint) RETURNS boolean
    STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM transitions_party
                    WHERE episode_id = episode AND unit_id = hemvag_unit()) $$;
CREATE OR REPLACE FUNCTION hemvag_sees_item(item bigint) RETURNS boolean
    STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM transitions_item i
                    WHERE i.id = item AND (i.by_unit_id = hemvag_unit() OR i.episode_id = ANY(hemvag_chains())))
        OR EXISTS (SELECT 1 FROM transitions_addressee a
                     JOIN transitions_item i ON i.id = a.item_id
                    WHERE a.item_id = item AND a.unit_id = hemvag_unit()
                      AND (a.ground IN ({_DUTY}) OR NOT hemvag_barred(i.episode_id, i.by_unit_id))) $$;
"""

# A block in force hides what its holder wrote, but for what the act orders to be sent: rules/shields.py, `shown`.
BARRED = """
CREATE OR REPLACE FUNCTION hemvag_barred(episode bigint, writer bigint) RETURNS boolean
    STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM transitions_block b
                     JOIN transitions_careepisode e ON e.patient_id = b.patient_id
                     JOIN actors_unit u ON u.id = writer
                    WHERE e.id = episode AND b.lifted_at IS NULL
                      AND ((b.unit_id IS NULL AND b.organisation_id = u.organisation_id
                            AND b.organisation_id IS DISTINCT FROM hemvag_organisation())
                        OR (b.unit_id = writer AND writer IS DISTINCT FROM hemvag_unit()))) $$;
"""


def on_chain(table: str, column: str = "episode_id") -> str:
    """The unit is on the chain that the row belongs to."""
    return _EPISODE.format(table=table, column=column)


def with_item(table: str) -> str:
    """The unit sees the item that the row belongs to."""
    return _ITEM.format(table=table)


def _of_patient(table: str, column: str = "patient_id") -> str:
    return _PATIENT.format(table=table, column=column)


TABLES = (
    Protected(
        "transitions_party",
        f"unit_id = {UNIT} OR episode_id = {CHAINS} OR hemvag_in_chain(episode_id)",
    ),
    Protected(
        "transitions_careepisode",
        f"ward_id = {UNIT} OR id = {CHAINS} OR EXISTS (SELECT 1 FROM transitions_party p "
        f"WHERE p.episode_id = transitions_careepisode.id AND p.unit_id = {UNIT})",
    ),
    Protected("transitions_historicalcareepisode", on_chain("transitions_historicalcareepisode", "id")),
    Protected(
        "transitions_patient",
        "EXISTS (SELECT 1 FROM transitions_careepisode e WHERE e.patient_id = transitions_patient.id)",
    ),
    Protected("transitions_historicalpatient", _of_patient("transitions_historicalpatient", "id")),
    Protected("transitions_patientregistration", _of_patient("transitions_patientregistration")),
    Protected("transitions_homecareservice", _of_patient("transitions_homecareservice")),
    Protected("transitions_historicalhomecareservice", _of_patient("transitions_historicalhomecareservice")),
    Protected(
        "transitions_item",
        f"by_unit_id = {UNIT} OR episode_id = {CHAINS} OR EXISTS (SELECT 1 FROM transitions_addressee a "
        f"WHERE a.item_id = transitions_item.id AND a.unit_id = {UNIT} AND (a.ground IN ({_DUTY}) "
        "OR NOT hemvag_barred(transitions_item.episode_id, transitions_item.by_unit_id)))",
    ),
    Protected("transitions_addressee", f"unit_id = {UNIT} OR hemvag_sees_item(item_id)"),
    *(
        Protected(table, with_item(table))
        for table in (
            "transitions_admissionnotice",
            "transitions_expecteddischarge",
            "transitions_dischargereadynotice",
            "transitions_carecontact",
            "transitions_consent",
            "transitions_historicalconsent",
        )
    ),
    *(
        Protected(table, on_chain(table))
        for table in (
            "transitions_checklistpoint",
            "transitions_historicalchecklistpoint",
            "transitions_responsible",
        )
    ),
    Protected("transitions_task", f"unit_id = {UNIT} OR {on_chain('transitions_task')}"),
    Protected("transitions_seen", f"user_id = {USER} AND {on_chain('transitions_seen')}"),
    *(
        Protected(table, _of_patient(table))
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
        for table in ("transitions_directaccess", "transitions_protectionopening")
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
    register(*TABLES, functions=BARRED + FUNCTIONS)
