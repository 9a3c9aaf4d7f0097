"""`make bench`: everything that is measured, on a database of its own that is thrown away.

`python -m benchmarks access pages` measures those alone; `python -m benchmarks liability_rows --episodes
10000,100000,1000000` goes on to a million.
"""

import argparse
import os
import shutil
import tempfile
from functools import partial

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
_DIRECTORY = tempfile.mkdtemp(prefix="hemvag-bench-")
os.environ["EMBEDDED_DIR"] = _DIRECTORY

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from benchmarks import (  # noqa: E402
    access,
    audit,
    delivery,
    deviations,
    importing,
    liability,
    liability_rows,
    measuring,
    pages,
    polling,
    sip,
    worklist,
)
from config.embedded.layout import Layout  # noqa: E402
from config.embedded.session import embedded_services  # noqa: E402
from core import scope  # noqa: E402

BEFORE_THE_DEMO = {
    "importing": ("Inläsning av händelsefiler", importing.figures),
    "delivery": ("Meddelanden till inkorgen", delivery.figures),
}
ON_THE_DEMO = {
    "pages": ("Sidor på demodata", pages.figures),
    "polling": ("Tusen öppna listor", polling.figures),
    "worklist": ("Listan, ärendet och sökningen bland allt fler", worklist.figures),
    "sip": ("SIP-planen", sip.figures),
    "deviations": ("Avvikelsetavlan bland allt fler, och liknande avvikelser", deviations.figures),
    "access": ("Radskydd", access.figures),
    "audit": ("Loggar", audit.figures),
    "liability": ("Betalningsansvar: regeln", liability.figures),
    "liability_rows": ("Betalningsansvar: från rader till resultat", liability_rows.figures),
}


def main(chosen: set[str], sizes: tuple[int, ...]) -> None:
    """Start the services, measure what is chosen (all of it without a choice), stop them.

    `sizes`: numbers of episodes for `liability_rows`.
    """
    title, figures = ON_THE_DEMO["liability_rows"]
    ON_THE_DEMO["liability_rows"] = (title, partial(figures, sizes))
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
        asked = argparse.ArgumentParser(prog="python -m benchmarks")
        asked.add_argument("chosen", nargs="*", help=", ".join([*BEFORE_THE_DEMO, *ON_THE_DEMO]))
        asked.add_argument(
            "--episodes",
            type=lambda text: tuple(int(size) for size in text.split(",")),
            default=liability_rows.SIZES,
            help="antal vårdtillfällen för liability_rows, stigande",
        )
        given = asked.parse_args()
        main(set(given.chosen), given.episodes)
    finally:
        shutil.rmtree(_DIRECTORY, ignore_errors=True)
