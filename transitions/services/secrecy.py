"""Representatives, and the harm assessment (menprövning) that is made when consent cannot be had."""

from collections.abc import Iterable
from datetime import date, datetime

from actors.acting import Acting
from actors.rules.kinds import OrganisationKind
from core import audit, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.locks import lock_episode
from transitions.models import CareEpisode, HarmAssessment, Representative
from transitions.rules.harm import HarmFacts, OslGround, WhyNoConsent, may_assess
from transitions.rules.kinds import Scope
from transitions.rules.representation import Mandate, RepresentativeKind
from transitions.rules.sectors import Sector, reader_sector
from transitions.rules.verdicts import Verdict
from transitions.selectors.consents import assessment_of
from transitions.services.loading import transition
from transitions.services.writing import Writing

_GROUNDS = {
    "record_the_consent": "Det är ett samtycke. Registrera samtycket i stället.",
    "other_side": "Grunden gäller inte din verksamhet. Välj en annan.",
    "private_only": "Grunden gäller bara privata vårdgivare. Välj en annan.",
    "only_vulnerable": "Grunden gäller bara barn, missbruk, tvångsvård eller väntat barn.",
    "only_unable": "Grunden gäller bara den som på grund av sitt hälsotillstånd inte kan samtycka.",
    "person_refuses": "Personen säger nej. Då är det inte klart att uppgifterna kan lämnas utan men.",
}


@transition
def add_representative(
    *,
    acting: Acting,
    episode_id: int,
    kind: RepresentativeKind,
    name: str,
    valid_from: date,
    mandates: Iterable[Mandate] = (),
    phone: str = "",
    seen: str = "",
    valid_to: date | None = None,
) -> Representative:
    """Record who speaks for the patient, with scope and validity. Raises Invalid: `no_name`, `no_mandate`, `valid_to`.

    `seen` says which order or proxy was shown. A guardian has no scope to state.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.RECORD_REPRESENTATIVE)
    covered = sorted(set(mandates))
    if not name.strip():
        raise Invalid("no_name", "Ange ställföreträdarens namn.", "name")
    if kind is not RepresentativeKind.GUARDIAN and not covered:
        raise Invalid("no_mandate", "Ange vad uppdraget omfattar.", "mandates")
    if valid_to is not None and valid_to < valid_from:
        raise Invalid("valid_to", "Slutdagen kan inte ligga före startdagen.", "valid_to")
    row = Representative(
        patient_id=episode.patient_id,
        kind=kind,
        name=name.strip(),
        phone=phone.strip(),
        mandates=[str(mandate) for mandate in covered],
        seen=seen.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
        recorded_by=acting.user_name,
        by_unit_id=acting.unit_id,
    )
    row.save(force_insert=True)
    audit.record(acting, "representative.added", row, {"episode": (None, episode_id)})
    _noticed(episode)
    return row


@transition
def end_representative(
    *, acting: Acting, episode_id: int, representative_id: int, last_day: date
) -> Representative:
    """The mandate ends with a day. Raises Invalid("valid_to"), Conflict("no_representative")."""
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.RECORD_REPRESENTATIVE)
    row = Representative.objects.filter(pk=representative_id, patient_id=episode.patient_id).first()
    if row is None:
        raise Conflict(Verdict.no("no_representative"))
    if last_day < row.valid_from:
        raise Invalid("valid_to", "Slutdagen kan inte ligga före startdagen.", "valid_to")
    before, row.valid_to = row.valid_to, last_day
    row.save(update_fields=["valid_to"])
    audit.record(acting, "representative.ended", row, {"valid_to": (before, last_day)})
    _noticed(episode)
    return row


@transition
def assess_harm(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    scope: Scope,
    discloses: bool,
    ground: OslGround,
    why: WhyNoConsent,
    what: str,
    reason: str,
    assessed_by: str,
    units: Iterable[int] = (),
    until: datetime | None = None,
    vulnerable: bool = False,
    representative_id: int | None = None,
) -> HarmAssessment:
    """Record what may pass to whom without consent, on which ground, and who weighed it.

    No units: all on the case. Raises Invalid: `no_assessor`, `no_what`, `no_reason`, `until_passed`,
    `no_representative` and the codes of `rules.harm.may_assess`.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, permissions.ASSESS_HARM)
    if representative_id is not None and not _knows(episode, representative_id):
        raise Invalid("no_representative", "Välj en ställföreträdare i listan.", "representative")
    row = _assessment(
        acting=acting,
        episode=episode,
        at=at,
        scope=scope,
        discloses=discloses,
        ground=ground,
        why=why,
        what=what,
        reason=reason,
        assessed_by=assessed_by,
        units=units,
        until=until,
        vulnerable=vulnerable,
        representative_id=representative_id,
    )
    _noticed(episode)
    return row


def put_assessment(
    writing: Writing,
    *,
    ground: OslGround,
    why: WhyNoConsent,
    what: str,
    reason: str,
    assessed_by: str,
    units: Iterable[int],
    discloses: bool = True,
) -> HarmAssessment:
    """Record an assessment within a write that is already open, so that what the write sends can rest on it."""
    row = _assessment(
        acting=writing.acting,
        episode=writing.episode,
        at=writing.at,
        scope=Scope.INFORMATION,
        discloses=discloses,
        ground=ground,
        why=why,
        what=what,
        reason=reason,
        assessed_by=assessed_by,
        units=units,
        until=None,
        vulnerable=False,
        representative_id=None,
    )
    writing.standing = writing.standing.and_assessment(assessment_of(row))
    return row


def _assessment(
    *,
    acting: Acting,
    episode: CareEpisode,
    at: datetime,
    scope: Scope,
    discloses: bool,
    ground: OslGround,
    why: WhyNoConsent,
    what: str,
    reason: str,
    assessed_by: str,
    units: Iterable[int],
    until: datetime | None,
    vulnerable: bool,
    representative_id: int | None,
) -> HarmAssessment:
    if not assessed_by.strip():
        raise Invalid("no_assessor", "Ange vem som har gjort menprövningen.", "assessed_by")
    if not what.strip():
        raise Invalid("no_what", "Ange vilka uppgifter prövningen gäller.", "what")
    if not reason.strip():
        raise Invalid("no_reason", "Skriv hur bedömningen gjordes.", "reason")
    if until is not None and until <= at:
        raise Invalid("until_passed", "Välj en dag som inte har passerat.", "until")
    verdict = may_assess(
        HarmFacts(
            ground=ground,
            by=side_of(acting),
            private=acting.organisation_kind is OrganisationKind.PRIVATE_PROVIDER,
            why=why,
            vulnerable=vulnerable,
            discloses=discloses,
        )
    )
    if not verdict.allowed:
        raise Invalid(verdict.code, _GROUNDS[verdict.code], "ground")
    row = HarmAssessment(
        episode=episode,
        by_unit_id=acting.unit_id,
        scope=scope,
        discloses=discloses,
        ground=ground,
        why=why,
        what=what.strip(),
        reason=reason.strip(),
        units=sorted(units),
        assessed_by=assessed_by.strip(),
        assessed_at=at,
        recorded_by=acting.user_name,
        representative_id=representative_id,
        until=until,
    )
    row.save(force_insert=True)
    audit.record(acting, "harm_assessment.made", row, {"episode": (None, episode.pk)})
    return row


def side_of(acting: Acting) -> Sector:
    """On which side the unit keeps its secrets: health care (OSL 25 kap.) or social services (26 kap.)."""
    return (
        Sector.HEALTH_CARE
        if reader_sector(acting.role, acting.unit_kind) is Sector.HEALTH_CARE
        else Sector.SOCIAL_SERVICES
    )


def _knows(episode: CareEpisode, representative_id: int) -> bool:
    return Representative.objects.filter(pk=representative_id, patient_id=episode.patient_id).exists()


def _noticed(episode: CareEpisode) -> None:
    """Let open pages of the case's units know that something has changed."""
    versions.bump(episode.parties.values_list("unit_id", flat=True))
