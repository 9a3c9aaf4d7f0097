"""The demo's HSA catalogue: invented HSA-ids for its organisations, units and people, and who may be picked at its IdP.

The organisation number in them is nobody's. People are tied to the demo's issuer, as a real first log-in ties them.
"""

from typing import Final

from django.conf import settings

from actors import selectors, services, services_siths
from actors.presenters import ROLE_LABELS
from actors.rules.kinds import Role
from integrations.demo.identity_provider import LOA3, Staff
from integrations.demo.logins import LOGINS, Login

PREFIX: Final = "SE0000000000"
LOA2: Final = "http://id.sambi.se/loa/loa2"
OFFICE: Final = frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.REGION_CONTROLLER})
LICENCES: Final = {Role.WARD_DOCTOR: "LK", Role.REHAB: "AT"}
NURSES: Final = frozenset({Role.WARD_NURSE, Role.CARE_CONTACT, Role.HOUSING_NURSE, Role.MAS})


def of_unit(code: str) -> str:
    """The HSA-id of a unit of the demo."""
    return f"{PREFIX}-E-{code.removeprefix('SE-DEMO-')}"


def of_organisation(code: str) -> str:
    """The HSA-id of a care provider of the demo."""
    return f"{PREFIX}-V-{code}"


def of_person(login: Login) -> str:
    """The HSA-id of somebody who logs in to the demo."""
    return f"{PREFIX}-P{LOGINS.index(login) + 1:03d}"


def name_everybody() -> None:
    """Give units and organisations HSA-ids, and tie the people to the demo's IdP. Repeating it changes nothing."""
    services.set_hsa_ids(
        units={unit.code: of_unit(unit.code) for unit in selectors.units()},
        organisations={row.code: of_organisation(row.code) for row in selectors.organisations()},
    )
    if settings.SITHS_ISSUER:
        services_siths.link_many(
            issuer=settings.SITHS_ISSUER, hsa_ids={login.username: of_person(login) for login in LOGINS}
        )


def staff() -> list[Staff]:
    """Whom one may be at the demo's IdP, with the commissions of their places; the last one is refused. One query."""
    wanted = {code for login in LOGINS for _, code in login.places}
    units = {unit.code: unit for unit in selectors.units(codes=wanted)}
    found = [
        Staff(
            hsa_id=of_person(login),
            name=login.name,
            unit=", ".join(dict.fromkeys(units[code].name for _, code in login.places)),
            role=", ".join(dict.fromkeys(ROLE_LABELS[role] for role, _ in login.places)),
            claims={
                "allCommissions": [
                    {
                        "commissionHsaId": f"{PREFIX}-U-{of_person(login)[-3:]}-{number}",
                        "commissionName": units[code].name,
                        "commissionPurpose": "Administration" if role in OFFICE else "Vård och behandling",
                        "healthCareUnitHsaId": of_unit(code),
                        "healthCareProviderHsaId": of_organisation(units[code].organisation_code),
                    }
                    for number, (role, code) in enumerate(login.places, 1)
                ],
                "healthcareProfessionalLicense": _licences(login),
            },
            acr=LOA3,
        )
        for login in LOGINS
        if all(code in units for _, code in login.places)
    ]
    if found:
        first = found[0]
        found.append(
            Staff(f"{PREFIX}-P900", "Demo: Nils Norén", first.unit, first.role, first.claims, acr=LOA2)
        )
    return found


def _licences(login: Login) -> list[str]:
    roles = {role for role, _ in login.places}
    return sorted(
        {LICENCES[role] for role in roles if role in LICENCES} | ({"SJ"} if roles & NURSES else set())
    )
