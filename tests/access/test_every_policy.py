"""Every table behind a policy, with a row of the one case: who sees it by SQL alone, and that nobody else writes it.

The rows are made from the models (`one_of_each`), so that a new table is asked about before it has a page.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg2.extras import Json
from pytest_django.plugin import DjangoDbBlocker

from actors.acting import Acting
from actors.models import User
from actors.rules.kinds import Role
from core import protection, scope
from tests.access.one_of_each import fill
from tests.database import kept_rows
from tests.factories.region import Region, build

POSITIONS: dict[str, tuple[str, Role | None]] = {
    "ward": ("ward", None),
    "ward2": ("other_ward", None),
    "vc": ("vc", None),
    "rehab": ("rehab", None),
    "office": ("office", None),
    "office2": ("other_office", None),
    "home": ("home", None),
    "night": ("night", None),
    "mas": ("mas", None),
    "mas2": ("other_mas", None),
    "manager": ("management", Role.MANAGER),
    "controller": ("region_management", Role.REGION_CONTROLLER),
}
"""Ward, office and vårdcentral are on the case. The ward's is the person whom every row about a user is about."""


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Region]:
    """The case, with a row in every table, for all tests of the module."""
    with kept_rows(django_db_blocker):
        made = build()
        assert fill(made) == {}, "these tables have got no row"
        yield made


def acting(region: Region, position: str) -> Acting:
    """Somebody in the position."""
    unit, role = POSITIONS[position]
    found = region.acting(unit, role=role)
    if position != "ward":
        return found
    return replace(found, user_id=User.objects.get(username__startswith="person-ward").pk)


def seen(region: Region, tables: list[str]) -> dict[str, set[str]]:
    """Who sees a row of each table, by one bare question."""
    question = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables
    )
    found: dict[str, set[str]] = {table: set() for table in tables}
    for position in POSITIONS:
        with scope.acting_as(acting(region, position)), connection.cursor() as cursor:
            cursor.execute(question)
            for (table,) in cursor.fetchall():
                found[table].add(position)
    return found


# By what carries it, as docs/visibility.md and each app's protection.py say.
SEEN_BY = {
    # Hemväg's own work alone: it counts and compares.
    "": "core_changerow reporting_experienceanswer",
    # A patient's own words are screened in the municipality, and offered the paper by those who meet the person there.
    "manager mas": "reporting_experiencecomment",
    "office vc": "reporting_experienceinvite",
    # The two sides of a month.
    "controller manager office": """liability_statement liability_statementattachment liability_statementfile
        liability_statementrow liability_statementstep""",
    "office ward": """liability_assessment liability_decision
        transitions_checklistpoint transitions_historicalchecklistpoint""",
    # What is alike in the area of a MAS.
    "mas": "deviations_grouping",
    # A unit's, or a person's, own.
    "ward": """actors_draft deviations_coursecopy deviations_delegationalert deviations_historicaldelegation
        deviations_historicalinvestigation deviations_historicalinvestigationaction deviations_seriousevent
        deviations_historicalseriousevent deviations_investigation
        deviations_investigationaction deviations_proposal
        deviations_historicaldeviation deviations_historicalthanks transitions_directaccess transitions_eveningpack
        transitions_handover transitions_handovercase transitions_harmassessment
        transitions_historicalharmassessment transitions_informationdraft transitions_paperentry
        transitions_protectionopening transitions_seen transitions_snooze
        sip_goaloutcome sip_historicalplan sip_historicalplanaction sip_historicalplangoal sip_historicalplanpart
        sip_historicaltimereply sip_plan sip_planaction sip_plangoal sip_planpart sip_planversion sip_proposedtime
        sip_sipevaluation sip_sipfollowup sip_timereply sip_timeround
        sip_historicalparthandover sip_historicalpreparation sip_parthandover sip_preparation sip_sipreminder""",
    # The nurse who delegated and the unit that took it; who thanks and who is thanked.
    "home ward": """deviations_delegation deviations_delegationfollowup deviations_delegationreminder
        deviations_thanks""",
    # The reporter, whom it is about, and the MAS where the person is registered.
    "home mas ward": """deviations_joining deviations_deviation deviations_enclosure deviations_entry deviations_nudge
        deviations_meetingdecision deviations_meetingitem""",
    # The log of the care provider.
    "controller rehab vc ward ward2": """core_accesslogrow core_logsample core_logverdict core_lookalert
        transitions_emergencyaccess transitions_emergencyreview""",
    # Those on the case, and the notice's own: who wrote it and whom it was addressed to.
    "office vc ward": """sip_historicalsip sip_historicalsipparticipant sip_notrequired sip_sip sip_sipcall
        sip_sipparticipant transitions_addressee transitions_admissionnotice transitions_availability
        transitions_block transitions_carecontact transitions_careepisode transitions_consent
        transitions_dischargereadynotice transitions_escalation transitions_expecteddischarge
        transitions_historicalavailability transitions_historicalblock transitions_historicalcareepisode
        transitions_historicalconsent transitions_historicalhomecareservice transitions_historicalpatient
        transitions_historicalrepresentative transitions_homecareservice transitions_item
        transitions_paperdelivery transitions_party transitions_patient transitions_patientregistration
        transitions_phonecall transitions_protectionchange transitions_representative transitions_responsible
        transitions_safetyreceipt transitions_task transitions_unreached""",
}
EXPECTED = {table: set(who.split()) for who, tables in SEEN_BY.items() for table in tables.split()}
WRITTEN_BY_ALL = {"core_accesslogrow", "core_changerow", "core_lookalert"}
"""Everybody's acts and looks leave rows there."""


def test_each_table_is_seen_by_those_whom_it_concerns(db: None, region: Region) -> None:
    assert {row.table for row in protection.tables()} == EXPECTED.keys(), "say who sees the new table"
    found = seen(region, sorted(EXPECTED))
    assert {table: who for table, who in found.items() if who != EXPECTED[table]} == {}


def test_nobody_outside_changes_removes_or_adds_a_row(db: None, region: Region) -> None:
    """The same row once more, with the outsider's hand: the policy refuses before any constraint is asked."""
    rows = {}
    with connection.cursor() as cursor:
        for table in EXPECTED:
            cursor.execute(f'SELECT * FROM "{table}" LIMIT 1')
            rows[table] = ([column.name for column in cursor.description], cursor.fetchone())
    done = defaultdict(set)
    with scope.acting_as(acting(region, "office2")):
        for table, (columns, values) in rows.items():
            names = ", ".join(f'"{name}"' for name in columns)
            # A whole row is read back as it was written, whatever the types.
            insert = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(["%s"] * len(columns))})'
            if _passes(insert, values):
                done["added"].add(table)
            if _passes(f'UPDATE "{table}" SET "{columns[0]}" = "{columns[0]}"'):
                done["changed"].add(table)
            if _passes(f'DELETE FROM "{table}"'):
                done["removed"].add(table)
    assert done == {"added": WRITTEN_BY_ALL}


def _passes(statement: str, values: tuple[object, ...] = ()) -> bool:
    """Whether the policy lets it through to a row, or on to the next guard."""
    given = [_adapted(value) for value in values]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, given)
            return bool(cursor.rowcount)
    except DatabaseError as error:
        refused = ("row-level security", "permission denied")
        return not any(words in str(error) for words in refused)


def _adapted(value: object) -> object:
    return Json(value) if isinstance(value, dict | list) else value
