"""Lines that say what happened: each goes to the service that the pages use."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from actors.acting import Acting
from actors.rules.kinds import UnitKind
from core import clock
from deviations import services as deviations
from integrations.importing.fields import Refused
from integrations.importing.forms import FILE_ITEM_KINDS, Line
from integrations.importing.registry import Registry
from sip import services as sip
from transitions import services as transitions
from transitions.rules.kinds import Applies, ItemKind

K = ItemKind


class Event:
    """An event line with whom it is about: what every service takes."""

    def __init__(self, line: Line, registry: Registry) -> None:
        self.line = line
        self.registry = registry
        self.kind = ItemKind(line.type)
        self.acting: Acting = registry.acting(line["by"])
        self.at: datetime = line["at"]
        self.episode_id = registry.episode(line["episode"]).pk
        if self.at > clock.now():
            raise Refused("in_future", "Tiden i at ligger i framtiden. Rätta tiden.")

    def __getitem__(self, name: str) -> Any:
        return self.line[name]

    @property
    def common(self) -> dict[str, Any]:
        """The arguments that every service has."""
        return {
            "acting": self.acting,
            "episode_id": self.episode_id,
            "at": self.at,
            "note": self.line["note"],
        }

    def unit_ids(self, name: str = "to") -> list[int] | None:
        """Ids of the units in a field; None when the line does not have it."""
        codes = self.line[name]
        return None if codes is None else self.registry.unit_ids(codes)

    def unit_id(self, name: str) -> int:
        """Id of the unit in a field."""
        return self.registry.unit(self.line[name]).id

    def record(self, *names: str, derived: dict[str, Any] | None = None) -> object:
        """An item whose fields are stored as the file has them."""
        data = {name: _plain(self.line[name]) for name in names if self.line[name] is not None}
        return transitions.record_item(kind=self.kind, data=data, derived=derived, **self.common)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _consent(event: Event) -> object:
    if event.kind is K.CONSENT_WITHDRAWN:
        return transitions.withdraw_consent(scopes=event["scope"], **event.common)
    return transitions.give_consent(
        scopes=event["scope"], units=event.unit_ids("units") or (), **event.common
    )


def _admission_notice(event: Event) -> object:
    return transitions.send_admission_notice(
        to=event.unit_ids() or (),
        expected_discharge=event["expected_discharge"],
        certainty=event["certainty"],
        **event.common,
    )


def _acknowledged(event: Event) -> object:
    unit_id = event.unit_id("at_unit") if event["at_unit"] is not None else event.acting.unit_id
    return transitions.acknowledge_kind(of=event["of"], unit_id=unit_id, **event.common)


def _expected_discharge(event: Event) -> object:
    return transitions.change_expected_discharge(
        expected_discharge=event["expected_discharge"], certainty=event["certainty"], **event.common
    )


def _care_contact(event: Event) -> object:
    return transitions.appoint_care_contact(name=event["name"], phone=event["phone"], **event.common)


def _ready(event: Event) -> object:
    return transitions.send_discharge_ready(to=event.unit_ids(), **event.common)


def _ready_withdrawn(event: Event) -> object:
    return transitions.withdraw_discharge_ready(to=event.unit_ids(), **event.common)


def _registration(event: Event) -> object:
    event.registry.organisation_id(event["registered_in"])
    return event.record("registered_in")


def _services(event: Event) -> object:
    return transitions.report_services(
        providers=event.unit_ids("providers") or (),
        extent=event["extent"],
        at_unit=event.registry.unit(event["at_unit"]).code,
        **event.common,
    )


def _on_message(event: Event) -> object:
    of, of_at = event["of"], event["of_at"]
    if event.kind is K.MESSAGE_CANCELLED:
        return transitions.cancel_message(of=of, of_at=of_at, **event.common)
    return transitions.comment_message(kind=event.kind, of=of, of_at=of_at, **event.common)


def _checklist(event: Event) -> object:
    return transitions.set_checklist_point(
        point=event["point"], state=event["state"], critical=event["critical"], **event.common
    )


def _sip_called(event: Event) -> object:
    return sip.call_sip(
        to=event.unit_ids() or (),
        caller=event["caller"],
        meeting_at=event["meeting_at"],
        mode=event["mode"],
        sip_ref=event["sip"],
        **event.common,
    )


def _sip_held(event: Event) -> object:
    return sip.record_held(
        sip_ref=event["sip"],
        attended=event.unit_ids("attended") or (),
        patient_took_part=event["patient_took_part"],
        relative_took_part=event["relative_took_part"],
        **event.common,
    )


def _sip_milestone(event: Event) -> object:
    return sip.record_milestone(kind=event.kind, sip_ref=event["sip"], **event.common)


def _home_care(event: Event) -> object:
    return transitions.order_home_care(
        to=event.unit_ids() or (), starts_at=event["starts_at"], **event.common
    )


def _support_started(event: Event) -> object:
    return event.record("at_unit", derived={"unit_id": event.unit_id("at_unit")})


def _transferred(event: Event) -> object:
    ward = event.registry.unit(event["ward"])
    if ward.kind is not UnitKind.WARD:
        raise Refused("not_a_ward", "Enheten i fältet ward är ingen vårdavdelning. Ange en avdelning.")
    return transitions.transfer(ward_id=ward.id, **event.common)


def _deviation_reported(event: Event) -> object:
    return deviations.report(
        acting=event.acting,
        episode_id=event.episode_id,
        at=event.at,
        ref=event["deviation"],
        category=event["category"],
        severity=event["severity"],
        reported_by_id=event.unit_id("reported_by"),
        about_id=event.unit_id("about"),
        text=event["note"],
    )


def _deviation_answered(event: Event) -> object:
    return deviations.answer(
        acting=event.acting, ref=event["deviation"], at=event.at, explanation=event["note"], measure=""
    )


def _experience(event: Event) -> object:
    data = {name: event[name] for name in ("safe", "took_part", "informed", "respondent")}
    return transitions.record_item(kind=event.kind, data=data, **event.common)


def _plain_record(event: Event) -> object:
    return event.record()


SERVICES: Mapping[ItemKind, Callable[[Event], object]] = {
    **dict.fromkeys(FILE_ITEM_KINDS, _plain_record),
    K.NEED_ASSESSED: lambda event: transitions.assess_need(**event.common),
    K.CONSENT_GIVEN: _consent,
    K.CONSENT_WITHDRAWN: _consent,
    K.ADMISSION_NOTICE_SENT: _admission_notice,
    K.ACKNOWLEDGED: _acknowledged,
    K.EXPECTED_DISCHARGE_CHANGED: _expected_discharge,
    K.CARE_CONTACT_APPOINTED: _care_contact,
    K.SUPPORT_APPLIED: lambda event: transitions.take_contact(applies=Applies.YES, **event.common),
    K.SUPPORT_DECLINED: lambda event: transitions.take_contact(applies=Applies.OBJECTS, **event.common),
    K.DISCHARGE_READY_SENT: _ready,
    K.DISCHARGE_READY_WITHDRAWN: _ready_withdrawn,
    K.OPEN_CARE_UNAVAILABLE: lambda event: transitions.record_open_care(kind=event.kind, **event.common),
    K.OPEN_CARE_UNCLEAR: lambda event: transitions.record_open_care(kind=event.kind, **event.common),
    K.OPEN_CARE_AVAILABLE: lambda event: transitions.record_open_care(kind=event.kind, **event.common),
    K.REGISTRATION_CHANGED: _registration,
    K.SERVICES_REPORTED: _services,
    K.ANSWER_GIVEN: lambda event: event.record("of", "answer", "from_when", "missing"),
    K.MESSAGE_CANCELLED: _on_message,
    K.MESSAGE_CORRECTED: _on_message,
    K.WRONG_RECIPIENT: _on_message,
    K.CHECKLIST_POINT: _checklist,
    K.SIP_CALLED: _sip_called,
    K.SIP_NOT_REQUIRED: lambda event: sip.record_not_required(reason=event["reason"], **event.common),
    K.SIP_HELD: _sip_held,
    K.SIP_PLAN_AGREED: _sip_milestone,
    K.SIP_FOLLOWED_UP: _sip_milestone,
    K.SIP_CLOSED: _sip_milestone,
    K.HOME_CARE_NOTIFIED: _home_care,
    K.SUPPORT_STARTED: _support_started,
    K.TRANSFERRED: _transferred,
    K.DISCHARGED: lambda event: transitions.record_discharge(to=event["to"], **event.common),
    K.DIED: lambda event: transitions.record_death(**event.common),
    K.READMISSION_CAUSE_RECORDED: lambda event: event.record("cause"),
    K.DEVIATION_REPORTED: _deviation_reported,
    K.DEVIATION_RECEIVED: lambda event: deviations.receive(
        acting=event.acting, ref=event["deviation"], at=event.at
    ),
    K.DEVIATION_ANSWERED: _deviation_answered,
    K.DEVIATION_CLOSED: lambda event: deviations.close(
        acting=event.acting, ref=event["deviation"], at=event.at
    ),
    K.EXPERIENCE_ANSWERED: _experience,
}


STORE_ROWS = frozenset(
    {
        K.CARE_CONTACT_APPOINTED,
        K.CONSENT_GIVEN,
        K.CONSENT_WITHDRAWN,
        K.SERVICES_REPORTED,
        K.MESSAGE_CANCELLED,
        K.CHECKLIST_POINT,
    }
)
"""Kinds whose services store rows besides the item. SIP's and the deviations' have transactions of their own."""


def happened(line: Line, registry: Registry) -> None:
    """Do what the line says happened. Raises Refused, or what the services raise."""
    event = Event(line, registry)
    SERVICES[event.kind](event)
