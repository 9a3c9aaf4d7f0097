"""What cannot come from PyPI: installed when that is allowed, otherwise said in one sentence."""

import os
import subprocess
from pathlib import Path

import pytest

from config.embedded.layout import PROJECT_DIR

ALL = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
ADVICE = f"sudo apt-get update && sudo apt-get install -y {ALL}"


class Machine:
    """A machine made of small stand-ins for the commands that the script asks."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.log = directory / "log"
        for name in ("bash", "env", "grep", "mktemp", "rm", "tail"):
            (directory / name).symlink_to(Path("/usr/bin") / name)
        self.has("ldconfig", "")
        self.has("apt-get", f'echo "$@" >> {self.log}')

    def has(self, name: str, script: str) -> "Machine":
        path = self.directory / name
        path.write_text(f"#!/usr/bin/bash\n{script}\n")
        path.chmod(0o755)
        return self

    def needs(self, *needs: str) -> "subprocess.CompletedProcess[str]":
        script = PROJECT_DIR / "scripts/system-packages"
        env = {"PATH": str(self.directory), "HOME": os.environ.get("HOME", "/")}
        return subprocess.run(
            [str(self.directory / "bash"), str(script), *needs],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    def installed(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_root_updates_the_list_and_installs_what_is_missing(machine: Machine) -> None:
    done = machine.has("id", "echo 0").needs("pdf")
    assert done.returncode == 0, done.stderr
    assert machine.installed() == ["update", f"install -y --no-install-recommends {ALL}"]


def test_a_user_with_sudo_without_password_installs_too(machine: Machine) -> None:
    machine.has("id", "echo 1000").has("sudo", '[ "$1" = -n ] && shift && exec "$@"').has("true", "exit 0")
    done = machine.needs("pdf")
    assert done.returncode == 0, done.stderr
    assert len(machine.installed()) == 2


def test_anybody_else_is_told_in_one_sentence_what_to_run(machine: Machine) -> None:
    done = machine.has("id", "echo 1000").has("sudo", "exit 1").needs("pdf")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"Systempaket saknas. Kör: {ADVICE}"]
    assert machine.installed() == []


def test_a_failed_installation_shows_its_end_and_what_to_run(machine: Machine) -> None:
    done = machine.has("id", "echo 0").has("apt-get", "echo no route to the archive; exit 100").needs("pdf")
    assert done.returncode == 1
    assert "no route to the archive" in done.stderr
    assert done.stderr.splitlines()[-1].endswith(ADVICE)


def test_nothing_is_done_when_nothing_is_missing(machine: Machine) -> None:
    libraries = "libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0"
    machine.has("ldconfig", f"echo {libraries}").has("chromium", "").has("id", "echo 0")
    done = machine.needs("pdf", "browser")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.installed() == []
