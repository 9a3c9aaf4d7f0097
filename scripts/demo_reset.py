#!/usr/bin/env python3
"""`make demo-reset`: removes the demo's data, unless a demo is running on it."""

import fcntl
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from config.embedded.layout import Layout
from config.embedded.session import Session

MADE_HERE = {"broker", "cache", "clock-offset", "log", "postgres", "run", "var", "start.lock", "users.lock"}


def main() -> int:
    layout = Layout.from_environment()
    if not layout.root.exists():
        print(f"Det finns inget i {layout.root}.")
        return 0
    strangers = {entry.name for entry in layout.root.iterdir()} - MADE_HERE
    if strangers:
        print(
            f"{layout.root} innehåller annat än demons data ({', '.join(sorted(strangers))}); inget är borttaget."
        )
        return 1
    with (layout.root / "users.lock").open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Demon körs: avsluta den med Ctrl-C först.")
            return 1
        Session(layout).stop_services()  # left by a process that was killed
        shutil.rmtree(layout.run_dir, ignore_errors=True)
        shutil.rmtree(layout.root)
    print(f"{layout.root} är borttagen; make demo börjar om.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
