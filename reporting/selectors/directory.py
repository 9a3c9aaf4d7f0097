"""Organisations and units as the rules know them."""

from dataclasses import dataclass

from actors import selectors as actors
from actors.acting import Acting
from reporting import permissions
from reporting.rules.facts import OrganisationFact, UnitFact
from reporting.rules.scope import Scope, resolve


@dataclass(frozen=True, slots=True)
class Directory:
    """Both registers by the contract's ids, and from the database's ids to those."""

    organisations: dict[str, OrganisationFact]
    units: dict[str, UnitFact]
    organisation_codes: dict[int, str]
    unit_codes: dict[int, str]

    def organisation_ids(self, codes: frozenset[str]) -> frozenset[int]:
        """The database's ids of these organisations."""
        return frozenset(pk for pk, code in self.organisation_codes.items() if code in codes)

    def unit_ids(self, codes: frozenset[str]) -> frozenset[int]:
        """The database's ids of these units."""
        return frozenset(pk for pk, code in self.unit_codes.items() if code in codes)


def directory() -> Directory:
    """Everybody that the follow-up may speak of. Two queries."""
    organisations = actors.organisations()
    units = actors.units()
    organisation_codes = {each.id: each.code for each in organisations}
    return Directory(
        organisations={
            each.code: OrganisationFact(
                each.code,
                str(each.kind),
                each.name,
                None if each.parent_id is None else organisation_codes[each.parent_id],
            )
            for each in organisations
        },
        units={
            each.code: UnitFact(
                each.code,
                str(each.kind),
                each.name,
                each.organisation_code,
                str(each.organisation_kind),
                each.hospital or None,
            )
            for each in units
        },
        organisation_codes=organisation_codes,
        unit_codes={each.id: each.code for each in units},
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to ask for: the contract's ORGANISATION and what to call it."""

    of: str
    name: str
    group: str


GROUPS = {
    "region": "Region",
    "municipality": "Kommuner",
    "district": "Stadsdelar",
    "private_provider": "Utförare",
}


def choices(acting: Acting, known: Directory) -> list[Choice]:
    """What the acting one may ask for, widest first. No query."""
    unit = known.unit_codes.get(acting.unit_id, "")
    organisation = known.organisation_codes.get(acting.organisation_id, "")
    found = []
    for of in permissions.readable(
        acting,
        unit=unit,
        organisation=organisation,
        organisations=known.organisations,
        units=known.units,
    ):
        if of in known.organisations:
            one = known.organisations[of]
            found.append(Choice(of, one.name, GROUPS[one.kind]))
        elif of in known.units:
            found.append(Choice(of, known.units[of].name, "Enheter"))
        else:
            found.append(Choice(of, of, "Sjukhus"))
    return found


def scope_of(of: str, known: Directory) -> Scope:
    """The scope of the contract's ORGANISATION. Raises UnknownOrganisation. No query."""
    return resolve(of, known.organisations, known.units)
