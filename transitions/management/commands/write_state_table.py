"""Write docs/tillstand.md from the rules."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core import scope
from transitions.presenters.state_table import as_markdown


class Command(BaseCommand):
    """`python manage.py write_state_table`."""

    help = "Skriver docs/tillstand.md: varje läge gånger varje handling, ur reglerna."

    @scope.as_system("write_state_table")
    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file anew."""
        path = Path(settings.BASE_DIR) / "docs" / "tillstand.md"
        path.write_text(as_markdown(), encoding="utf-8")
        self.stdout.write(f"{path.name} är skriven.")
