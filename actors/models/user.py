"""User: a person who logs in. What the person may do follows from an assignment, never from here."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from core import clock


class User(AbstractUser):
    """A person (employee). `is_staff` opens the technical administration only."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("namn", max_length=150)
    date_joined = models.DateTimeField("upplagd", default=clock.now)
    color_scheme = models.CharField(
        "utseende",
        max_length=5,
        default="light",
        choices=[("light", "Ljust"), ("dark", "Mörkt"), ("auto", "Följ datorn")],
    )
    # Log-ins from before this moment are over, wherever their cookies are.
    logged_out_at = models.DateTimeField("utloggad överallt", null=True, blank=True)
    # Until when a password alone opens the pages where a second factor is added, and nothing else.
    enrol_until = models.DateTimeField("får lägga till andra faktor till", null=True, blank=True)
    shortcuts = models.BooleanField("tangentgenvägar", default=False)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "person"
        verbose_name_plural = "personer"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The person's name as it is written beside what the person did."""
        return self.name

    def get_short_name(self) -> str:
        """The first word of the name."""
        return self.name.split(" ")[0] if self.name else self.username
