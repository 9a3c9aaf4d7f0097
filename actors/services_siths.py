"""Who comes in by SITHS, and to what: the person behind the HSA-id, and the assignments that the commissions open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models.functions import Upper

from actors import selectors
from actors.models import Assignment, LoginEvent, Organisation, Unit, User
from actors.rules import siths
from actors.rules.kinds import OrganisationKind, Role, UnitKind
from actors.rules.siths import Known, Opened, Person, Reason, Refused
from core import clock, request_id

PROVIDER: Final = "siths"
KIND: Final = "siths"

OPENED_KEY: Final = "opened_assignments"
"""Session key: ids of the assignments that the log-in opened; without it, all of the person's."""

Outcome = LoginEvent.Outcome

CLOSED: Final = "account_closed"
TAKEN: Final = "identity_taken"


@dataclass(frozen=True, slots=True)
class Entered:
    """A person who came in. `assignment_ids` are what this log-in opens, and nothing else."""

    user: User
    assignment_ids: tuple[int, ...]
    subject: str


@dataclass(frozen=True, slots=True)
class Denied:
    """A person who did not. `reason` is a code; `subject` the HSA-id that was shown, when there was one."""

    reason: str
    subject: str = ""
    user: User | None = None


def uid(issuer: str, hsa_id: str) -> str:
    """The key of a person: who says so, and the HSA-id; never `sub`, which Inera makes anew at each log-in."""
    return f"{issuer} {hsa_id.upper()}"


@transaction.atomic
def enter(*, issuer: str, id_token: Mapping[str, Any], more: Mapping[str, Any]) -> Entered | Denied:
    """Find or make the person of verified claims, and open the assignments of the commissions.

    `more` are claims from the userinfo endpoint: they add to the ID token's, never stand above them, and tell nothing
    of the level of assurance.
    """
    weak = siths.strong_enough(id_token)
    shown = siths.person({**more, **id_token})
    subject = shown.hsa_id if isinstance(shown, Person) else ""
    if weak is not None:
        return Denied(weak.reason, subject)
    if isinstance(shown, Refused):
        return Denied(shown.reason)
    opened = siths.opened(shown, _known(shown), care_purposes=frozenset(settings.SITHS_CARE_PURPOSES))
    if isinstance(opened, Refused):
        return Denied(opened.reason, subject)
    user = _user(issuer, shown)
    if user is None:
        return Denied(TAKEN, subject)
    if not user.is_active:
        return Denied(CLOSED, subject, user)
    assignments = [pk for row in opened for pk in _assignments(user, row, shown.licences)]
    if not assignments:
        return Denied(Reason.NO_ROLE, subject, user)
    if shown.name != user.name and shown.name != shown.hsa_id:
        user.name = shown.name
        user.save(update_fields=["name"])
    return Entered(user, tuple(sorted(set(assignments))), subject)


def opens(session: SessionBase, assignment_id: int) -> bool:
    """Whether the log-in of a session opens an assignment of the person's."""
    opened = session.get(OPENED_KEY)
    return opened is None or assignment_id in opened


def open_practice(session: SessionBase, assignment_id: int) -> None:
    """Let the log-in of a session open a place in the practice world, where no commission is needed."""
    opened = session.get(OPENED_KEY)
    if opened is not None and assignment_id not in opened:
        session[OPENED_KEY] = [*opened, assignment_id]


def came_by_card(session: SessionBase) -> bool:
    """Whether the log-in of a session is one by SITHS."""
    return OPENED_KEY in session


def link(*, user: User, issuer: str, hsa_id: str) -> SocialAccount:
    """Tie a person to an identity. The row holds the key alone: nothing of what the provider tells is kept."""
    account, _ = SocialAccount.objects.get_or_create(
        provider=PROVIDER, uid=uid(issuer, hsa_id), defaults={"user": user, "extra_data": {}}
    )
    return account


@transaction.atomic
def link_many(*, issuer: str, hsa_ids: Mapping[str, str]) -> None:
    """Tie people who exist to identities, by user name; who is tied stays as it is."""
    for user in User.objects.filter(username__in=hsa_ids):
        link(user=user, issuer=issuer, hsa_id=hsa_ids[user.username])


def note(
    *,
    outcome: Outcome,
    reason: str = "",
    issuer: str = "",
    subject: str = "",
    user: User | None = None,
    assignments: tuple[int, ...] = (),
    idp_session: str = "",
    address: str | None = None,
) -> LoginEvent:
    """Keep that somebody came in by SITHS, or was refused and why."""
    return LoginEvent.objects.create(
        at=clock.machine_now(),
        user=user,
        outcome=outcome,
        kind=KIND,
        reason=reason,
        issuer=issuer[:200],
        subject=subject[:150],
        idp_session=idp_session[:200],
        assignments=list(assignments),
        address=address or None,
        request_id=request_id.current(),
    )


def _known(person: Person) -> list[Known]:
    """The units that the commissions name, in operation today, and who answers for them; two queries at most."""
    named = {row.unit_hsa_id for row in person.commissions if row.unit_hsa_id}
    found = (
        Unit.objects.alias(hsa=Upper("hsa_id"))
        .filter(selectors.valid_on(clock.today()), hsa__in=named, ended_at__isnull=True)
        .select_related("organisation__parent")
    )
    return [
        Known(unit.pk, UnitKind(unit.kind), unit.hsa_id or "", _providers(unit.organisation))
        for unit in found
    ]


def _providers(organisation: Organisation) -> frozenset[str]:
    """A district's municipality is the care provider too; a municipality's region is not."""
    owners = [organisation]
    if organisation.kind == OrganisationKind.DISTRICT and organisation.parent is not None:
        owners.append(organisation.parent)
    return frozenset(row.hsa_id for row in owners if row.hsa_id)


def _user(issuer: str, person: Person) -> User | None:
    """The person of this identity; else the one whom an administrator added by the HSA-id; else a new one.

    None when the HSA-id's person is tied to an identity of another provider: two may not share a person.
    """
    account = (
        SocialAccount.objects.filter(provider=PROVIDER, uid=uid(issuer, person.hsa_id))
        .select_related("user")
        .first()
    )
    if account is not None:
        return User.objects.get(pk=account.user_id)
    user = User.objects.select_for_update().filter(username__iexact=person.hsa_id).first()
    if user is None:
        user = User(username=person.hsa_id, name=person.name)
        user.set_unusable_password()
        user.save()
    elif SocialAccount.objects.filter(provider=PROVIDER, user=user).exists():
        return None
    return User.objects.get(pk=link(user=user, issuer=issuer, hsa_id=person.hsa_id).user_id)


def _assignments(user: User, opened: Opened, licences: frozenset[str]) -> list[int]:
    """The person's assignments in the unit that the commission lets be used, or a new one for today.

    A role that an administrator has given stands. Where nobody has given one, the unit's own role is opened, to the end
    of tomorrow so that a night's work is not cut; where somebody has ended it, it stays ended until it is given anew.
    """
    today = clock.today()
    mine = selectors.assignments_of(user.pk, on=today).filter(unit_id=opened.unit.unit_id)
    given = [row.pk for row in mine if siths.allows(opened, Role(row.role))]
    if given or mine:
        return given
    role = siths.role_of(opened, licences)
    ended = Assignment.objects.filter(user=user, unit_id=opened.unit.unit_id, ended_at__isnull=False)
    if role is None or ended.exists():
        return []
    row = Assignment.objects.create(
        user=user,
        unit_id=opened.unit.unit_id,
        role=role,
        valid_from=today,
        valid_to=today + timedelta(days=1),
    )
    return [row.pk]
