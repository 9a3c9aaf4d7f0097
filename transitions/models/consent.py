"""What the person has said yes and no to, who speaks for the person, and what was weighed when nobody could say."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from transitions.rules.harm import OslGround, WhyNoConsent
from transitions.rules.kinds import ConsentForm, Scope
from transitions.rules.representation import RepresentativeKind


class Representative(models.Model):
    """Legal representative (ställföreträdare): guardian, god man, förvaltare, framtidsfullmakt (law.md 6.7).

    Follows the patient, not the episode. What it may consent to: `rules.representation`. `valid_to` is the last day.
    """

    patient = models.ForeignKey("transitions.Patient", models.PROTECT, related_name="representatives")
    kind = models.CharField("slag", max_length=12, choices=[(kind, kind) for kind in RepresentativeKind])
    name = models.CharField("namn", max_length=150)
    phone = models.CharField("telefon", max_length=40, blank=True, default="")
    mandates = models.JSONField("omfattning", default=list, blank=True)
    seen = models.CharField("handling som har visats", max_length=150, blank=True, default="")
    valid_from = models.DateField("gäller från")
    valid_to = models.DateField("gäller till och med", null=True, blank=True)
    recorded_by = models.CharField("registrerad av", max_length=150)
    by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")

    history = HistoricalRecords()

    class Meta:
        ordering = ["patient_id", "-valid_from", "pk"]
        verbose_name = "ställföreträdare"
        verbose_name_plural = "ställföreträdare"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="representative_in_order",
                violation_error_message="Slutdagen kan inte ligga före startdagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"Ställföreträdare {self.pk}"


class Consent(models.Model):
    """Samtycke, or a no to it (T4): what it covers, to whom, how, by whom, until when. A withdrawal bites at once.

    One row for each scope of an item. `units` are ids; none means all units that the case reaches. `form` is empty
    where history did not say.
    """

    item = models.ForeignKey("transitions.Item", models.PROTECT, related_name="consents")
    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="consents")
    scope = models.CharField("omfattar", max_length=12, choices=[(scope, scope) for scope in Scope])
    agrees = models.BooleanField("samtycker", default=True)
    form = models.CharField(
        "hur", max_length=7, blank=True, default="", choices=[(form, form) for form in ConsentForm]
    )
    what = models.CharField("vad", max_length=300, blank=True, default="")
    units = models.JSONField("till enheter", default=list, blank=True)
    given_at = models.DateTimeField("lämnat")
    until = models.DateTimeField("gäller till", null=True, blank=True)
    withdrawn_at = models.DateTimeField("återkallat", null=True, blank=True)
    withdrawn_by = models.CharField("återkallelsen registrerad av", max_length=150, blank=True, default="")
    representative = models.ForeignKey(
        Representative,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name="lämnat av",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["episode_id", "given_at", "pk"]
        verbose_name = "samtycke"
        verbose_name_plural = "samtycken"
        indexes = [models.Index(fields=["episode", "scope"], name="consent_of_episode")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_in_order",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("given_at")),
                name="consent_ends_after_it_began",
                violation_error_message="Samtycket kan inte sluta gälla innan det lämnades.",
            ),
            models.UniqueConstraint(fields=["item", "scope"], name="consent_scope_once"),
        ]

    def __str__(self) -> str:
        return f"Samtycke {self.pk}"


class HarmAssessment(models.Model):
    """Menprövning: a named person weighs, on a named ground, what may pass to whom when consent cannot be had
    (OSL 10, 25 and 26 kap.; law.md 6.5).

    `discloses` False records that secrecy prevents. Never changed: a new assessment takes its place.
    """

    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="harm_assessments")
    by_unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    scope = models.CharField("omfattar", max_length=12, choices=[(scope, scope) for scope in Scope])
    discloses = models.BooleanField("får lämnas ut")
    ground = models.CharField("grund", max_length=10, choices=[(ground, ground) for ground in OslGround])
    why = models.CharField(
        "varför samtycke saknas", max_length=12, choices=[(why, why) for why in WhyNoConsent]
    )
    what = models.CharField("vad", max_length=300)
    reason = models.TextField("bedömning")
    units = models.JSONField("till enheter", default=list, blank=True)
    assessed_by = models.CharField("bedömd av", max_length=150)
    assessed_at = models.DateTimeField("bedömd")
    recorded_by = models.CharField("registrerad av", max_length=150)
    representative = models.ForeignKey(
        Representative,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="harm_assessments",
        verbose_name="tillfrågad ställföreträdare",
    )
    until = models.DateTimeField("gäller till", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["episode_id", "assessed_at", "pk"]
        verbose_name = "menprövning"
        verbose_name_plural = "menprövningar"
        indexes = [models.Index(fields=["episode", "scope"], name="harm_assessment_of_episode")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(assessed_by="") & ~Q(reason=""),
                name="harm_assessment_is_reasoned",
                violation_error_message="Ange vem som har gjort menprövningen, och hur.",
            ),
            models.CheckConstraint(
                condition=~Q(ground="12:2"),
                name="consent_is_no_harm_assessment",
                violation_error_message="Registrera samtycket i stället.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("assessed_at")),
                name="harm_assessment_in_order",
                violation_error_message="Menprövningen kan inte sluta gälla innan den gjordes.",
            ),
        ]

    def __str__(self) -> str:
        return f"Menprövning {self.pk}"
