"""`make bench`: everything that is measured, on a database of its own that is thrown away."""

import os
import shutil
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
_DIRECTORY = tempfile.mkdtemp(prefix="hemvag-bench-")
os.environ["EMBEDDED_DIR"] = _DIRECTORY

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from benchmarks import importing, measuring, pages  # noqa: E402
from config.embedded.layout import Layout  # noqa: E402
from config.embedded.session import embedded_services  # noqa: E402


def main() -> None:
    """Start the services, measure, stop them."""
    with embedded_services(Layout.from_environment()):
        settings.ALLOWED_HOSTS = ["*"]
        call_command("migrate", verbosity=0, interactive=False)
        _print("Maskinen", measuring.machine())
        _print("Inläsning av händelsefiler", importing.figures())
        call_command("seed_demo", verbosity=0)
        _print("Sidor på demodata", pages.figures())


def _print(title: str, figures: object) -> None:
    print(f"\n{title}")
    for figure in figures:  # type: ignore[attr-defined]
        print(figure.line(), flush=True)


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(_DIRECTORY, ignore_errors=True)
