#!/usr/bin/env python3
"""Django's commands. Without `DATABASE_URL` they start the embedded services they need, and stop what they started."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext

import environ
from django.core.management import execute_from_command_line

from config.embedded.layout import PROJECT_DIR, Layout
from config.embedded.session import embedded_services

# Commands that read no row and ring no doorbell: they run with nothing started.
WITHOUT_SERVICES = frozenset(
    {"", "help", "version", "--help", "--version", "-h", "collectstatic", "diffsettings", "findstatic"}
    | {"makemessages", "compilemessages", "spectacular", "startapp", "testserver", "assess_liability"}
)

DATABASE_ALONE = frozenset({"migrate", "makemigrations", "showmigrations", "sqlmigrate", "check", "dbshell"})


def services(command: str) -> AbstractContextManager[object]:
    """What `command` needs running around it; nothing when the environment names servers of its own."""
    replaced = os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")
    if command in WITHOUT_SERVICES or replaced or os.environ["DJANGO_SETTINGS_MODULE"].endswith("production"):
        return nullcontext()
    return embedded_services(Layout.from_environment(), redis=command not in DATABASE_ALONE)


def main() -> None:
    environ.Env.read_env(PROJECT_DIR / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    with services(command):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
