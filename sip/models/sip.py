"""Samordnad individuell plan at discharge, as far as calling, meeting and its milestones."""

import uuid

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from sip.rules.kinds import (
    AskedBy,
    Caller,
    Guest,
    Mode,
    Need,
    NotRequiredReason,
    PlanKind,
    SipState,
    Told,
    TookPart,
)


class Sip(models.Model):
    """SIP (LUS 4:1–4:3; SoL 10:8, HSL 16:4; S1–S6): one for each meeting, however many have called to it.

    `kind`: a samordnad vårdplan is made in the same way, by another law (`rules.kinds.PlanKind`).
    `asked_by`: of one outside discharge, at whose wish it is made (S7). `ref` is the id of event files. `state` is
    derived from the times by `rules.life` at each write. `called_at` is the first call, whoever made it; the statute's
    own call is found among `SipCall`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ref = models.CharField("id i händelsefil", max_length=80)
    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="sips")
    state = models.CharField(
        "läge", max_length=12, choices=[(state, state) for state in SipState], default=SipState.CALLED
    )
    kind = models.CharField(
        "planens slag", max_length=9, choices=[(kind, kind) for kind in PlanKind], default=PlanKind.SIP
    )
    asked_by = models.CharField(
        "vem som bad om SIP", max_length=8, blank=True, default="", choices=[(who, who) for who in AskedBy]
    )
    called_at = models.DateTimeField("kallad")
    meeting_at = models.DateTimeField("mötestid")
    mode = models.CharField("mötesform", max_length=5, choices=[(mode, mode) for mode in Mode])
    minutes = models.PositiveSmallIntegerField("mötets längd, minuter", default=60)
    place = models.CharField("plats eller länk", max_length=300, blank=True, default="")
    why = models.TextField("skäl till kallelsen", blank=True, default="")
    matters = models.TextField("vad är viktigt för personen", blank=True, default="")
    needs = models.JSONField("behov efter utskrivning", default=list, blank=True)

    held_at = models.DateTimeField("genomförd", null=True, blank=True)
    patient_took_part = models.CharField(
        "hur personen deltog", max_length=5, blank=True, default="", choices=[(how, how) for how in TookPart]
    )
    relative_took_part = models.BooleanField("närstående deltog", null=True, blank=True)
    held_note = models.TextField("anteckning från mötet", blank=True, default="")
    agreed_at = models.DateTimeField("plan överenskommen", null=True, blank=True)
    follow_up_on = models.DateField("uppföljning senast", null=True, blank=True)
    followed_up_at = models.DateTimeField("uppföljd", null=True, blank=True)
    closed_at = models.DateTimeField("avslutad", null=True, blank=True)
    close_reason = models.TextField("skäl till avslut", blank=True, default="")

    history = HistoricalRecords(excluded_fields=["public_id"])

    class Meta:
        ordering = ["-meeting_at", "-pk"]
        verbose_name = "SIP"
        verbose_name_plural = "SIP"
        indexes = [models.Index(fields=["state", "meeting_at"], name="sip_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["episode", "ref"], name="sip_ref_once"),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(held_at__gte=F("called_at")),
                name="sip_held_after_call",
                violation_error_message="Mötet kan inte ligga före kallelsen.",
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | ~Q(patient_took_part=""),
                name="sip_held_says_how_the_patient_took_part",
                violation_error_message="Ange hur personen deltog.",
            ),
            models.CheckConstraint(
                condition=(Q(closed_at__isnull=False, state=SipState.CLOSED))
                | (Q(closed_at__isnull=True) & ~Q(state=SipState.CLOSED)),
                name="sip_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=SipState.CALLED) | Q(held_at__isnull=True), name="sip_held_is_not_called"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=10, minutes__lte=480), name="sip_meeting_has_a_length"
            ),
        ]

    def __str__(self) -> str:
        return f"SIP {self.public_id}"

    @property
    def plan_kind(self) -> PlanKind:
        """The stored kind as the rules know it."""
        return PlanKind(self.kind)

    @property
    def at_home(self) -> bool:
        """Made outside discharge (S7)."""
        return bool(self.asked_by)

    @property
    def needs_of_person(self) -> list[Need]:
        """The stored needs as the rules know them."""
        return [Need(need) for need in self.needs]


class SipCall(models.Model):
    """Kallelse till SIP (LUS 4:3): who called, as whom, when, to what time. Never changed afterwards.

    The first call by the fast vårdkontakt is the statute's; the others are kept beside it (S2).
    """

    sip = models.ForeignKey(Sip, models.PROTECT, related_name="calls")
    item = models.OneToOneField("transitions.Item", models.PROTECT, related_name="sip_call")
    caller = models.CharField("kallas av", max_length=12, choices=[(caller, caller) for caller in Caller])
    called_by = models.ForeignKey(
        "actors.Unit", models.PROTECT, related_name="+", verbose_name="kallande enhet"
    )
    called_at = models.DateTimeField("kallad")
    meeting_at = models.DateTimeField("mötestid")
    mode = models.CharField("mötesform", max_length=5, choices=[(mode, mode) for mode in Mode])

    class Meta:
        ordering = ["called_at", "pk"]
        verbose_name = "kallelse till SIP"
        verbose_name_plural = "kallelser till SIP"

    def __str__(self) -> str:
        return f"Kallelse {self.pk}"


class SipParticipant(models.Model):
    """Deltagare (S3): a unit of the chain, or a person besides them. `attended` None: not held yet.

    A party may be in for its own part alone: `slot_after` and `slot_minutes` count from the meeting's beginning, and
    `joins` is how when it is not as the others (S5). `code`: what a person who is told by SMS says on the telephone.
    """

    sip = models.ForeignKey(Sip, models.CASCADE, related_name="participants")
    unit = models.ForeignKey(
        "actors.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="enhet"
    )
    guest = models.CharField(
        "person", max_length=8, blank=True, default="", choices=[(guest, guest) for guest in Guest]
    )
    name = models.CharField("namn", max_length=150, blank=True, default="")
    contact = models.CharField("kontaktuppgift", max_length=200, blank=True, default="")
    invited = models.BooleanField("inbjuden", default=True)
    attended = models.BooleanField("deltog", null=True, blank=True)
    joins = models.CharField(
        "deltar genom", max_length=5, blank=True, default="", choices=[(mode, mode) for mode in Mode]
    )
    slot_after = models.PositiveSmallIntegerField("kommer in efter, minuter", null=True, blank=True)
    slot_minutes = models.PositiveSmallIntegerField("deltar, minuter", null=True, blank=True)
    code = models.CharField("kod", max_length=8, blank=True, default="", editable=False)
    told_at = models.DateTimeField("inbjudan lämnad", null=True, blank=True)
    told_by = models.CharField(
        "inbjudan lämnad genom", max_length=6, blank=True, default="", choices=[(way, way) for way in Told]
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["sip", "pk"]
        verbose_name = "deltagare"
        verbose_name_plural = "deltagare"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, guest="") | (Q(unit__isnull=True) & ~Q(guest="")),
                name="sip_participant_is_unit_or_person",
            ),
            models.CheckConstraint(
                condition=~Q(guest__in=[Guest.RELATIVE, Guest.OTHER]) | ~Q(name=""),
                name="sip_guest_has_a_name",
                violation_error_message="Ange namnet på den som bjuds in.",
            ),
            models.UniqueConstraint(
                fields=["sip", "unit"], condition=Q(unit__isnull=False), name="sip_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(slot_after__isnull=True, slot_minutes__isnull=True)
                # Said whole: of an empty number PostgreSQL knows neither yes nor no, and lets the row be.
                | Q(slot_after__isnull=False, slot_minutes__isnull=False, slot_minutes__gte=5),
                name="sip_slot_whole",
                violation_error_message="Ange både när enheten kommer in och hur länge, minst fem minuter.",
            ),
            models.UniqueConstraint(
                fields=["sip"], condition=Q(guest=Guest.PATIENT), name="sip_patient_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Deltagare {self.pk}"


class NotRequired(models.Model):
    """Beslut att SIP inte behövs (LUS 4:1, 4:2): reason, unit and time. A later call may still be made."""

    item = models.OneToOneField("transitions.Item", models.PROTECT, related_name="sip_not_required")
    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="sip_not_required")
    reason = models.CharField(
        "skäl", max_length=24, choices=[(reason, reason) for reason in NotRequiredReason]
    )
    decided_by = models.ForeignKey("actors.Unit", models.PROTECT, related_name="+", verbose_name="enhet")
    decided_at = models.DateTimeField("beslutat")

    class Meta:
        ordering = ["decided_at", "pk"]
        verbose_name = "beslut att SIP inte behövs"
        verbose_name_plural = "beslut att SIP inte behövs"

    def __str__(self) -> str:
        return f"SIP behövs inte: {self.reason}"
