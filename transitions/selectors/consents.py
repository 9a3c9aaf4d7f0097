"""The register of consents, representatives and harm assessments; and what of it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from actors.acting import Acting
from core import scope
from transitions import permissions
from transitions.models import CareEpisode, Consent, HarmAssessment, Party, Representative
from transitions.rules.harm import OslGround
from transitions.rules.kinds import Scope
from transitions.rules.representation import RepresentativeKind
from transitions.rules.standing import Assessment, Standing, Word


@dataclass(frozen=True, slots=True)
class Register:
    """What the unit may see of what was said and weighed: this case first, then earlier ones of the patient."""

    consents: tuple[Consent, ...]
    earlier: tuple[Consent, ...]
    assessments: tuple[HarmAssessment, ...]
    representatives: tuple[Representative, ...]


def standing_of(episode: CareEpisode) -> Standing:
    """Everything that was said and assessed in the case, whoever recorded it: for the rules. Three queries.

    Whole, like the chain: what a unit may see of it is decided where it is shown.
    """
    with scope.on_chains([episode.pk]):
        heirs = dict(
            Party.objects.filter(episode=episode, taken_over_by__isnull=False).values_list(
                "unit_id", "taken_over_by_id"
            )
        )
        words = [word_of(row, heirs) for row in Consent.objects.filter(episode=episode).order_by("pk")]
        assessments = [
            assessment_of(row, heirs) for row in HarmAssessment.objects.filter(episode=episode).order_by("pk")
        ]
    return Standing(tuple(words), tuple(assessments))


def _units(units: list[int], heirs: Mapping[int, int]) -> frozenset[int]:
    """The units named, and whoever has taken the place of one."""
    found = set(units)
    for unit in units:
        while unit in heirs:
            unit = heirs[unit]
            found.add(unit)
    return frozenset(found)


def word_of(row: Consent, heirs: Mapping[int, int] | None = None) -> Word:
    """A consent or a no, as the rules know it."""
    return Word(
        scope=Scope(row.scope),
        yes=row.agrees,
        since=row.given_at,
        until=row.until,
        withdrawn_at=row.withdrawn_at,
        units=_units(row.units, heirs or {}),
    )


def assessment_of(row: HarmAssessment, heirs: Mapping[int, int] | None = None) -> Assessment:
    """A harm assessment, as the rules know it."""
    return Assessment(
        scope=Scope(row.scope),
        discloses=row.discloses,
        ground=OslGround(row.ground),
        since=row.assessed_at,
        until=row.until,
        units=_units(row.units, heirs or {}),
    )


def register_of(*, acting: Acting, episode: CareEpisode) -> Register:
    """The register as the unit may see it. Three queries.

    Consents with the items that told of them, of all the patient's cases; the own unit's assessments of this one.
    """
    items = permissions.items_visible_to(acting).filter(episode__patient_id=episode.patient_id)
    consents = list(
        Consent.objects.filter(item__in=items)
        .select_related("item__by_unit", "representative")
        .order_by("-given_at", "-pk")
    )
    return Register(
        consents=tuple(row for row in consents if row.episode_id == episode.pk),
        earlier=tuple(row for row in consents if row.episode_id != episode.pk),
        assessments=tuple(
            HarmAssessment.objects.filter(episode=episode, by_unit_id=acting.unit_id)
            .select_related("representative")
            .order_by("-assessed_at", "-pk")
        ),
        representatives=tuple(representatives_of(episode.patient_id)),
    )


def representatives_of(patient_id: int) -> list[Representative]:
    """Who speaks for the patient, ended ones too, newest first. One query."""
    return list(
        Representative.objects.filter(patient_id=patient_id)
        .select_related("by_unit")
        .order_by("-valid_from", "-pk")
    )


def spoken_for_by(patient_id: int, *, on: date) -> list[tuple[RepresentativeKind, str, str]]:
    """Who represents the person on a local date: kind, name, telephone, in the order they were recorded. One query."""
    rows = Representative.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), patient_id=patient_id, valid_from__lte=on
    )
    return [(RepresentativeKind(row.kind), row.name, row.phone) for row in rows.order_by("pk")]


def guardians(patient_id: int, *, on: date) -> list[str]:
    """The guardians of a child on a local date, each "name, telephone", in the order they were recorded. One query."""
    rows = Representative.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        patient_id=patient_id,
        kind=RepresentativeKind.GUARDIAN,
        valid_from__lte=on,
    )
    return [", ".join(filter(None, (row.name, row.phone))) for row in rows.order_by("pk")]
