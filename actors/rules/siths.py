"""What an identity provider's claims give: who it is, and in which units the person may act (AUTH-2, AUTH-4).

Inera's IdP names a person in service by `employeeHsaId`, and what the person may do by commissions
(medarbetaruppdrag): each has a purpose, a unit and a care provider. A commission gives access to patients only when its
purpose is care (PDL 4:1: whoever takes part in the care). Claims that were not registered are left out without an error
(Inera, attributstyrning OIDC), so whatever is missing is refused here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from actors.rules.kinds import HEALTH_CARE_ROLES, Role, UnitKind, default_role
from actors.rules.roles import ROLES

LOA3: Final = "http://id.sambi.se/loa/loa3"
LOA4: Final = "http://id.sambi.se/loa/loa4"
STRONG: Final = frozenset({LOA3, LOA4})

CARE_PURPOSES: Final = frozenset({"vård och behandling"})
"""Purposes that open the work with patients; social services' own are added by the settings."""

OFFICE_PURPOSES: Final = frozenset({"administration", "kvalitetssäkring", "tillsyn och uppföljning"})
"""Purposes that open only what is no patient's: directory, figures, the installation."""

OFFICE_ROLES: Final = frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.REGION_CONTROLLER})
DOCTOR: Final = "LK"

MAX_HSA_ID = 64


class Reason(StrEnum):
    """Why a log-in was refused."""

    NO_ACR = "acr_missing"
    WEAK = "acr_too_low"
    NO_HSA_ID = "hsa_id_missing"
    NO_COMMISSION = "commission_missing"
    WRONG_PURPOSE = "purpose_not_care"
    UNKNOWN_UNIT = "unit_unknown"
    OTHER_PROVIDER = "provider_differs"
    NO_ROLE = "role_missing"


@dataclass(frozen=True, slots=True)
class Commission:
    """A medarbetaruppdrag as the claims tell it."""

    hsa_id: str
    purpose: str
    unit_hsa_id: str
    provider_hsa_id: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the claims name. `licences` are codes of legitimated professions (LK, SJ …)."""

    hsa_id: str
    name: str
    licences: frozenset[str]
    commissions: tuple[Commission, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A unit of our directory, and the care provider that answers for it."""

    unit_id: int
    kind: UnitKind
    hsa_id: str
    provider_hsa_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A unit that a commission opens. `care`: the work with patients; else only roles of the office."""

    unit: Known
    care: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """No access, and why."""

    reason: Reason


def strong_enough(id_token: Mapping[str, Any]) -> Refused | None:
    """LoA3 or LoA4, spelled exactly so, in the ID token itself; anything else is refused."""
    acr = id_token.get("acr")
    if acr is None:
        return Refused(Reason.NO_ACR)
    return None if isinstance(acr, str) and acr in STRONG else Refused(Reason.WEAK)


def person(claims: Mapping[str, Any]) -> Person | Refused:
    """Read the claims. Never `sub`: Inera's is new at each log-in."""
    hsa_id = _one(claims.get("employeeHsaId")).upper()
    if not hsa_id or len(hsa_id) > MAX_HSA_ID:
        return Refused(Reason.NO_HSA_ID)
    name = _one(claims.get("name")) or " ".join(
        part for part in (_one(claims.get("given_name")), _one(claims.get("family_name"))) if part
    )
    licences = frozenset(text.upper() for text in _many(claims.get("healthcareProfessionalLicense")))
    return Person(hsa_id, name[:150] or hsa_id, licences, _commissions(claims))


def _commissions(claims: Mapping[str, Any]) -> tuple[Commission, ...]:
    """The chosen commission when one is named, else each that is listed."""
    listed = tuple(
        _commission(row) for row in _rows(claims.get("allCommissions")) if _one(row.get("commissionHsaId"))
    )
    chosen = _many(claims.get("commissionHsaId"))
    if len(chosen) == 1 and _one(claims.get("commissionPurpose")):
        return (_commission(claims),)
    if chosen:
        return tuple(row for row in listed if row.hsa_id in {text.upper() for text in chosen})
    return listed


def _commission(row: Mapping[str, Any]) -> Commission:
    provider = _one(row.get("healthCareProviderHsaId")) or _one(row.get("healthcareProviderHsaId"))
    unit = _one(row.get("healthCareUnitHsaId")) or _one(row.get("healthcareUnitHsaId"))
    return Commission(
        _one(row.get("commissionHsaId")).upper(),
        _one(row.get("commissionPurpose")).casefold(),
        unit.upper(),
        provider.upper(),
    )


def opened(
    person: Person, known: Iterable[Known], *, care_purposes: frozenset[str] = frozenset()
) -> tuple[Opened, ...] | Refused:
    """The units that the commissions open, each once; never a unit that no commission names.

    `known` are units of the directory with the HSA-ids of the commissions. Refused with what came nearest.
    """
    if not person.commissions:
        return Refused(Reason.NO_COMMISSION)
    care = CARE_PURPOSES | {text.casefold() for text in care_purposes}
    units = {unit.hsa_id.upper(): unit for unit in known}
    found: dict[int, Opened] = {}
    reasons: list[Reason] = []
    for row in person.commissions:
        unit = units.get(row.unit_hsa_id)
        if row.purpose not in care | OFFICE_PURPOSES:
            reasons.append(Reason.WRONG_PURPOSE)
        elif unit is None:
            reasons.append(Reason.UNKNOWN_UNIT)
        elif row.provider_hsa_id not in {text.upper() for text in unit.provider_hsa_ids}:
            reasons.append(Reason.OTHER_PROVIDER)
        else:
            before = found.get(unit.unit_id)
            found[unit.unit_id] = Opened(unit, row.purpose in care or (before is not None and before.care))
    if found:
        return tuple(found.values())
    return Refused(next(reason for reason in reversed(Reason) if reason in reasons))


def allows(opened: Opened, role: Role) -> bool:
    """Whether a role that the person has been given in the unit may be used by this commission."""
    return role in OFFICE_ROLES or opened.care


def role_of(opened: Opened, licences: frozenset[str]) -> Role | None:
    """The role of somebody to whom nobody in the unit has given one: from the unit's kind, and the licence.

    Health-care roles ask for a licence, or for the unit's own administrator to give the role.
    """
    if not opened.care or opened.unit.kind is UnitKind.ADMINISTRATION:
        return None
    usual = ROLES[opened.unit.kind]
    if DOCTOR in licences and Role.WARD_DOCTOR in usual:
        return Role.WARD_DOCTOR
    role = default_role(opened.unit.kind)
    if role is Role.MAS or (role in HEALTH_CARE_ROLES and not licences):
        return None
    return role


def _one(value: Any) -> str:
    """The text of a claim, also when it came as a list of one; empty for anything else."""
    found = _many(value)
    return found[0] if len(found) == 1 else ""


def _many(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return [text.strip() for text in value if isinstance(text, str) and text.strip()]
    return []


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
