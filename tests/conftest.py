"""Services, databases and the rules that hold for all tests."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from config.embedded import process, valkey
from config.embedded.layout import Layout
from config.embedded.session import Session, embedded_services
from config.embedded.valkey import Valkey
from core import scope
from tests import canary, database
from tests.query_counts import QueryCounts

# The clock of a shared machine says nothing about a property: no deadlines.
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
hypothesis_settings.register_profile("default", max_examples=100, derandomize=True, **_COMMON)
hypothesis_settings.register_profile("long", max_examples=5000, **_COMMON)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

TESTS = Path(__file__).parent
# Every test in the directory has the mark, so that `make test-fast` can leave it out.
MARKED_DIRECTORIES = {"browser": "browser", "faults": "faults", "environment": "environment"}
# Half a minute and more each, on two cores; the longest first.
LONGEST = (
    "environment/test_demo.py",
    "browser/test_walk.py",
    "faults/test_system.py",
    "integrations/test_demo.py",
    "integrations/test_scenarios.py",
    "browser/test_styleguide.py",
    "browser/test_sip_and_deviations.py",
    "unit/liability/test_against_reference.py",
    "reporting/test_variants.py",
)
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "django_db_setup", "live_server"})


@receiver(user_logged_in, dispatch_uid="tests.full_login")
def full_login(sender: object, request: HttpRequest, **kwargs: object) -> None:
    """`Client.force_login` stands for a log-in with everything shown; what less opens, tests/login asks itself."""
    if type(request) is HttpRequest:
        request.session["login_way"] = "second_factor"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-query-counts",
        action="store_true",
        help="skriv om tests/query_counts.json med det antal frågor som varje sida nu ställer",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by directory, refuse a database in the unit tests, and let the longest begin first."""
    for item in items:
        top = item.path.relative_to(TESTS).parts[0]
        if top in MARKED_DIRECTORIES:
            item.add_marker(MARKED_DIRECTORIES[top])
        fixtures = set(getattr(item, "fixturenames", ()))
        if top == "unit" and (item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES):
            raise pytest.UsageError(
                f"{item.nodeid}: tests/unit har ingen databas; flytta testet till appens mapp"
            )
    _longest_first(items)


def _longest_first(items: list[pytest.Item]) -> None:
    """Files are handed out whole, in this order: what a file sets up once is set up once, and no process is left
    alone with half a minute's work at the very end.
    """
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.relative_to(TESTS).as_posix(), len(order)))


@pytest.fixture(scope="session")
def embedded() -> Iterator[Session]:
    """The embedded PostgreSQL of the tests, beside the demo's and unknown to it."""
    with embedded_services(settings.EMBEDDED, redis=False, durable=False) as session:
        yield session


@pytest.fixture(scope="session")
def valkeys() -> Iterator[tuple[Valkey, Valkey]]:
    """Broker and cache of this test process alone: a test may kill or wipe them (and starts them again)."""
    layout: Layout = settings.EMBEDDED
    pid = os.getpid()
    servers = (valkey.broker(layout, f"broker-{pid}"), valkey.cache(layout, f"cache-{pid}"))
    stop_orphans(layout)
    for server in servers:
        server.start()
    os.environ["REDIS_URL"], os.environ["CACHE_URL"] = settings.REDIS_URL, settings.CACHE_URL
    yield servers
    canary.saw_redis("broker", settings.REDIS_URL)
    canary.saw_redis("cache", settings.CACHE_URL)
    for server in servers:
        server.stop()
        shutil.rmtree(layout.root / server.name, ignore_errors=True)


def stop_orphans(layout: Layout) -> None:
    """Stop the brokers and caches of test processes that were killed."""
    for pid_file in layout.run_dir.glob("*-*.pid"):
        name = pid_file.stem
        owner = name.rpartition("-")[2]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            process.stop(int(pid_file.read_text() or 0), str(layout.valkey_socket(name)), signal.SIGTERM)
            pid_file.unlink(missing_ok=True)
            shutil.rmtree(layout.root / name, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _canaries() -> Iterator[None]:
    """The last thing of a test process: no patient of its tests stands where no patient belongs (PII-1)."""
    layout: Layout = settings.EMBEDDED
    with canary.watching(layout.log_dir / "postgres.log", Path(settings.MEDIA_ROOT)):
        yield


@pytest.fixture(scope="session", autouse=True)
def _of_the_tests(_canaries: None) -> Iterator[None]:
    """What a test itself makes and looks at is the system's; requests, tasks and threads have scopes of their own."""
    with scope.system("tests"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    embedded: Session,
    valkeys: tuple[Valkey, Valkey],
) -> Iterator[None]:
    """A database of this process's own, copied from a migrated template; everything connects as the app role."""
    administrator = database.Administrator(embedded.postgres)
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            name = stack.enter_context(
                database.cloned(administrator, database.ensure_template(administrator))
            )
            database.point_connections_at(name)

        def teardown(case: TransactionTestCase) -> None:
            database.reset(administrator, name)

        # Django's own way is TRUNCATE, which the app role may not and append-only tables refuse.
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        os.environ["CLOCK_OFFSET_FILE"] = str(settings.CLOCK_OFFSET_FILE)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        yield
        with django_db_blocker.unblock():
            stack.close()
        Path(settings.CLOCK_OFFSET_FILE).unlink(missing_ok=True)


@pytest.fixture
def query_counts(request: pytest.FixtureRequest) -> QueryCounts:
    """Holds the number of queries of a page against tests/query_counts.json (`make counts` writes it anew)."""
    return QueryCounts(update=request.config.getoption("--update-query-counts"))
