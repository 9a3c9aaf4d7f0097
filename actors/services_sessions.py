"""A log-in: when it began, when something was last done in it, and how it ends on the server.

Measured with the machine's clock, however far the demo's is moved. What a session cookie opens is decided here at
every request, not by the cookie's age.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from actors import permissions, selectors_access
from actors.acting import Acting
from actors.models import LoginEvent, User
from actors.rules import sessions as rules
from actors.rules.sessions import Left, Limits, Over
from actors.services_access import NotFound
from core import audit, clock, polling, request_id
from core.invalid import Invalid

BEGAN: Final = "login_at"
SEEN: Final = "seen_at"
AUTH_TIME: Final = "auth_time"
"""Session keys, each a number of seconds since 1970: log-in, the last thing done, the person's last proof."""

_METHODS: Final = (
    "account_authentication_methods"  # where allauth notes each proof, `at` the same kind of seconds
)


def limits() -> Limits:
    """The limits of this installation."""
    return Limits(
        idle=timedelta(minutes=settings.SESSION_IDLE_MINUTES),
        absolute=timedelta(hours=settings.SESSION_ABSOLUTE_HOURS),
    )


@receiver(user_logged_in, dispatch_uid="actors.sessions.begin")
def begin(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """A person has logged in: the two times begin. Whoever knows the moment of proof better sets AUTH_TIME after."""
    now = clock.machine_now().timestamp()
    request.session[BEGAN] = request.session[SEEN] = request.session[AUTH_TIME] = now


@receiver(user_logged_out, dispatch_uid="actors.sessions.note_out")
def note_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """A person has logged out."""
    if user is not None:
        _out(request, user, "")


def left(session: SessionBase) -> Left:
    """What is left of the log-in; nothing of one that does not say when it began."""
    began, seen = _moment(session, BEGAN), _moment(session, SEEN)
    if began is None or seen is None:
        return Left(0, Over.IDLE)
    return rules.left(limits(), began=began, seen=seen, now=clock.machine_now())


def over(session: SessionBase, user: User) -> Over | None:
    """Why the person's log-in is over, or None while it lasts."""
    began, seen = _moment(session, BEGAN), _moment(session, SEEN)
    if began is None or seen is None:
        return Over.ENDED
    return rules.over(limits(), began=began, seen=seen, now=clock.machine_now(), ended_at=user.logged_out_at)


def touch(session: SessionBase, *, exactly: bool = False) -> None:
    """The person did something. Written when the last note is older than `rules.STEP`, or `exactly` now."""
    now, seen = clock.machine_now(), _moment(session, SEEN)
    if exactly or seen is None or now - seen >= rules.STEP:
        session[SEEN] = now.timestamp()


def end(request: HttpRequest, user: User, reason: str) -> None:
    """End this log-in on the server: its cookie opens nothing any more."""
    _out(request, user, reason)
    request.session.flush()


def end_sessions(user: User) -> None:
    """End every log-in of the person, on every computer: each is refused at its next request."""
    user.logged_out_at = clock.machine_now()
    user.save(update_fields=["logged_out_at"])
    polling.forget_user(user.pk, settings.SESSION_COOKIE_AGE)


@transaction.atomic
def log_out_everywhere(*, acting: Acting, assignment_id: int) -> User:
    """End every log-in of the person behind an assignment that the one who acts keeps.

    Raises PermissionDenied, NotFound, Invalid (oneself: there is a button for that).
    """
    permissions.require(acting, permissions.CHANGE_ACCESS)
    row = selectors_access.assignment_kept_by(acting, assignment_id)
    if row is None:
        raise NotFound
    if row.user_id == acting.user_id:
        raise Invalid("yourself", "Logga ut dig själv med Logga ut i menyn under ditt namn.")
    user = User.objects.select_for_update().get(pk=row.user_id)
    end_sessions(user)
    audit.record(acting, "sessions.ended", user)
    return user


def recently_authenticated(request: HttpRequest, seconds: int = 300) -> bool:
    """Whether the person has shown who they are within so many seconds (ASVS 7.5.3): at log-in, or asked again."""
    now = clock.machine_now().timestamp()
    proofs = [request.session.get(AUTH_TIME), *(one.get("at") for one in request.session.get(_METHODS, []))]
    return any(isinstance(at, int | float) and 0 <= now - at <= seconds for at in proofs)


def way_to_confirm(request: HttpRequest) -> str:
    """How the person shows anew who they are: `click` (the demo's own log-in), `here` (password, passkey or code), or
    `again` (log in once more, as by SITHS).
    """
    if "socialaccount" in str(request.session.get(_METHODS, "")):
        return "again"
    if settings.HEMVAG_DEMO_LOGIN:
        return "click"
    return "here" if isinstance(request.user, User) and request.user.has_usable_password() else "again"


def confirm_by_click(request: HttpRequest) -> bool:
    """Take a click as proof, where the demo's password stands on the log-in page. False: it is not enough."""
    if way_to_confirm(request) != "click":
        return False
    request.session[AUTH_TIME] = clock.machine_now().timestamp()
    return True


def log_in_again(request: HttpRequest) -> None:
    """End the log-in so that the person makes a new one."""
    if isinstance(request.user, User):
        end(request, request.user, "confirm")


def _moment(session: SessionBase, key: str) -> datetime | None:
    value = session.get(key)
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int | float) else None


def _out(request: HttpRequest, user: User, reason: str) -> None:
    polling.forget_user(user.pk, settings.SESSION_COOKIE_AGE)
    methods = request.session.get(_METHODS) or [{}]
    LoginEvent.objects.create(
        at=clock.machine_now(),
        user=user,
        outcome=LoginEvent.Outcome.OUT,
        kind=str(methods[-1].get("method", ""))[:20],
        reason=reason,
        subject=user.get_username(),
        request_id=request_id.current(),
    )
