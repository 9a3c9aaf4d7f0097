"""What start-up refuses: a demo's log-in outside the demo, and an app role with more rights than it needs."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from actors.rules.sessions import Limits
from core import broker, protection

UNPROTECTED_SQL = """
    SELECT relname FROM pg_class c
     WHERE relname = ANY(%s) AND relkind = 'r'
       AND NOT (relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
     ORDER BY 1
"""

DEMO_ENVIRONMENTS = frozenset({"demo", "test"})

RIGHTS_SQL = """
    SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb,
           EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid)
               OR EXISTS (SELECT 1 FROM pg_database WHERE datdba = pg_roles.oid AND datname = current_database())
      FROM pg_roles
     WHERE rolname = current_user
"""


def demo_login_only_in_demo(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The demo's log-in by password is refused under any settings but the demo's and the tests'."""
    if settings.HEMVAG_DEMO_LOGIN and settings.HEMVAG_ENVIRONMENT not in DEMO_ENVIRONMENTS:
        return [Error("HEMVAG_DEMO_LOGIN finns bara i demon: ta bort variabeln ur miljön.", id="hemvag.E001")]
    return []


def session_limits_hold(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A log-in ends, after idleness and altogether, within twelve hours."""
    limits = Limits(
        idle=timedelta(minutes=settings.SESSION_IDLE_MINUTES),
        absolute=timedelta(hours=settings.SESSION_ABSOLUTE_HOURS),
    )
    if limits.sound:
        return []
    message = (
        "SESSION_IDLE_MINUTES och SESSION_ABSOLUTE_HOURS ska vara större än 0, inaktiviteten den kortare av dem, "
        "och en inloggning högst 12 timmar."
    )
    return [Error(message, id="hemvag.E005")]


def app_role_owns_nothing(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The app role is no superuser, passes by no row-level policy and owns neither database nor table.

    Every table with patient data that exists has its policy.

    Asked only of databases that the caller names (`check --database default`, and every start in production).
    """
    if not databases or "default" not in databases:
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute(RIGHTS_SQL)
        powerful, owner = cursor.fetchone()
        cursor.execute(UNPROTECTED_SQL, [[row.table for row in protection.tables()]])
        unprotected = [name for (name,) in cursor.fetchall()]
    errors: list[CheckMessage] = []
    if powerful:
        errors.append(Error("Rollen i DATABASE_URL har administrativa rättigheter.", id="hemvag.E002"))
    if owner:
        errors.append(
            Error(
                "Rollen i DATABASE_URL äger databasen eller tabeller: bara OWNER_DATABASE_URL får göra det.",
                id="hemvag.E003",
            )
        )
    if unprotected:
        errors.append(
            Error(
                f"Tabeller med patientuppgifter saknar radskydd: {', '.join(unprotected)}. Kör manage.py migrate.",
                id="hemvag.E004",
            )
        )
    return errors


def production_is_closed(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """No debugging, no wildcard among the hosts, no cookie over plain http: also when a file imports production's
    settings and changes them.
    """
    if settings.HEMVAG_ENVIRONMENT != "production":
        return []
    errors: list[CheckMessage] = []
    if settings.DEBUG:
        errors.append(Error("DEBUG är på i produktion.", id="hemvag.E006"))
    if not settings.ALLOWED_HOSTS or any("*" in host for host in settings.ALLOWED_HOSTS):
        errors.append(Error("ALLOWED_HOSTS ska räkna upp hela värdnamn.", id="hemvag.E007"))
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        errors.append(Error("Kakorna skickas även över http.", id="hemvag.E008"))
    return errors


def broker_keeps_what_it_is_given() -> list[CheckMessage]:
    """A broker that makes room by throwing away has thrown away whole queues. One that is down is waited for."""
    policy = broker.policy()
    if policy in (None, "noeviction"):
        return []
    message = (
        f"Servern i REDIS_URL kastar det som köats när minnet är fullt (maxmemory-policy {policy}): "
        "ställ in noeviction, och låt cachen ha en egen server."
    )
    return [Error(message, id="hemvag.E009")]


def refuse_unsafe_start() -> None:
    """Called by web and workers as they start; production goes no further with an error found here.

    :raises ImproperlyConfigured: what is wrong, in full.
    """
    found = demo_login_only_in_demo() + session_limits_hold() + broker_keeps_what_it_is_given()
    if settings.HEMVAG_ENVIRONMENT == "production":
        found += production_is_closed()
        found += app_role_owns_nothing(databases=["default"])
    if found:
        raise ImproperlyConfigured("\n".join(str(message) for message in found))
