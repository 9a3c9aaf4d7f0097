"""What log-in leaves behind: who came in or was refused, and what somebody had typed when the log-in ended."""

from django.db import models


class LoginEvent(models.Model):
    """A log-in, a refusal or a log-out (inloggningshändelse; HSLF-FS 2016:40 4 kap.). Rows are only added.

    `kind` is the way in, `reason` a code. `subject` is the HSA-id or the user name that was shown, also when no
    such person is known; `assignments` are ids of the assignments that the log-in opened.
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        IN = "in", "inloggad"
        REFUSED = "refused", "nekad"
        OUT = "out", "utloggad"

    at = models.DateTimeField("tid")
    user = models.ForeignKey(
        "actors.User", models.PROTECT, null=True, related_name="login_events", verbose_name="person"
    )
    outcome = models.CharField("utfall", max_length=10, choices=Outcome.choices)
    kind = models.CharField("sätt", max_length=20)
    reason = models.CharField("skäl", max_length=40, blank=True, default="")
    issuer = models.CharField("utfärdare", max_length=200, blank=True, default="")
    subject = models.CharField("HSA-id eller användarnamn", max_length=150, blank=True, default="")
    # The identity provider's name for its own session: by it the provider ends what it began.
    idp_session = models.CharField("utfärdarens session", max_length=200, blank=True, default="")
    assignments = models.JSONField("uppdrag", default=list)
    address = models.GenericIPAddressField("adress", null=True)
    request_id = models.CharField("anrop", max_length=64, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        verbose_name = "inloggningshändelse"
        verbose_name_plural = "inloggningshändelser"
        indexes = [
            models.Index(fields=["user", "at"], name="login_event_user"),
            models.Index(
                fields=["issuer", "idp_session"],
                name="login_event_idp_session",
                condition=~models.Q(idp_session=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} #{self.pk}"


class Draft(models.Model):
    """What a person had typed in a form and not sent (utkast): for the same person, in the same unit, on the same page.

    `path` holds ids only. `fields` are lists of values by field name, as the form was typed. Gone after a day, and
    when the form is sent.
    """

    user = models.ForeignKey("actors.User", models.CASCADE, related_name="drafts", verbose_name="person")
    unit = models.ForeignKey("actors.Unit", models.CASCADE, related_name="drafts", verbose_name="enhet")
    path = models.CharField("sida", max_length=200)
    fields = models.JSONField("innehåll")
    saved_at = models.DateTimeField("sparat")
    expires_at = models.DateTimeField("tas bort")

    class Meta:
        ordering = ["pk"]
        verbose_name = "utkast"
        verbose_name_plural = "utkast"
        constraints = [models.UniqueConstraint(fields=["user", "unit", "path"], name="draft_once")]
        indexes = [models.Index(fields=["expires_at"], name="draft_expires")]

    def __str__(self) -> str:
        return f"utkast #{self.pk}"
