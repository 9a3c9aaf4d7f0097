"""What keeps data about a patient from being seen, and what has been opened in spite of it."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from transitions.rules.kinds import Protection
from transitions.rules.shields import EmergencyReason, LiftGround, OpeningReason, ReviewOutcome, StatedBy


class Block(models.Model):
    """Spärr (PDL 4:4, SVOD 2:2–3): the patient keeps an organisation's data, or one unit's, from others.

    In force from `since` until it is lifted. A lifted block stays as a row, with who lifted it and on what ground.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    patient = models.ForeignKey("transitions.Patient", models.PROTECT, related_name="blocks")
    organisation = models.ForeignKey(
        "actors.Organisation", models.PROTECT, related_name="+", verbose_name="gäller uppgifter hos"
    )
    unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bara enheten"
    )
    stated_by = models.CharField("begärd av", max_length=10, choices=[(who, who) for who in StatedBy])
    explained = models.CharField("förklaring", max_length=500, blank=True, default="")
    since = models.DateTimeField("från")
    recorded_by = models.ForeignKey("actors.User", models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField("registrerad av", max_length=150)
    recorded_at = models.ForeignKey(
        "actors.Unit", models.PROTECT, related_name="+", verbose_name="registrerad på"
    )
    lifted_at = models.DateTimeField("hävd", null=True, blank=True)
    lifted_by = models.ForeignKey("actors.User", models.PROTECT, null=True, blank=True, related_name="+")
    lifted_by_name = models.CharField("hävd av", max_length=150, blank=True, default="")
    lift_ground = models.CharField(
        "grund för hävningen",
        max_length=20,
        blank=True,
        default="",
        choices=[(ground, ground) for ground in LiftGround],
    )
    lift_explained = models.CharField("förklaring till hävningen", max_length=500, blank=True, default="")

    history = HistoricalRecords(excluded_fields=["public_id"])

    class Meta:
        ordering = ["patient_id", "since", "pk"]
        verbose_name = "spärr"
        verbose_name_plural = "spärrar"
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "organisation", "unit"],
                condition=Q(lifted_at__isnull=True),
                nulls_distinct=False,
                name="block_stands_once",
            ),
            models.CheckConstraint(condition=~Q(recorded_by_name=""), name="block_is_by_somebody"),
            models.CheckConstraint(condition=~Q(stated_by="guardian"), name="guardian_may_not_block"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lift_ground="")
                | (Q(lifted_at__gte=F("since")) & ~Q(lift_ground="") & ~Q(lifted_by_name="")),
                name="block_is_lifted_on_a_ground",
            ),
        ]
        indexes = [
            models.Index(fields=["patient"], condition=Q(lifted_at__isnull=True), name="block_in_force"),
        ]

    def __str__(self) -> str:
        return f"Spärr {self.public_id}"


class Availability(models.Model):
    """Tillgängliggörande (SVOD 2:1–2): a unit has made its documentation of a patient available to others.

    Only after the person was informed and did not object. Ends when the person objects, or the unit takes it back.
    """

    patient = models.ForeignKey("transitions.Patient", models.PROTECT, related_name="availabilities")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    since = models.DateTimeField("från")
    recorded_by_name = models.CharField("registrerad av", max_length=150)
    ended_at = models.DateTimeField("till", null=True, blank=True)
    objected = models.BooleanField("personen har motsatt sig", default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["patient_id", "since", "pk"]
        verbose_name = "tillgängliggörande"
        verbose_name_plural = "tillgängliggöranden"
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "unit"], condition=Q(ended_at__isnull=True), name="available_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("since")), name="available_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patient_id}: {self.unit_id}"


class Opening(models.Model):
    """What every opening tells: who, in which unit, of whom, why, from when to when."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    patient = models.ForeignKey("transitions.Patient", models.PROTECT, related_name="+")
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    user = models.ForeignKey("actors.User", models.PROTECT, related_name="+", verbose_name="person")
    user_name = models.CharField("namn", max_length=150)
    explained = models.TextField("skäl", max_length=1000, blank=True, default="")
    opened_at = models.DateTimeField("öppnad")
    ends_at = models.DateTimeField("gäller till")

    class Meta:
        abstract = True


class DirectAccess(Opening):
    """Opening of others' items (sammanhållen vård- och omsorgsdokumentation, SVOD 3:1–3:4).

    The conditions that held, each as it was stated, are kept with the look: `conditions` and the paragraph.
    """

    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="direct_accesses")
    consent_reference = models.CharField("samtycke", max_length=200, blank=True, default="")
    conditions = models.JSONField("villkor", default=dict)
    paragraph = models.CharField("paragraf", max_length=120)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = "öppnad vårdkedja"
        verbose_name_plural = "öppnade vårdkedjor"
        indexes = [models.Index(fields=["episode", "user", "ends_at"], name="direct_access_standing")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="direct_access_ends"),
        ]

    def __str__(self) -> str:
        return f"Öppnad vårdkedja {self.public_id}"


class EmergencyAccess(Opening):
    """Nödöppning (SVOD 3:5–6): care providers only, for a reason, for a limited time, reviewed afterwards."""

    organisation = models.ForeignKey("actors.Organisation", models.PROTECT, related_name="+")
    reason = models.CharField("slag av fara", max_length=24, choices=[(why, why) for why in EmergencyReason])

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = "nödöppning"
        verbose_name_plural = "nödöppningar"
        indexes = [
            models.Index(fields=["user", "opened_at"], name="emergency_of_user"),
            models.Index(fields=["organisation", "-opened_at"], name="emergency_of_organisation"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="emergency_ends"),
            models.CheckConstraint(condition=~Q(explained=""), name="emergency_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Nödöppning {self.public_id}"


class EmergencyReview(models.Model):
    """Granskning av nödöppning: the verdict of the MAS or verksamhetschef.

    Never changed; a new verdict is a new row.
    """

    access = models.ForeignKey(EmergencyAccess, models.PROTECT, related_name="reviews")
    outcome = models.CharField("bedömning", max_length=12, choices=[(one, one) for one in ReviewOutcome])
    explained = models.TextField("motivering", max_length=1000, blank=True, default="")
    reviewer = models.ForeignKey("actors.User", models.PROTECT, related_name="+")
    reviewer_name = models.CharField("granskad av", max_length=150)
    at = models.DateTimeField("granskad")

    class Meta:
        ordering = ["access_id", "at", "pk"]
        verbose_name = "granskning av nödöppning"
        verbose_name_plural = "granskningar av nödöppningar"

    def __str__(self) -> str:
        return f"Granskning {self.pk}"


class ProtectionOpening(Opening):
    """That what is protected about a person was opened: by whom, why, for how long (LAW-6)."""

    reason = models.CharField("skäl", max_length=24, choices=[(why, why) for why in OpeningReason])

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = "öppning av skyddade uppgifter"
        verbose_name_plural = "öppningar av skyddade uppgifter"
        indexes = [models.Index(fields=["patient", "user", "ends_at"], name="protection_opening_standing")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="protection_opening_ends"),
        ]

    def __str__(self) -> str:
        return f"Öppning {self.public_id}"


class ProtectionChange(models.Model):
    """A mark of protected identity that was set, changed or taken away, with the reason. Never changed."""

    patient = models.ForeignKey("transitions.Patient", models.PROTECT, related_name="protection_changes")
    before = models.CharField("före", max_length=24, choices=[(kind, kind) for kind in Protection])
    after = models.CharField("efter", max_length=24, choices=[(kind, kind) for kind in Protection])
    explained = models.CharField("skäl", max_length=500)
    by_name = models.CharField("ändrad av", max_length=150)
    unit = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+")
    at = models.DateTimeField("ändrad")

    class Meta:
        ordering = ["patient_id", "at", "pk"]
        verbose_name = "ändring av skydd"
        verbose_name_plural = "ändringar av skydd"

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
