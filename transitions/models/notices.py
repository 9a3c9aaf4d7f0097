"""What some items carry beyond the chain: the notices, the date, the care contact."""

from django.db import models
from django.db.models import F, Q

from transitions.models.choices import item_kinds
from transitions.rules.kinds import Certainty
from transitions.rules.notice import BEYOND_THE_ACT, Level


def _text(label: str) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=300, blank=True, default="")


def _level(label: str) -> "models.CharField[str, str]":
    return models.CharField(
        label, max_length=4, blank=True, default="", choices=[(level, level) for level in Level]
    )


class AdmissionNotice(models.Model):
    """Inskrivningsmeddelande (LUS 2:1–2:3; T1, T2), or what completes one.

    When the person was admitted stands on the episode, when the doctor judged the need in `judged_at`, when it was sent
    on the item (law.md 1.2). `unknown` are the fields of which the sender said "vet ej"; `asked`, `answered` and
    `not_known` are the quality meter as it stood with this message (`rules.quality`); 0 asked: not measured.

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
    judged_at = models.DateTimeField("läkarens bedömning", null=True, blank=True)
    needs = models.JSONField("behov efter utskrivning", default=list, blank=True)
    mobility = _level("förflyttning")
    hygiene = _level("personlig vård")
    eating = _level("måltider")
    cognition = _level("minne och orientering")
    communication = _level("kommunikation")
    function = models.TextField("funktion", blank=True, default="")
    rehab = _text("rehabilitering")
    aids = _text("hjälpmedel")
    home_adaptation = _text("bostadsanpassning")
    medicines = _text("läkemedel")
    housing = _text("boende")
    lives_alone = models.BooleanField("bor ensam", null=True, blank=True)
    decisions = _text("beslut och insatser i dag")
    next_of_kin = _text("närstående")
    guardians = _text("god man eller förvaltare")
    children = _text("barn i hemmet")
    interpreter = models.CharField("tolk", max_length=60, blank=True, default="")
    custodians = _text("vårdnadshavare")
    siblings = _text("syskon")
    school = _text("förskola eller skola")
    unknown = models.JSONField("vet ej", default=list, blank=True)
    asked = models.PositiveSmallIntegerField("frågor", default=0)
    answered = models.PositiveSmallIntegerField("besvarade", default=0)
    not_known = models.PositiveSmallIntegerField("besvarade med vet ej", default=0)

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
                    lives_alone__isnull=True,
                    needs=[],
                    **{name: "" for name in BEYOND_THE_ACT if name != "lives_alone"},
                ),
                name="nothing_beyond_the_act_without_ground",
                violation_error_message="Uppgifter utöver lagens skickas bara med samtycke eller menprövning.",
            ),
            models.CheckConstraint(
                condition=Q(asked__gte=F("answered") + F("not_known")), name="notice_quality_adds_up"
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
        ordering = ["episode_id", "sent_at", "pk"]
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
