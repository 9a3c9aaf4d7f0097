"""What some items carry beyond the chain: the notices, the date, the care contact."""

from django.db import models
from django.db.models import F, Q

from transitions.models.choices import item_kinds
from transitions.rules.kinds import Certainty


class AdmissionNotice(models.Model):
    """Inskrivningsmeddelande (LUS 2:1–2:3; T1, T2).

    Name, number, address and expected discharge are the statute's content. What stands here beyond the doctor
    and the judgement is sent on consent or a recorded harm assessment only (law.md 6.5).
    """

    class Basis(models.TextChoices):
        """The ground for what goes beyond the statute's content."""

        NONE = "", "Skickas inte"
        ORAL = "oral", "Muntligt samtycke"
        WRITTEN = "written", "Skriftligt samtycke"
        HARM_ASSESSMENT = "harm_assessment", "Menprövning"
        REGISTERED = "registered", "Det som redan står i registret"

    item = models.OneToOneField(
        "transitions.Item", models.PROTECT, primary_key=True, related_name="admission_notice"
    )
    doctor_name = models.CharField("behandlande läkare", max_length=150)
    basis = models.CharField("grund", max_length=16, choices=Basis.choices, blank=True, default="")
    basis_by = models.CharField("bedömd av", max_length=150, blank=True, default="")
    function = models.TextField("funktion", blank=True, default="")
    housing = models.CharField("boende", max_length=300, blank=True, default="")
    lives_alone = models.BooleanField("bor ensam", null=True, blank=True)
    aids = models.CharField("hjälpmedel", max_length=300, blank=True, default="")
    next_of_kin = models.CharField("närstående", max_length=300, blank=True, default="")
    interpreter = models.CharField("tolk", max_length=60, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        verbose_name = "inskrivningsmeddelande"
        verbose_name_plural = "inskrivningsmeddelanden"
        constraints = [
            models.CheckConstraint(
                condition=~Q(basis="harm_assessment") | ~Q(basis_by=""),
                name="harm_assessment_is_by_somebody",
                violation_error_message="Ange vem som har gjort menprövningen.",
            ),
            models.CheckConstraint(
                condition=~Q(basis="")
                | Q(
                    function="", housing="", lives_alone__isnull=True, aids="", next_of_kin="", interpreter=""
                ),
                name="nothing_beyond_the_act_without_ground",
                violation_error_message="Uppgifter utöver lagens skickas bara med samtycke eller menprövning.",
            ),
        ]

    def __str__(self) -> str:
        return f"Inskrivningsmeddelande {self.pk}"


class ExpectedDischarge(models.Model):
    """Beräknad utskrivning (LUS 2:4; T5, T23): a local date and how sure it is. One is current."""

    item = models.OneToOneField(
        "transitions.Item", models.PROTECT, primary_key=True, related_name="expected_discharge"
    )
    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="expected_discharges")
    date = models.DateField("datum")
    certainty = models.CharField(
        "säkerhet", max_length=6, blank=True, choices=[(value, value) for value in Certainty]
    )
    current = models.BooleanField("gäller nu", default=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "beräknad utskrivning"
        verbose_name_plural = "beräknade utskrivningar"
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(current=True), name="one_expected_discharge_is_current"
            ),
        ]

    def __str__(self) -> str:
        return f"Beräknad utskrivning {self.date}"


class DischargeReadyNotice(models.Model):
    """Underrättelse om utskrivningsklar (LUS 3:1; T6): the doctor, the judgement, and how it ended.

    `sent_at` is when the server received the sending: the count uses it, never a typed time.
    """

    item = models.OneToOneField(
        "transitions.Item", models.PROTECT, primary_key=True, related_name="discharge_ready"
    )
    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="ready_notices")
    doctor_name = models.CharField("behandlande läkare", max_length=150, blank=True, default="")
    judged_at = models.DateTimeField("bedömd", null=True, blank=True)
    sent_at = models.DateTimeField("skickad")
    ended_at = models.DateTimeField("upphörde", null=True, blank=True)
    ended_by = models.CharField("upphörde genom", max_length=30, blank=True, default="", choices=item_kinds)

    class Meta:
        ordering = ["episode", "sent_at", "pk"]
        verbose_name = "underrättelse om utskrivningsklar"
        verbose_name_plural = "underrättelser om utskrivningsklar"
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(ended_at__isnull=True), name="one_ready_notice_stands"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("sent_at")),
                name="ready_notice_in_order",
            ),
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True) | Q(judged_at__lte=F("sent_at")),
                name="ready_notice_judged_before_sent",
                violation_error_message="Läkarens bedömning kan inte ligga efter sändningen.",
            ),
        ]

    def __str__(self) -> str:
        return f"Utskrivningsklar {self.sent_at:%Y-%m-%d}"


class CareContact(models.Model):
    """Fast vårdkontakt (LUS 2:5; T7): name and direct number. One is current."""

    item = models.OneToOneField(
        "transitions.Item", models.PROTECT, primary_key=True, related_name="care_contact"
    )
    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="care_contacts")
    name = models.CharField("namn", max_length=150)
    phone = models.CharField("direktnummer", max_length=40)
    current = models.BooleanField("gäller nu", default=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "fast vårdkontakt"
        verbose_name_plural = "fasta vårdkontakter"
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(current=True), name="one_care_contact_is_current"
            ),
        ]

    def __str__(self) -> str:
        return self.name
