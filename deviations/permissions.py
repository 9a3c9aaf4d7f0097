"""Who may do what with a deviation, and who may see it. Fails closed: a step without an entry raises."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet, Value

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind, Role
from deviations.models import Deviation, Entry, Investigation, Nudge, Proposal, SeriousEvent, Thanks
from deviations.rules.kinds import Step
from transitions import permissions as chain_permissions
from transitions.rules.kinds import ItemKind

REPORTERS = chain_permissions.IN_THE_CHAIN | {Role.MAS}
"""Everybody in the chain reports, home care and night patrol as well (A1)."""

READERS = REPORTERS | {Role.MANAGER, Role.REGION_CONTROLLER}
"""Managers and the region read what has come to their unit: as recipient, or because an answer is late (A2, A4)."""

KEEPERS = frozenset({Role.MAS, Role.REGION_CONTROLLER})
"""Who keep the routing table and the times of their organisation (A2)."""

DEVIATION_ITEMS = (
    ItemKind.DEVIATION_REPORTED,
    ItemKind.DEVIATION_RECEIVED,
    ItemKind.DEVIATION_ANSWERED,
    ItemKind.DEVIATION_CLOSED,
)


def may_report(acting: Acting) -> bool:
    """Whether the role reports deviations, and so has the list of them."""
    return acting.role in REPORTERS


def may_read(acting: Acting) -> bool:
    """Whether the role has the list of deviations."""
    return acting.role in READERS


def require_read(acting: Acting) -> None:
    """Stop a role that reads none. Raises PermissionDenied."""
    if not may_read(acting):
        raise PermissionDenied("read")


def may_board(acting: Acting) -> bool:
    """Whether the role has the board of its area: a MAS (A6)."""
    return acting.role is Role.MAS


def require_board(acting: Acting) -> None:
    """Stop whoever has no board. Raises PermissionDenied."""
    if not may_board(acting):
        raise PermissionDenied("board")


def may_keep(acting: Acting) -> bool:
    """Whether the role keeps the routing table of its organisation."""
    return acting.role in KEEPERS


def require_keep(acting: Acting) -> None:
    """Stop whoever does not keep the routing table. Raises PermissionDenied."""
    if not may_keep(acting):
        raise PermissionDenied("keep")


def require_report(acting: Acting) -> None:
    """Stop a role that does not report. Raises PermissionDenied."""
    if not may_report(acting):
        raise PermissionDenied("report")


def _units(step: Step, row: Deviation) -> frozenset[int | None]:
    return {
        Step.RECEIVE: frozenset({row.routed_to_id, row.about_id}),
        Step.INVESTIGATE: frozenset({row.routed_to_id, row.about_id}),
        Step.ANSWER: frozenset({row.routed_to_id, row.about_id}),
        Step.RETURN: frozenset({row.routed_to_id}),
        Step.TAKE_OVER: frozenset({row.routed_to_id}),
        Step.READ: frozenset({row.reported_by_id, row.answer_to_id}),
        Step.CLOSE: frozenset({row.reported_by_id, row.answer_to_id, row.routed_to_id}),
        Step.REOPEN: frozenset({row.reported_by_id, row.answer_to_id, row.routed_to_id}),
    }[step]


def may(acting: Acting, step: Step, row: Deviation) -> bool:
    """Whether the unit has this step: the recipient or the unit concerned answers, the reporter reads."""
    return may_read(acting) and acting.unit_id in _units(step, row)


def require(acting: Acting, step: Step, row: Deviation) -> None:
    """Stop whoever does not have this step. History says itself who took it. Raises PermissionDenied."""
    if not acting.importing and not may(acting, step, row):
        raise PermissionDenied(step)


class _RegisteredIn(Func):
    """Whether the episode's person is registered in the organisation or in one below it (`deviations/protection.py`).

    By the database's function, since a MAS who is not on the case sees no row of it.
    """

    function = "hemvag_registered_in"
    output_field = BooleanField()


def may_investigate(acting: Acting, row: Deviation) -> bool:
    """Whether the unit writes an investigation of its own: the recipient, or the unit that it is about."""
    return may(acting, Step.INVESTIGATE, row)


def sees_investigation(acting: Acting, row: Deviation) -> bool:
    """Whether the page of investigations may hold one for the unit: its own, or for a MAS her area's."""
    return may_investigate(acting, row) or acting.role is Role.MAS


def investigations_visible_to(acting: Acting) -> QuerySet[Investigation]:
    """The own side's: the unit that investigates, and the MAS of its area. What the other side gets is the answer."""
    if not may_read(acting):
        return Investigation.objects.none()
    own = Q(unit_id=acting.unit_id)
    if acting.role is Role.MAS:
        own |= Q(unit__organisation_id__in=actors.with_descendants(acting.organisation_id))
    return Investigation.objects.filter(own)


def serious_visible_to(acting: Acting) -> QuerySet[SeriousEvent]:
    """Possible lex Maria and lex Sarah: the own side's, as an investigation."""
    if not may_read(acting):
        return SeriousEvent.objects.none()
    own = Q(unit_id=acting.unit_id)
    if acting.role is Role.MAS:
        own |= Q(unit__organisation_id__in=actors.with_descendants(acting.organisation_id))
    return SeriousEvent.objects.filter(own)


def visible_to(acting: Acting) -> QuerySet[Deviation]:
    """Deviations that the unit reported, is concerned by, receives or was asked about.

    A MAS sees her whole municipality's (A6).
    A private provider's count to the municipality in which the patient is registered.
    """
    if acting.importing:
        return Deviation.objects.all()
    if not may_read(acting):
        return Deviation.objects.none()
    unit = acting.unit_id
    own = Q(reported_by_id=unit) | Q(about_id=unit) | Q(routed_to_id=unit) | Q(answer_to_id=unit)
    own |= Q(pk__in=Nudge.objects.filter(unit_id=unit).values("deviation_id"))
    if acting.role is Role.MAS:
        own |= of_area(acting.organisation_id)
    return Deviation.objects.filter(own)


@dataclass(frozen=True, slots=True)
class Sides:
    """Conditions on deviations: that an area reported them, that they are about it."""

    by: Q
    about: Q


def sides_of_area(organisation_id: int) -> Sides:
    """A municipality's or district's own units; and a private provider's as far as the person is registered there."""
    area = actors.with_descendants(organisation_id)
    private, registered = (
        OrganisationKind.PRIVATE_PROVIDER,
        Q(_RegisteredIn("episode_id", Value(organisation_id))),
    )
    return Sides(
        by=Q(reported_by__organisation_id__in=area) | Q(reported_by__organisation__kind=private) & registered,
        about=Q(about__organisation_id__in=area) | Q(about__organisation__kind=private) & registered,
    )


def of_area(organisation_id: int) -> Q:
    """A condition on deviations: by or about units of a municipality or district, or, between others and a private
    provider, of a person who is registered there (A6).
    """
    area = actors.with_descendants(organisation_id)
    private = Q(reported_by__organisation__kind=OrganisationKind.PRIVATE_PROVIDER) | Q(
        about__organisation__kind=OrganisationKind.PRIVATE_PROVIDER
    )
    own = Q(reported_by__organisation_id__in=area) | Q(about__organisation_id__in=area)
    return own | private & Q(_RegisteredIn("episode_id", Value(organisation_id)))


def entries_visible_to(acting: Acting, row: Deviation) -> QuerySet[Entry]:
    """The thread of a deviation that the unit sees: all but other units' own notes."""
    return Entry.objects.filter(Q(own=False) | Q(by_unit_id=acting.unit_id), deviation=row)


def proposals_visible_to(acting: Acting) -> QuerySet[Proposal]:
    """Drafts that the system proposes to the unit: nobody else's until one is sent (A7)."""
    if not may_report(acting):
        return Proposal.objects.none()
    return Proposal.objects.filter(unit_id=acting.unit_id)


def thanks_visible_to(acting: Acting) -> QuerySet[Thanks]:
    """Thanks that the unit gave or got; a MAS sees those of her area."""
    if not may_read(acting):
        return Thanks.objects.none()
    own = Q(by_unit_id=acting.unit_id) | Q(to_unit_id=acting.unit_id)
    if acting.role is Role.MAS:
        area = actors.with_descendants(acting.organisation_id)
        own |= Q(by_unit__organisation_id__in=area) | Q(to_unit__organisation_id__in=area)
    return Thanks.objects.filter(own)


def person_visible(acting: Acting) -> Q:
    """A condition on deviations: the unit may see whom it is about.

    It may when it is on the case for another reason than deviations, or, with the person's consent, when the report
    is addressed to it (law.md 7.3).
    """
    items = chain_permissions.items_visible_to(acting)
    on_case = items.filter(episode_id=OuterRef("episode_id")).exclude(kind__in=DEVIATION_ITEMS)
    addressed = items.filter(pk=OuterRef("item_id"))
    return Q(Exists(on_case)) | (Q(person_agrees=True) & Q(Exists(addressed)))
