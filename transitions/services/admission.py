"""Patients, their registration, and admission to sluten vård."""

import uuid
from datetime import date, datetime

from django.db.models import F

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import UnitKind
from actors.rules.practice import is_test_number
from core import audit, clock, outbox, scope, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.models import CareEpisode, Party, Patient, PatientRegistration
from transitions.personal_numbers import BadPersonalNumber, parse
from transitions.rules.chain import Phase
from transitions.rules.kinds import CareForm, Protection, Sex
from transitions.rules.personal_number import is_child
from transitions.rules.shields import kept_protection
from transitions.rules.verdicts import Verdict
from transitions.selectors.chains import chain
from transitions.services import loading
from transitions.services.linking import link_readmissions
from transitions.services.loading import transition
from transitions.services.sent_in import follow_to_ward
from transitions.services.state import Derived, store_tasks

OPEN_PHASES = (Phase.ADMITTED, Phase.NOTICED, Phase.READY)


@transition
@scope.wide
def register_patient(
    *,
    acting: Acting,
    personal_number: str,
    name: str,
    sex: Sex,
    registered_in_id: int,
    external_id: str | None = None,
    address: str = "",
    phone: str = "",
    listed_at_id: int | None = None,
    protection: Protection = Protection.NONE,
) -> tuple[Patient, bool]:
    """Create the patient, or bring what is known up to date. Returns the patient and whether it was made.

    Raises Invalid: `personal_number`, `no_name`; PermissionDenied.
    """
    if not acting.importing and not permissions.may(acting, permissions.OPEN_AT_HOME):
        permissions.require(acting, permissions.ADMIT)
    number = _number(personal_number)
    name = name.strip()
    if not name:
        raise Invalid("no_name", "Ange patientens namn.", "name")
    fields = {
        "name": name,
        "sex": sex,
        "registered_in_id": registered_in_id,
        "protection": protection,
        "address": address,
        "phone": phone,
        "listed_at_id": listed_at_id,
    }
    _keep_practice_apart(acting, number, registered_in_id)
    load = loading.current(acting)
    if load is not None:
        patient = Patient(personal_number=number, external_id=external_id or number, **fields)
        load.add_patient(
            patient, PatientRegistration(organisation_id=registered_in_id, protection=protection)
        )
        return patient, True
    patient, created = Patient.objects.get_or_create(
        personal_number=number, defaults={"external_id": external_id or number, **fields}
    )
    if created:
        PatientRegistration.objects.create(
            patient=patient, organisation_id=registered_in_id, valid_from=None, protection=protection
        )
        audit.record(acting, "patient.created", patient, {"registered_in": (None, registered_in_id)})
        return patient, True
    fields["protection"] = kept_protection(Protection(patient.protection), protection)
    if Protection(patient.protection) is not Protection.NONE:
        # What is protected is corrected on the pages of the case, where the one who does it has said why.
        fields = {name: getattr(patient, name) or value for name, value in fields.items()}
    changed = {
        field: (getattr(patient, field), value)
        for field, value in fields.items()
        if getattr(patient, field) != value and value not in ("", None)
    }
    if changed and not acting.importing:
        for field, (_, value) in changed.items():
            setattr(patient, field, value)
        patient.save()
        audit.record(acting, "patient.changed", patient, changed)
    return patient, False


def _keep_practice_apart(acting: Acting, number: str, registered_in_id: int) -> None:
    """A person is in the practice world or in the real one, as the municipality of registration is. Two queries."""
    if actors.organisation(registered_in_id).practice is not acting.practice:
        where = "Övningskommunen" if acting.practice else "en riktig kommun"
        raise Invalid("practice", f"Välj {where}. Övning och riktiga ärenden hålls isär.", "registered_in")
    if acting.practice and not is_test_number(number):
        raise Invalid(
            "practice", "Använd ett testnummer i övningen. De står på sidan Öva.", "personal_number"
        )
    known = Patient.objects.filter(personal_number=number).values_list("registered_in__practice", flat=True)
    if known and known[0] is not acting.practice:
        raise Invalid("practice", "Numret är upptaget. Ta ett annat testnummer.", "personal_number")


@transition
@scope.wide
def register_move(
    *, acting: Acting, patient_id: int, registered_in_id: int, valid_from: date, protection: Protection
) -> bool:
    """A move or a new protection from a local date (contracts/events.md). False when it is known already.

    Raises Conflict("changed") when the day already has another registration.
    """
    load = loading.current(acting)
    if load is not None:
        load.store_patients()
    patient = Patient.objects.select_for_update().get(pk=patient_id)
    row, created = PatientRegistration.objects.get_or_create(
        patient=patient,
        valid_from=valid_from,
        defaults={"organisation_id": registered_in_id, "protection": protection},
    )
    if not created:
        if (row.organisation_id, row.protection) != (registered_in_id, protection):
            raise Conflict(Verdict.no("changed"))
        return False
    if not patient.registrations.filter(valid_from__gt=valid_from).exists():
        patient.registered_in_id = registered_in_id
        patient.protection = protection
        patient.save(update_fields=["registered_in", "protection"])
    audit.record(acting, "patient.moved", patient, {"registered_in": (None, registered_in_id)})
    _correct_admissions(acting, patient)
    return True


def _correct_admissions(acting: Acting, patient: Patient) -> None:
    """A move that becomes known late was so already at admission: the episode belongs there (report.md, rule 3)."""
    for episode in CareEpisode.objects.select_for_update().filter(patient=patient).order_by("pk"):
        before, right = (
            episode.registered_in_id,
            registration_on(patient, clock.local_date(episode.admitted_at)),
        )
        if before == right:
            continue
        # The version grows with it, so that no page and no kept result rests on where the patient was thought to be.
        CareEpisode.objects.filter(pk=episode.pk).update(registered_in_id=right, version=F("version") + 1)
        audit.record(acting, "episode.registration_corrected", episode, {"registered_in": (before, right)})


def registration_on(patient: Patient, day: date) -> int:
    """The organisation where the patient was registered on a local date."""
    held = [row for row in patient.registrations.all() if row.valid_from is None or row.valid_from <= day]
    held.sort(key=lambda row: row.valid_from or date.min)
    return held[-1].organisation_id if held else patient.registered_in_id


@transition
@scope.wide
def register_admission(
    *,
    acting: Acting,
    patient_id: int,
    admitted_at: datetime,
    care_form: CareForm,
    planned: bool = False,
    placed_by_id: int | None = None,
    external_id: str | None = None,
) -> CareEpisode:
    """Admit a patient to the acting ward: a new vårdtillfälle with its 24-hour clock running.

    Raises Invalid: `not_a_ward`, `admitted_later`; Conflict("already_admitted") when the patient already is on
    this ward.
    """
    permissions.require(acting, permissions.ADMIT)
    if acting.unit_kind is not UnitKind.WARD:
        raise Invalid("not_a_ward", "Bara en vårdavdelning kan skriva in.", "ward")
    if admitted_at > clock.now():
        raise Invalid("admitted_later", "Inskrivningen kan inte ligga efter nu.", "admitted_at")
    load = loading.current(acting)
    day = clock.local_date(admitted_at)
    registered_in_id = load.registered_in(patient_id) if load is not None else None
    number = load.number(patient_id) if load is not None else None
    if registered_in_id is None or number is None:
        patient = Patient.objects.select_for_update().get(pk=patient_id)
        registered_in_id, number = registration_on(patient, day), patient.personal_number
    if not acting.importing:
        standing = CareEpisode.objects.filter(
            patient_id=patient_id, ward_id=acting.unit_id, phase__in=OPEN_PHASES
        )
        if standing.exists():
            raise Conflict(Verdict.no("already_admitted"))
    episode = CareEpisode(
        external_id=external_id or str(uuid.uuid4()),
        patient_id=patient_id,
        care_form=care_form,
        planned=planned,
        child=is_child(number, day),
        admitted_at=admitted_at,
        admitted_to_id=acting.unit_id,
        ward_id=acting.unit_id,
        registered_in_id=registered_in_id,
        placed_by_id=placed_by_id,
        last_item_at=admitted_at,
    )
    episode.skip_history_when_saving = acting.importing  # type: ignore[attr-defined]
    episode.save()
    party = Party(episode=episode, unit_id=acting.unit_id, since=admitted_at)
    if load is not None:
        load.admit(episode, party, admitted_at)
        return episode
    party.save()
    follow_to_ward(acting, episode)
    link_readmissions([episode])
    store_tasks([Derived(episode, chain(episode), admitted_at)])
    audit.record(acting, "episode.admitted", episode, {"ward": (None, acting.unit_id)})
    outbox.emit("episode.admitted", case=episode.pk, payload={"episode": episode.pk}, acting=acting)
    if not acting.importing:
        versions.bump([acting.unit_id])
    return episode


@transition
@scope.wide
def open_at_home(*, acting: Acting, patient_id: int, at: datetime) -> CareEpisode:
    """Open a case of a person who is in no hospital, for a SIP (S7). One that the unit is on already is the one.

    Raises Conflict("in_hospital") when the person lies in hospital and the unit is on that case, PermissionDenied.
    That somebody else's ward has the person is not told.
    """
    permissions.require(acting, permissions.OPEN_AT_HOME)
    patient = Patient.objects.select_for_update().get(pk=patient_id)
    own = permissions.visible_to(acting).filter(patient_id=patient_id)
    if own.filter(phase__in=OPEN_PHASES).exists():
        raise Conflict(Verdict.no("in_hospital"))
    standing = own.filter(at_home=True).order_by("-pk").first()
    if standing is not None:
        return standing
    day = clock.local_date(at)
    episode = CareEpisode(
        external_id=str(uuid.uuid4()),
        patient=patient,
        care_form=CareForm.SOMATIC,
        at_home=True,
        phase=Phase.AT_HOME,
        child=is_child(patient.personal_number, day),
        admitted_at=at,
        ended_at=at,
        admitted_to_id=acting.unit_id,
        ward_id=acting.unit_id,
        registered_in_id=registration_on(patient, day),
        last_item_at=at,
    )
    episode.save()
    Party(episode=episode, unit_id=acting.unit_id, since=at).save()
    audit.record(acting, "episode.opened_at_home", episode, {"unit": (None, acting.unit_id)})
    versions.bump([acting.unit_id])
    return episode


def _number(text: str) -> str:
    try:
        return parse(text, today=clock.local_date(clock.now()))
    except BadPersonalNumber as error:
        raise Invalid("personal_number", error.message, "personal_number") from error
