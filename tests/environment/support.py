"""Commands run as a person would, in an environment that says nothing of the tests' own services."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psutil

from config.embedded.layout import PROJECT_DIR, Layout

# What the session of tests has set for its own processes, and what a developer's shell may have set.
NOT_PASSED_ON = (
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    "REDIS_URL",
    "CACHE_URL",
    "DJANGO_SETTINGS_MODULE",
    "PORT",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
)
TIMEOUT_S = 120


def environment(**extra: str) -> dict[str, str]:
    """The machine's environment without any trace of this test session, with `extra` on top."""
    return {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON} | extra


def run(*command: str, env: Mapping[str, str], cwd: Path = PROJECT_DIR) -> "subprocess.CompletedProcess[str]":
    """Run to the end; the caller looks at the exit code."""
    return subprocess.run(
        command, cwd=cwd, env=dict(env), capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )


def manage(*arguments: str, env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return run(sys.executable, "manage.py", *arguments, env=env)


def processes_of(layout: Layout) -> list[str]:
    """The names of the processes whose command line names the directory or its sockets."""
    marks = (str(layout.root), str(layout.run_dir))
    found = []
    for process in psutil.process_iter(["cmdline", "name"]):
        command = " ".join(process.info["cmdline"] or ())
        if any(mark in command for mark in marks) and process.pid != os.getpid():
            found.append(str(process.info["name"]))
    return found
