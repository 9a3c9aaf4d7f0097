"""The second factor of those who log in without SITHS: who may add one, and what adding the first one opens."""

from datetime import datetime, timedelta
from typing import Final

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from actors import permissions, selectors, selectors_access
from actors.acting import Acting
from actors.models import User
from actors.rules.ways import Way, is_full, way_in
from actors.services_access import NotFound
from core import audit, clock
from core.invalid import Invalid

WAY_KEY: Final = "login_way"
"""Where a session keeps the way in."""

DEMO_PREFIX: Final = "demo-"
"""User names of the demo's people, who alone are let in by a password."""
_DEMO_ENVIRONMENTS: Final = frozenset({"demo", "test"})
_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def way_of(request: HttpRequest, user: User) -> Way | None:
    """The way that the proofs of this log-in amount to, None when they do not suffice."""
    return way_in(
        get_authentication_records(request, user),
        demo=demo_person(user),
        may_enrol=enrolment_open(user, clock.now()) and not has_factor(user),
    )


def demo_person(user: User) -> bool:
    """Whether the person is one of the demo's, under settings where the demo's log-in exists."""
    allowed = bool(settings.HEMVAG_DEMO_LOGIN) and settings.HEMVAG_ENVIRONMENT in _DEMO_ENVIRONMENTS
    return allowed and user.username.startswith(DEMO_PREFIX)


def enrolment_open(user: User, now: datetime) -> bool:
    """Whether the time to add the first second factor has been set and has not passed."""
    return user.enrol_until is not None and now < user.enrol_until


def has_factor(user: User) -> bool:
    """Whether the person has an app for codes or a passkey. Recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=_FACTORS).exists())


def is_last_factor(authenticator: Authenticator) -> bool:
    """Whether the person has no other app or passkey to log in with."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=_FACTORS)
    return not others.exclude(pk=authenticator.pk).exists()


def may_add_factor(user: User) -> bool:
    """Whether the person may add a factor: the first one in the time that an administrator gave, then freely.

    Without the first condition, somebody who logs in with a card could make a lasting way past it.
    """
    return has_factor(user) or enrolment_open(user, clock.now())


def session_way(session: SessionBase) -> Way | None:
    """The way in that the session keeps, if it is one."""
    way = session.get(WAY_KEY)
    return Way(way) if isinstance(way, str) and way in set(Way) else None


def opens_everything(session: SessionBase) -> bool:
    """Whether the session's way in opens everything that the person's assignments open."""
    return is_full(session.get(WAY_KEY))


def keep_way(request: HttpRequest, user: User, way: Way) -> None:
    """Write the way in into the session. A password just given also counts as asked for again."""
    request.session[WAY_KEY] = str(way)
    if way is Way.ENROL:
        record_authentication(request, user, "password", reauthenticated=True)


def factor_added(request: HttpRequest, user: User, kind: str) -> None:
    """The person has shown that the new factor works: the time to add the first is over, and the session is whole."""
    user.enrol_until = None
    user.save(update_fields=["enrol_until"])
    if session_way(request.session) is Way.ENROL:
        record_authentication(request, user, "mfa", type=kind, reauthenticated=True)
        request.session[WAY_KEY] = str(Way.SECOND_FACTOR)
        request.session.cycle_key()


@transaction.atomic
def open_enrolment(*, username: str, hours: int) -> tuple[User, str]:
    """Give the person a new password for the first log-in, take away every factor, and end every session.

    Returns the person and the password, which is shown once. Raises User.DoesNotExist.
    """
    user = User.objects.select_for_update().get(username__iexact=username, is_active=True)
    password = "-".join(get_random_string(5, _LETTERS) for _ in range(4))
    now = clock.now()
    Authenticator.objects.filter(user_id=user.pk).delete()
    # The changed password by itself ends the sessions that were made with the old one.
    user.password = make_password(password)
    user.enrol_until = now + timedelta(hours=hours)
    user.logged_out_at = clock.machine_now()
    user.save(update_fields=["password", "enrol_until", "logged_out_at"])
    return user, password


OPEN_HOURS: Final = 24
"""How long a person may take to add the first factor, when an administrator opens the log-in."""


@transaction.atomic
def open_login(*, acting: Acting, assignment_id: int) -> tuple[User, str]:
    """Open log-in by password for a person whose access the one who acts keeps: a new colleague, a lost telephone.

    Returns the person and the password, which is shown once. Who gives out a password can log in with it, so the
    person may have no access beyond what the one who acts keeps, and is not staff of the technical administration.

    Raises PermissionDenied, NotFound, Invalid.
    """
    permissions.require(acting, permissions.CHANGE_ACCESS)
    row = selectors_access.assignment_kept_by(acting, assignment_id)
    if row is None:
        raise NotFound
    user, today = row.user, clock.today()
    if user.pk == acting.user_id:
        raise Invalid("yourself", "Ändra hur du själv loggar in under Så loggar du in.")
    if demo_person(user):
        raise Invalid("demo", "Demons personer loggar in med knapparna på inloggningssidan.")
    standing = set(selectors.assignments_of(user.pk, on=today).values_list("pk", flat=True))
    kept = {pk for pk in standing if selectors_access.assignment_kept_by(acting, pk) is not None}
    if row.pk not in standing or not user.is_active:
        raise Invalid("ended", "Behörigheten är avslutad. Ge personen behörighet igen först.")
    if kept != standing or user.is_staff or user.is_superuser:
        raise Invalid(
            "beyond",
            "Personen har behörighet även utanför det du ansvarar för. Vänd dig till ledningens administratör "
            "eller till systemförvaltningen.",
        )
    found, password = open_enrolment(username=user.username, hours=OPEN_HOURS)
    audit.record(acting, "login.opened", found)
    return found, password
