"""docker-compose.yml: valid, without secrets, and running exactly the Procfile's commands."""

import json
import re
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose
from honcho.environ import parse_procfile

from config.embedded.layout import PROJECT_DIR

COMPOSE = (PROJECT_DIR / "docker-compose.yml").read_text()
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
PROCFILE: dict[str, str] = parse_procfile((PROJECT_DIR / "Procfile").read_text()).processes


def resolved(document: object) -> str:
    """What the specification speaks of: the file after YAML's anchors and merges and after interpolation."""
    text = json.dumps(document)
    return re.sub(r"\$\{\w+(?::-([^}]*)|:\?[^}]*)\}", lambda found: found[1] or "value", text).replace(
        "$$", "$"
    )


def test_it_is_valid_by_the_compose_specification() -> None:
    assert set(PyCompose.from_json(resolved(yaml.safe_load(COMPOSE))).service_names()) == set(SERVICES)


def test_the_validator_notices_what_the_specification_does_not_have() -> None:
    wrong = yaml.safe_load(COMPOSE)
    wrong["services"]["web"]["health_check"] = wrong["services"]["web"].pop("healthcheck")
    with pytest.raises(ValueError, match="health_check"):
        PyCompose.from_json(resolved(wrong))


@pytest.mark.parametrize("name", sorted(PROCFILE))
def test_each_process_of_the_procfile_runs_with_the_same_command(name: str) -> None:
    assert SERVICES[name]["command"] == PROCFILE[name]


def test_nothing_runs_beside_the_procfile_but_servers_and_the_migration() -> None:
    assert set(SERVICES) - set(PROCFILE) == {"migrate", "postgres", "broker", "cache"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_each_lasting_service_has_a_health_check_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_no_secret_stands_in_the_file() -> None:
    names = re.compile(r"(\w*(?:PASSWORD|SECRET_KEY)): (.*)")
    for name, value in names.findall(COMPOSE):
        assert re.fullmatch(r"\$\{\w+:\?.*\}", value), f"{name} har ett värde i filen"
    for credentials in re.findall(r"://[^:@/\s]*:([^@\s]+)@", COMPOSE):
        assert credentials.startswith("${"), credentials


def test_the_broker_keeps_and_the_cache_forgets() -> None:
    broker, cache = (" ".join(SERVICES[name]["command"]) for name in ("broker", "cache"))
    assert "--appendonly yes" in broker
    assert "--maxmemory-policy noeviction" in broker
    assert "broker:/data" in SERVICES["broker"]["volumes"]
    assert "--appendonly no" in cache
    assert "volumes" not in SERVICES["cache"]


def test_only_the_migration_knows_the_owners_password() -> None:
    knows = {name for name, service in SERVICES.items() if "OWNER_PASSWORD" in str(service)}
    assert knows == {"migrate"}


def test_every_variable_of_the_file_is_in_the_example_and_in_the_manual() -> None:
    variables = set(re.findall(r"\$\{(\w+)", COMPOSE))
    example = (PROJECT_DIR / ".env.example").read_text()
    manual = (PROJECT_DIR / "docs/operations.md").read_text()
    assert {name for name in variables if not re.search(rf"\b{name}=", example)} == set()
    assert {name for name in variables if f"`{name}`" not in manual} == set()


def test_every_variable_that_the_settings_read_is_in_the_manual() -> None:
    manual = (PROJECT_DIR / "docs/operations.md").read_text()
    read: set[str] = set()
    for path in (PROJECT_DIR / "config").rglob("*.py"):
        read |= set(
            re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"|environ(?:\.get\(|\[)\"([A-Z_]+)\"", path.read_text())
        )
    names = {first or second for first, second in read} - {"TEST_EMAIL_BACKEND"}
    assert {name for name in names if f"`{name}`" not in manual} == set()


def test_the_image_runs_as_nobody_in_particular_and_builds_psycopg2() -> None:
    dockerfile = (PROJECT_DIR / "Dockerfile").read_text()
    stages = dockerfile.split("\nFROM ")
    assert len(stages) == 3 - (not dockerfile.startswith("#"))
    assert re.findall(r"^USER (\S+)", stages[-1], re.MULTILINE)[-1] not in {"root", "0"}
    assert "--no-binary-package psycopg2" in dockerfile
    assert "--no-default-groups" in dockerfile
