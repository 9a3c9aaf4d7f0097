"""`make bench`: everything that is measured, on a database of its own that is thrown away.

`python -m benchmarks access pages` measures those alone.
"""

import os
import shutil
import sys
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
_DIRECTORY = tempfile.mkdtemp(prefix="hemvag-bench-")
os.environ["EMBEDDED_DIR"] = _DIRECTORY

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from benchmarks import access, audit, importing, liability, measuring, pages, worklist  # noqa: E402
from config.embedded.layout import Layout  # noqa: E402
from config.embedded.session import embedded_services  # noqa: E402
from core import scope  # noqa: E402

BEFORE_THE_DEMO = {
    "importing": ("Inläsning av händelsefiler", importing.figures),
}
ON_THE_DEMO = {
    "pages": ("Sidor på demodata", pages.figures),
    "worklist": ("Listan, ärendet och sökningen bland allt fler", worklist.figures),
    "access": ("Radskydd", access.figures),
    "audit": ("Loggar", audit.figures),
    "liability": ("Betalningsansvar", liability.figures),
}


def main(chosen: set[str]) -> None:
    """Start the services, measure what is chosen (all of it without a choice), stop them."""
    with embedded_services(Layout.from_environment()), scope.system("bench"):
        settings.ALLOWED_HOSTS = ["*"]
        call_command("migrate", verbosity=0, interactive=False)
        _print("Maskinen", measuring.machine())
        for name, (title, figures) in BEFORE_THE_DEMO.items():
            if not chosen or name in chosen:
                _print(title, figures())
        if chosen and not chosen & ON_THE_DEMO.keys():
            return
        call_command("seed_demo", verbosity=0)
        for name, (title, figures) in ON_THE_DEMO.items():
            if not chosen or name in chosen:
                _print(title, figures())


def _print(title: str, figures: object) -> None:
    print(f"\n{title}")
    for figure in figures:  # type: ignore[attr-defined]
        print(figure.line(), flush=True)


if __name__ == "__main__":
    try:
        main(set(sys.argv[1:]))
    finally:
        shutil.rmtree(_DIRECTORY, ignore_errors=True)
