"""The practice world: units in which colleagues play a case together with test people (never mixed with real data)."""

from dataclasses import dataclass
from datetime import date

from actors.rules.kinds import OrganisationKind, Role, UnitKind

REGION = ("OVN-R", OrganisationKind.REGION, "Övningsregionen")
MUNICIPALITY = ("OVN-K", OrganisationKind.MUNICIPALITY, "Övningskommunen")
FIRST_TEST_NUMBER, LAST_TEST_NUMBER = 980, 999


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the practice world and the role that one plays there. `serves`: it serves the municipality by area."""

    code: str
    owner: str
    kind: UnitKind
    name: str
    role: Role
    serves: bool = False


PLACES = (
    Place("OVN-AVD", REGION[0], UnitKind.WARD, "Övning: Avdelning 1", Role.WARD_NURSE),
    Place(
        "OVN-VC", REGION[0], UnitKind.PRIMARY_CARE, "Övning: Vårdcentralen", Role.CARE_CONTACT, serves=True
    ),
    Place("OVN-REHAB", REGION[0], UnitKind.PRIMARY_CARE_REHAB, "Övning: Rehab", Role.REHAB, serves=True),
    Place("OVN-BIST", MUNICIPALITY[0], UnitKind.ASSESSMENT_OFFICE, "Övning: Biståndsenheten", Role.ASSESSOR),
    Place("OVN-HTJ", MUNICIPALITY[0], UnitKind.HOME_CARE, "Övning: Hemtjänsten", Role.HOME_CARE_COORDINATOR),
    Place("OVN-NATT", MUNICIPALITY[0], UnitKind.NIGHT_PATROL, "Övning: Nattpatrullen", Role.NIGHT_PATROL),
    Place("OVN-SABO", MUNICIPALITY[0], UnitKind.SPECIAL_HOUSING, "Övning: Boendet", Role.HOUSING_NURSE),
)
"""Everybody who is needed to bring somebody home."""


def is_test_number(number: str) -> bool:
    """Twelve digits whose birth number is one that Skatteverket keeps for tests (980–999), given to nobody."""
    birth_number = number[8:11]
    return (
        len(number) == 12
        and birth_number.isascii()
        and birth_number.isdigit()
        and FIRST_TEST_NUMBER <= int(birth_number) <= LAST_TEST_NUMBER
    )


@dataclass(frozen=True, slots=True)
class PracticePerson:
    """Somebody to admit in practice."""

    name: str
    number: str


_NAMES = ("Astrid Övning", "Bertil Övning", "Cecilia Övning", "David Övning", "Elsa Övning", "Farid Övning")


def people_to_admit(seed: int, count: int = 3) -> list[PracticePerson]:
    """Test people for a seed: the same seed gives the same."""
    made = []
    for n in range(count):
        step = seed * 31 + n * 7
        born = date(1928 + step % 25, 1 + step % 12, 1 + step % 28)
        nine = f"{born:%y%m%d}{FIRST_TEST_NUMBER + step % 20}"
        made.append(
            PracticePerson(_NAMES[step % len(_NAMES)], f"{born.year // 100}{nine}{_check_digit(nine)}")
        )
    return made


def _check_digit(nine: str) -> int:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    return -sum(value // 10 + value % 10 for value in doubled) % 10
