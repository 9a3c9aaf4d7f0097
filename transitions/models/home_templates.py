"""What a municipality or a region has decided of its own: templates and criteria, in versions."""

from django.db import models

from transitions.rules.kinds import CareForm


class HomeTemplate(models.Model):
    """Hemgångsmall: one version of an organisation's template or criteria (T11, T12). A version is never changed.

    `content` is what the kind's rule reads: `rules.checklist.TemplatePoint`, `rules.reception.ReceptionTerms`.
    """

    class Kind(models.TextChoices):
        """What it decides."""

        CHECKLIST = "checklist", "Hemgångslista"
        HOME_RECEPTION = "home_reception", "Tryggt mottagande"

    kind = models.CharField("slag", max_length=20, choices=Kind.choices)
    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="organisation"
    )
    care_form = models.CharField(
        "vårdform", max_length=12, blank=True, default="", choices=[(form, form) for form in CareForm]
    )
    number = models.PositiveIntegerField("version")
    valid_from = models.DateField("gäller från")
    content = models.JSONField("innehåll", default=dict)
    made_at = models.DateTimeField("sparad")
    made_by = models.CharField("sparad av", max_length=150)

    class Meta:
        ordering = ["kind", "organisation", "care_form", "-number"]
        verbose_name = "hemgångsmall"
        verbose_name_plural = "hemgångsmallar"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "organisation", "care_form", "number"], name="home_template_version_once"
            ),
            models.CheckConstraint(condition=~models.Q(made_by=""), name="home_template_has_an_author"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
