"""The shapes of the API: what comes in, what goes out. Codes as in event files, text in Swedish."""

from typing import Any, Final

from rest_framework import serializers

from transitions.rules.chain import Phase
from transitions.rules.harm import OslGround
from transitions.rules.kinds import CareForm, Certainty, DischargedTo, Ground, ItemKind, Protection, Sex
from transitions.rules.notice import BEYOND_THE_ACT, Level
from transitions.rules.receivers import Need

BASES = ("oral", "written", "harm_assessment")


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [(str(value), str(value)) for value in kind]


LEVELS: Final = _choices(Level)
"""How much help is needed: one set of choices for several questions, with one name in the description."""


def _level() -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=LEVELS, required=False, default="", allow_blank=True)


def _short() -> serializers.CharField:
    return serializers.CharField(max_length=300, required=False, default="", allow_blank=True)


class Shape(serializers.Serializer[Any]):
    """A shape that is never saved: services do that."""


class RefusalShape(Shape):
    """Every refusal."""

    code = serializers.CharField(help_text="Stabil kod på engelska.")
    message = serializers.CharField(help_text="Vad som hände och vad man gör åt det.")


class PatientIn(Shape):
    """Patienten, som lagen kräver: namn, personnummer, folkbokföring (LUS 2:1)."""

    personal_number = serializers.CharField(
        max_length=20, help_text="Personnummer, samordningsnummer eller reservnummer, tio eller tolv tecken."
    )
    name = serializers.CharField(max_length=200)
    sex = serializers.ChoiceField(choices=_choices(Sex), default=Sex.UNKNOWN)
    registered_in = serializers.CharField(
        max_length=40, help_text="Kommunens eller stadsdelens kod där patienten är folkbokförd."
    )
    address = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, default="", allow_blank=True)
    listed_at = serializers.CharField(
        max_length=60, required=False, help_text="Kod för den vårdcentral där patienten är listad."
    )
    protection = serializers.ChoiceField(choices=_choices(Protection), default=Protection.NONE)


class Moment(serializers.DateTimeField):
    """A time with its zone: one without is an error, not a guess."""

    def to_internal_value(self, value: Any) -> Any:
        """The moment. Raises ValidationError."""
        if isinstance(value, str) and not (
            value.endswith(("Z", "z")) or "+" in value or value.count("-") > 2
        ):
            raise serializers.ValidationError(
                ["Skriv tiden med tidszon, till exempel 2026-03-02T10:15:00+01:00."]
            )
        return super().to_internal_value(value)


class AdmissionIn(Shape):
    """Inskrivningen på den avdelning som nyckeln hör till."""

    admitted_at = Moment(help_text="När patienten skrevs in, med tidszon.")
    care_form = serializers.ChoiceField(choices=_choices(CareForm), default=CareForm.SOMATIC)
    planned = serializers.BooleanField(default=False)
    placed_by = serializers.CharField(
        max_length=40, required=False, help_text="Kod för den kommun som har placerat patienten."
    )


class NoticeIn(Shape):
    """Inskrivningsmeddelandet (LUS 2:1–2:4). Det som går utöver lagens innehåll kräver `basis`."""

    to = serializers.ListField(
        child=serializers.CharField(max_length=60),
        min_length=1,
        max_length=50,
        help_text="Mottagande enheters koder.",
    )
    expected_discharge = serializers.DateField(help_text="Beräknad utskrivning, lokalt datum.")
    certainty = serializers.ChoiceField(choices=_choices(Certainty), required=False)
    doctor_name = serializers.CharField(max_length=150, help_text="Behandlande läkare.")
    basis = serializers.ChoiceField(
        choices=_choices(BASES),
        required=False,
        default="",
        allow_blank=True,
        help_text="Grund för uppgifterna nedan.",
    )
    basis_by = serializers.CharField(
        max_length=150,
        required=False,
        default="",
        allow_blank=True,
        help_text="Vem som har gjort menprövningen.",
    )
    basis_ground = serializers.ChoiceField(
        choices=_choices((OslGround.NO_HARM_CARE, OslGround.UNABLE)),
        required=False,
        default="",
        allow_blank=True,
        help_text="Menprövningens grund i OSL. Utan uppgift: 25:1.",
    )
    basis_reason = serializers.CharField(
        max_length=2000, required=False, default="", allow_blank=True, help_text="Vad menprövningen har vägt."
    )
    function = serializers.CharField(max_length=10_000, required=False, default="", allow_blank=True)
    housing = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    lives_alone = serializers.BooleanField(required=False, allow_null=True, default=None)
    aids = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    next_of_kin = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    interpreter = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    judged_at = Moment(
        required=False,
        allow_null=True,
        default=None,
        help_text="Läkarens bedömning av behovet, med tidszon, när den gjordes senare än inskrivningen (LUS 2:3).",
    )
    needs = serializers.ListField(
        child=serializers.ChoiceField(choices=_choices(Need)),
        required=False,
        default=list,
        max_length=len(Need),
        help_text="Behov efter utskrivningen, enligt läkaren.",
    )
    unknown = serializers.ListField(
        child=serializers.ChoiceField(choices=[(name, name) for name in BEYOND_THE_ACT]),
        required=False,
        default=list,
        max_length=len(BEYOND_THE_ACT),
        help_text="Frågor som avsändaren inte vet svaret på (vet ej).",
    )
    mobility = _level()
    hygiene = _level()
    eating = _level()
    cognition = _level()
    communication = _level()
    rehab = _short()
    home_adaptation = _short()
    medicines = _short()
    decisions = _short()
    guardians = _short()
    children = _short()
    custodians = _short()
    siblings = _short()
    school = _short()
    note = serializers.CharField(max_length=10_000, required=False, default="", allow_blank=True)


class AdmissionNoticeIn(Shape):
    """Ett inskrivningsmeddelande med patient och inskrivning."""

    patient = PatientIn()
    admission = AdmissionIn()
    notice = NoticeIn()


class AdmissionNoticeOut(Shape):
    """Vad som skapades."""

    case = serializers.UUIDField(help_text="Ärendets id, för /api/v1/cases/{case}/.")
    received_at = serializers.DateTimeField(help_text="När servern tog emot meddelandet: tiden som räknas.")


class UnitOut(Shape):
    """En enhet."""

    code = serializers.CharField()
    name = serializers.CharField()


class PatientOut(Shape):
    """Patienten."""

    personal_number = serializers.CharField()
    name = serializers.CharField()
    sex = serializers.ChoiceField(choices=_choices(Sex))
    protection = serializers.ChoiceField(choices=_choices(Protection))


class CaseOut(Shape):
    """Ett ärende, i läget just nu."""

    id = serializers.UUIDField()
    patient = PatientOut()
    ward = UnitOut()
    care_form = serializers.ChoiceField(choices=_choices(CareForm))
    phase = serializers.ChoiceField(choices=_choices(Phase))
    admitted_at = serializers.DateTimeField()
    expected_discharge = serializers.DateField(allow_null=True)
    certainty = serializers.CharField(allow_blank=True)
    ready_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    discharged_to = serializers.ChoiceField(choices=[("", ""), *_choices(DischargedTo)])
    changed_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class ReceiptOut(Shape):
    """En mottagare och dess kvittens."""

    unit = UnitOut()
    ground = serializers.ChoiceField(choices=_choices(Ground))
    acknowledged_at = serializers.DateTimeField(allow_null=True)


class ItemOut(Shape):
    """En händelse eller ett meddelande som enheten har skrivit eller fått."""

    id = serializers.IntegerField()
    type = serializers.ChoiceField(choices=_choices(ItemKind))
    at = serializers.DateTimeField()
    by = UnitOut()
    author = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    data = serializers.DictField(  # type: ignore[assignment]  # a declared field; the base class keeps its own `data`
        help_text="Händelsens fält, som i händelsefilen."
    )
    cancelled_at = serializers.DateTimeField(allow_null=True)
    receipts = ReceiptOut(many=True)


class CaseDetailOut(CaseOut):
    """Ett ärende med de händelser som enheten får se."""

    items = ItemOut(many=True)


class CasePage(Shape):
    """En sida av listan."""

    next = serializers.CharField(allow_null=True, help_text="Nästa sidas cursor; null på den sista.")
    results = CaseOut(many=True)


class CaseQuery(Shape):
    """Urval i listan."""

    open = serializers.BooleanField(required=False, default=False, help_text="Bara pågående vårdtillfällen.")
    changed_since = serializers.DateTimeField(required=False, help_text="Bara det som ändrats sedan dess.")
    cursor = serializers.CharField(
        required=False, max_length=200, help_text="Var sidan börjar, ur förra svaret."
    )
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)
