"""Who may see and change the directory, who gives and ends access, and who runs the installation. Fails closed.

There are two kinds of administrator. The one of a unit keeps the access of that unit and nothing else. The one of a
`ledning` keeps the organisation's units and people; a region's `ledning` also runs the installation: files, held
messages, organisations.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from actors.acting import Acting
from actors.models import Assignment, Organisation, Unit
from actors.rules.kinds import OrganisationKind, Role, UnitKind

SEE_DIRECTORY = "see_directory"
SEE_ACCESS = "see_access"
CHANGE_ACCESS = "change_access"
CHANGE_UNIT = "change_unit"
KEEP_DUTY = "keep_duty"
KEEP_REGISTERED = "keep_registered"
KEEP_UNITS = "keep_units"
KEEP_ORGANISATIONS = "keep_organisations"
LOAD_FILES = "load_files"
OPERATE = "operate"

_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

ACTIONS: Mapping[str, frozenset[Role]] = {
    SEE_DIRECTORY: frozenset(Role),
    SEE_ACCESS: _ADMINISTRATORS,
    CHANGE_ACCESS: _ADMINISTRATORS,
    CHANGE_UNIT: _ADMINISTRATORS,
    KEEP_DUTY: frozenset(Role),
    KEEP_REGISTERED: _ADMINISTRATORS | {Role.MANAGER},
    KEEP_UNITS: _ADMINISTRATORS,
    KEEP_ORGANISATIONS: _ADMINISTRATORS,
    LOAD_FILES: _ADMINISTRATORS,
    OPERATE: _ADMINISTRATORS,
}

OF_THE_ORGANISATION = frozenset({KEEP_UNITS})
"""What only the administrator of a `ledning` may."""

OF_THE_INSTALLATION = frozenset({KEEP_ORGANISATIONS, LOAD_FILES, OPERATE})
"""What only the administrator of a region's `ledning` may."""


def may(acting: Acting, action: str) -> bool:
    """Whether the role, in a unit of this kind, may do this. Raises KeyError for an act that nobody has decided on."""
    if acting.role not in ACTIONS[action]:
        return False
    if action in OF_THE_INSTALLATION:
        return administers_installation(acting)
    return action not in OF_THE_ORGANISATION or administers_organisation(acting)


def require(acting: Acting, action: str) -> None:
    """Stop unless `may`. Raises PermissionDenied, KeyError."""
    if not may(acting, action):
        raise PermissionDenied(action)


def administers_organisation(acting: Acting) -> bool:
    """The administrator of a `ledning`, as against that of a single unit."""
    return acting.role is Role.ADMINISTRATOR and acting.unit_kind is UnitKind.ADMINISTRATION


def administers_installation(acting: Acting) -> bool:
    """The administrator of a region's `ledning`, who runs the installation for the county."""
    return administers_organisation(acting) and acting.organisation_kind is OrganisationKind.REGION


def units_kept_by(acting: Acting, own: frozenset[int]) -> QuerySet[Unit]:
    """Units whose line of the directory, and whose life, the one who acts keeps; `own` is her organisation and
    those below.

    A unit's administrator: that unit. A region's `ledning`: the whole directory. Another `ledning`: its own
    organisation's, those below, and those of private providers who serve its inhabitants.
    """
    if not may(acting, CHANGE_UNIT):
        return Unit.objects.none()
    if administers_installation(acting):
        return Unit.objects.all()
    if not administers_organisation(acting):
        return Unit.objects.filter(pk=acting.unit_id)
    private = Q(organisation__kind=OrganisationKind.PRIVATE_PROVIDER, service_areas__organisation_id__in=own)
    return Unit.objects.filter(Q(organisation_id__in=own) | private).distinct()


def keeps_duty_of(acting: Acting, unit_id: int, own: frozenset[int]) -> bool:
    """Whether the one who acts keeps a unit's own page: hours, who is on duty, who is away.

    Everybody who works there does; so does whoever keeps the unit's line of the directory.
    """
    if not may(acting, KEEP_DUTY):
        return False
    return acting.unit_id == unit_id or units_kept_by(acting, own).filter(pk=unit_id).exists()


def keeps_registered_of(acting: Acting, unit_id: int, own: frozenset[int]) -> bool:
    """Whether the one who acts says which telephones get one-time codes for a unit: its manager and administrator,
    and the administrator who keeps the unit's access."""
    if not may(acting, KEEP_REGISTERED):
        return False
    if acting.unit_id == unit_id:
        return True
    return units_with_access_kept_by(acting, own).filter(pk=unit_id).exists()


def units_with_access_kept_by(acting: Acting, own: frozenset[int]) -> QuerySet[Unit]:
    """Units whose people the one who acts gives and ends access: her own, and for a `ledning` those of its
    organisation.

    The region keeps no access in a municipality. Private providers' units, which may have no `ledning` of their
    own, are helped by the one who runs the installation.
    """
    if not may(acting, SEE_ACCESS):
        return Unit.objects.none()
    if not administers_organisation(acting):
        return Unit.objects.filter(pk=acting.unit_id)
    if administers_installation(acting):
        private = Q(organisation__kind=OrganisationKind.PRIVATE_PROVIDER)
        return Unit.objects.filter(private | Q(organisation_id=acting.organisation_id))
    return Unit.objects.filter(organisation_id__in=own)


def assignments_visible_to(acting: Acting, own: frozenset[int]) -> QuerySet[Assignment]:
    """Assignments in the units whose access the one who acts keeps."""
    return Assignment.objects.filter(unit__in=units_with_access_kept_by(acting, own))


def organisations_kept_by(acting: Acting) -> QuerySet[Organisation]:
    """Every organisation for the one who runs the installation; nobody else keeps any."""
    if not may(acting, KEEP_ORGANISATIONS):
        return Organisation.objects.none()
    return Organisation.objects.all()
