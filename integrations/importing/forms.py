"""The form of each line type: contracts/events.md as a table. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actors.rules.kinds import OrganisationKind, UnitKind
from integrations.importing.fields import (
    LONGEST_NAME,
    Field,
    Refused,
    day,
    day_or_moment,
    flag,
    identity,
    moment,
    one_of,
    score,
    several,
    text,
    texts,
)
from transitions.rules.kinds import (
    OWN_KINDS,
    READMISSION_CAUSES,
    CareForm,
    Certainty,
    DischargedTo,
    ItemKind,
    PointState,
    Protection,
    Scope,
    Sex,
)

K = ItemKind

FILE_UNIT_KINDS = tuple(kind for kind in UnitKind if kind is not UnitKind.ADMINISTRATION)
"""The kinds of unit that the contract names; `administration` is of our own."""

_PROTECTIONS = tuple(kind for kind in Protection if kind is not Protection.FICTITIOUS)
"""What a file can tell; fingerade uppgifter are never told in one."""

FILE_ITEM_KINDS = tuple(kind for kind in ItemKind if kind not in OWN_KINDS)
"""The event types of the contract."""

DEVIATION_CATEGORIES = (
    "sip_not_called",
    "notice_late",
    "notice_incomplete",
    "discharge_date_not_updated",
    "home_care_not_informed",
    "medicines",
    "aids",
    "home_adaptation",
    "open_care_not_planned",
    "not_ready_for_discharge",
    "information_not_read",
    "delegation",
    "patient_not_taking_part",
    "sip_not_attended",
    "care_contact_missing",
    "discharge_information_missing",
    "consumables",
    "rehabilitation",
    "support_not_started",
    "other",
)


def _maybe(name: str, read: Any, default: Any = None) -> Field:
    return Field(name, read, required=False, default=default)


_UNITS = several(identity())
_NAME = text(LONGEST_NAME, empty=False)
_VALIDITY = (
    _maybe("valid_from", day),
    _maybe("valid_to", day),
    _maybe("successor", identity()),
)
_EVENT = (
    Field("episode", identity()),
    Field("at", moment),
    Field("by", identity()),
    _maybe("note", text(), ""),
)
_SIP = Field("sip", identity())
_DEVIATION = Field("deviation", identity())
_OF = Field("of", one_of(FILE_ITEM_KINDS))
_OF_AT = (_OF, Field("of_at", moment))
_AT_UNIT = Field("at_unit", identity())
_SCOPES = tuple(scope for scope in Scope if scope is not Scope.READING)
"""What the contract's consents cover; `reading` is of our own."""
_SCOPE = Field("scope", several(one_of(_SCOPES), empty=False))
_NOTICE_TO = _maybe("to", _UNITS)

_MORE: Mapping[ItemKind, tuple[Field, ...]] = {
    K.CONSENT_GIVEN: (_SCOPE, _maybe("units", _UNITS, ())),
    K.CONSENT_WITHDRAWN: (_SCOPE, _maybe("units", _UNITS, ())),
    K.ADMISSION_NOTICE_SENT: (
        Field("to", several(identity(), empty=False)),
        _maybe("expected_discharge", day),
        _maybe("certainty", one_of(Certainty)),
    ),
    K.ACKNOWLEDGED: (_OF, _maybe("at_unit", identity())),
    K.EXPECTED_DISCHARGE_CHANGED: (
        Field("expected_discharge", day),
        Field("certainty", one_of(Certainty)),
    ),
    K.CARE_CONTACT_APPOINTED: (Field("name", text(150, empty=False)), _maybe("phone", text(40), "")),
    K.DISCHARGE_READY_SENT: (_NOTICE_TO,),
    K.DISCHARGE_READY_WITHDRAWN: (_NOTICE_TO,),
    K.REGISTRATION_CHANGED: (Field("registered_in", identity()),),
    K.SERVICES_REPORTED: (_AT_UNIT, Field("providers", _UNITS), _maybe("extent", text(LONGEST_NAME), "")),
    K.ANSWER_GIVEN: (
        _OF,
        Field("answer", one_of(("can", "cannot", "questions_readiness"))),
        _maybe("from_when", day_or_moment),
        _maybe("missing", texts),
    ),
    K.MESSAGE_CANCELLED: _OF_AT,
    K.MESSAGE_CORRECTED: _OF_AT,
    K.WRONG_RECIPIENT: _OF_AT,
    K.CHECKLIST_POINT: (
        Field("point", text(120, empty=False)),
        Field("state", one_of(PointState)),
        _maybe("critical", flag, default=False),
    ),
    K.SIP_CALLED: (
        _SIP,
        Field("caller", one_of(("care_contact", "municipality", "hospital"))),
        Field("to", _UNITS),
        Field("meeting_at", moment),
        Field("mode", one_of(("room", "video", "phone"))),
    ),
    K.SIP_NOT_REQUIRED: (
        Field("reason", one_of(("no_consent", "single_principal", "open_compulsory_care"))),
    ),
    K.SIP_HELD: (
        _SIP,
        Field("attended", _UNITS),
        Field("patient_took_part", one_of(("room", "video", "phone", "proxy", "no"))),
        Field("relative_took_part", flag),
    ),
    K.SIP_PLAN_AGREED: (_SIP,),
    K.SIP_FOLLOWED_UP: (_SIP,),
    K.SIP_CLOSED: (_SIP,),
    K.HOME_CARE_NOTIFIED: (Field("to", several(identity(), empty=False)), _maybe("starts_at", moment)),
    K.SUPPORT_STARTED: (_AT_UNIT,),
    K.TRANSFERRED: (Field("ward", identity()),),
    K.DISCHARGED: (Field("to", one_of(DischargedTo)),),
    K.READMISSION_CAUSE_RECORDED: (Field("cause", one_of(READMISSION_CAUSES)),),
    K.DEVIATION_REPORTED: (
        _DEVIATION,
        Field("category", one_of(DEVIATION_CATEGORIES)),
        Field("reported_by", identity()),
        Field("about", identity()),
        Field("severity", one_of(("low", "moderate", "serious"))),
    ),
    K.DEVIATION_RECEIVED: (_DEVIATION,),
    K.DEVIATION_ANSWERED: (_DEVIATION,),
    K.DEVIATION_CLOSED: (_DEVIATION,),
    K.EXPERIENCE_ANSWERED: (
        _maybe("safe", score),
        _maybe("took_part", score),
        _maybe("informed", score),
        Field("respondent", one_of(("patient", "relative"))),
    ),
}

FORMS: Mapping[str, tuple[Field, ...]] = {
    "organisation": (
        Field("id", text(40, empty=False)),
        Field("kind", one_of(OrganisationKind)),
        Field("name", _NAME),
        _maybe("parent", identity()),
        *_VALIDITY,
    ),
    "unit": (
        Field("id", identity()),
        Field("organisation", identity()),
        Field("kind", one_of(FILE_UNIT_KINDS)),
        Field("name", _NAME),
        _maybe("hospital", text(120), ""),
        *_VALIDITY,
    ),
    "patient": (
        Field("id", text(80, empty=False)),
        Field("personal_number", text(20, empty=False)),
        Field("name", _NAME),
        Field("sex", one_of(Sex)),
        Field("registered_in", identity()),
        _maybe("protection", one_of(_PROTECTIONS), Protection.NONE),
        _maybe("from", day),
    ),
    "episode": (
        Field("id", text(80, empty=False)),
        Field("patient", text(80, empty=False)),
        Field("ward", identity()),
        Field("care_form", one_of(CareForm)),
        Field("admitted_at", moment),
        _maybe("planned", flag, default=False),
        _maybe("placed_by", identity()),
    ),
    **{str(kind): (*_EVENT, *_MORE.get(kind, ())) for kind in FILE_ITEM_KINDS},
}
"""The fields of each line type. A null in a field that need not be there is as if it were not."""

_NAMES = {name: frozenset(field.name for field in form) for name, form in FORMS.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file that has been read. `unknown` are fields that the contract does not name."""

    number: int
    type: str
    values: Mapping[str, Any]
    unknown: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def read_line(number: int, data: object) -> Line:
    """The line's values by its form. Raises Refused with what to do."""
    if not isinstance(data, dict):
        raise Refused("not_an_object", "Raden ska vara ett objekt inom klammerparenteser: {…}.")
    kind = data.get("type")
    form = FORMS.get(kind) if isinstance(kind, str) else None
    if kind is None:
        raise Refused("no_type", "Raden saknar fältet type. Ange vad raden är, till exempel discharged.")
    if form is None:
        raise Refused(
            "unknown_type", "Händelsetypen finns inte. Kontrollera stavningen mot contracts/events.md."
        )
    values = {}
    for field in form:
        value = data.get(field.name)
        if value is None:
            if field.required:
                raise Refused("missing_field", f"Fältet {field.name} saknas. Lägg till det på raden.")
            values[field.name] = field.default
        else:
            values[field.name] = field.read(field.name, value)
    unknown = tuple(sorted(name for name in data.keys() - _NAMES[str(kind)] - {"type"}))
    return Line(number, str(kind), values, unknown)
