"""Whose figures: which episodes, readmissions and deviations belong to whom (report.md, rule 3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reporting.rules.facts import DeviationFact, OrganisationFact, UnitFact
from reporting.rules.summary import EpisodeSummary


class UnknownOrganisation(LookupError):
    """Nothing is known by that id or hospital name. The message is Swedish and says what to write."""


class ScopeKind(StrEnum):
    """How belonging is decided."""

    MUNICIPAL = "municipal"
    REGION = "region"
    PROVIDER = "provider"
    HOSPITAL = "hospital"
    WARD = "ward"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Scope:
    """A resolved ORGANISATION.

    `organisations` are the ids that count as it (a municipality and its districts); `units` the ids of the
    units that are its own: the organisation's, the hospital's, or the unit itself.
    """

    kind: ScopeKind
    id: str
    name: str
    organisations: frozenset[str]
    units: frozenset[str]

    def owns_episode(self, episode: EpisodeSummary) -> bool:
        """Whether the episode belongs here, by the ward it ended on where wards decide."""
        return self._owns(episode, episode.last_ward)

    def owns_readmission(self, episode: EpisodeSummary) -> bool:
        """Whether the episode, as a readmission, belongs here: by the readmitting ward where wards decide."""
        return self._owns(episode, episode.first_ward)

    def _owns(self, episode: EpisodeSummary, ward: str) -> bool:
        match self.kind:
            case ScopeKind.MUNICIPAL:
                return episode.belongs_to in self.organisations
            case ScopeKind.PROVIDER:
                return not self.units.isdisjoint(episode.home_care_units)
            case ScopeKind.UNIT:
                return not self.units.isdisjoint(episode.notice_to)
            case ScopeKind.REGION | ScopeKind.HOSPITAL | ScopeKind.WARD:
                return ward in self.units

    def owns_deviation(self, deviation: DeviationFact, units: Mapping[str, UnitFact]) -> bool:
        """Whether the unit that reported, or the one it is about, is this organisation's.

        A private provider's unit counts to the municipality or district that the episode belongs to.
        """
        for named in (deviation.reported_by, deviation.about):
            if named is None:
                continue
            if named in self.units:
                return True
            unit = units.get(named)
            if (
                self.kind is ScopeKind.MUNICIPAL
                and unit is not None
                and unit.organisation_kind == "private_provider"
                and deviation.belongs_to in self.organisations
            ):
                return True
        return False


def resolve(of: str, organisations: Mapping[str, OrganisationFact], units: Mapping[str, UnitFact]) -> Scope:
    """The scope of an organisation's id, a unit's id or a hospital's name. Raises UnknownOrganisation."""
    if organisation := organisations.get(of):
        return _of_organisation(organisation, organisations.values(), units.values())
    if unit := units.get(of):
        kind = ScopeKind.WARD if unit.kind == "ward" else ScopeKind.UNIT
        return Scope(kind, unit.id, unit.name, frozenset(), frozenset({unit.id}))
    wards = frozenset(unit.id for unit in units.values() if unit.hospital == of)
    if of and wards:
        return Scope(ScopeKind.HOSPITAL, of, of, frozenset(), wards)
    raise UnknownOrganisation(
        f"Det finns ingen organisation, enhet eller sjukhus som heter ”{of}”. "
        "Ange id för en kommun, stadsdel, region eller enhet, eller namnet på ett sjukhus."
    )


def _of_organisation(
    organisation: OrganisationFact,
    organisations: Collection[OrganisationFact],
    units: Collection[UnitFact],
) -> Scope:
    ids = {organisation.id}
    kind = ScopeKind.MUNICIPAL
    if organisation.kind == "region":
        kind = ScopeKind.REGION
    elif organisation.kind == "private_provider":
        kind = ScopeKind.PROVIDER
    else:
        ids |= {o.id for o in organisations if o.kind == "district" and o.parent == organisation.id}
    owned = frozenset(unit.id for unit in units if unit.organisation in ids)
    return Scope(kind, organisation.id, organisation.name, frozenset(ids), owned)
