"""Who and what the file may refer to: organisations, units, patients and episodes, each read from the database once."""

from collections.abc import Iterable

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind
from actors.selectors import OrganisationDefinition, UnitDefinition, UnitRef
from core.outbox import SILENT_NAME, SILENT_SOURCE
from integrations.importing.fields import Refused
from integrations.importing.forms import Line
from transitions.selectors.definitions import (
    EpisodeDefinition,
    PatientDefinition,
    episode_definitions,
    patient_definitions,
    personal_numbers_taken,
)


class Registry:
    """What is known when a line is read, by the ids of event files."""

    def __init__(self) -> None:
        self.organisations: dict[str, OrganisationDefinition] = actors.organisation_definitions()
        self.unit_definitions: dict[str, UnitDefinition] = actors.unit_definitions()
        self.patients: dict[str, PatientDefinition] = {}
        self.episodes: dict[str, EpisodeDefinition] = {}
        self.numbers: dict[str, str] = {}
        self._organisation_ids = {row.code: row.id for row in actors.organisations()}
        self._units = {unit.code: unit for unit in actors.units()}
        self._acting: dict[str, Acting] = {}
        self._asked: set[tuple[str, str]] = set()

    def forget(self) -> None:
        """A batch was undone: read everything anew."""
        self.__init__()  # type: ignore[misc]

    def prefetch(self, lines: Iterable[Line]) -> list[int]:
        """Read what the lines name and is not known yet. Returns the ids of the episodes that they name."""
        patients: set[str] = set()
        episodes: set[str] = set()
        numbers: set[str] = set()
        for line in lines:
            values = line.values
            if line.type == "patient":
                patients.add(values["id"])
                numbers.add(values["personal_number"])
            elif line.type == "episode":
                episodes.add(values["id"])
                patients.add(values["patient"])
            elif "episode" in values:
                episodes.add(values["episode"])
        if new := self._unasked("patient", patients - self.patients.keys()):
            self.patients.update(patient_definitions(new))
        if new := self._unasked("number", numbers):
            self.numbers.update(personal_numbers_taken(new))
        if new := self._unasked("episode", episodes - self.episodes.keys()):
            self.episodes.update(episode_definitions(new))
        return sorted(self.episodes[one].pk for one in episodes if one in self.episodes)

    def _unasked(self, what: str, ids: set[str]) -> set[str]:
        new = {one for one in ids if (what, one) not in self._asked}
        self._asked.update((what, one) for one in new)
        return new

    def add_organisation(self, code: str, definition: OrganisationDefinition, pk: int) -> None:
        """An organisation has been made."""
        self.organisations[code] = definition
        self._organisation_ids[code] = pk

    def add_unit(self, unit: UnitRef, definition: UnitDefinition) -> None:
        """A unit has been made."""
        self.unit_definitions[unit.code] = definition
        self._units[unit.code] = unit

    def organisation_id(self, code: str) -> int:
        """Raises Refused("unknown_organisation")."""
        if code not in self._organisation_ids:
            raise Refused(
                "unknown_organisation",
                "Organisationen finns inte. Lägg en organisationsrad före den här raden, eller rätta koden.",
            )
        return self._organisation_ids[code]

    def unit(self, code: str) -> UnitRef:
        """Raises Refused("unknown_unit")."""
        if code not in self._units:
            raise Refused(
                "unknown_unit", "Enheten finns inte. Lägg en enhetsrad före den här raden, eller rätta koden."
            )
        return self._units[code]

    def unit_ids(self, codes: Iterable[str]) -> list[int]:
        """Ids of units, in the order of the codes. Raises Refused("unknown_unit")."""
        return [self.unit(code).id for code in codes]

    def acting(self, code: str) -> Acting:
        """The unit as the one who acts. Raises Refused("unknown_unit")."""
        if code not in self._acting:
            self._acting[code] = actors.acting_for_unit(
                self.unit(code), name=SILENT_NAME, source=SILENT_SOURCE
            )
        return self._acting[code]

    def patient(self, external_id: str) -> PatientDefinition:
        """Raises Refused("unknown_patient")."""
        if external_id not in self.patients:
            raise Refused(
                "unknown_patient",
                "Patienten finns inte. Lägg en patientrad före den här raden, eller rätta id:t.",
            )
        return self.patients[external_id]

    def episode(self, external_id: str) -> EpisodeDefinition:
        """Raises Refused("unknown_episode")."""
        if external_id not in self.episodes:
            raise Refused(
                "unknown_episode",
                "Vårdtillfället finns inte. Lägg en rad med type episode före den här raden, eller rätta id:t.",
            )
        return self.episodes[external_id]

    def municipalities_without_region(self, region: str) -> list[str]:
        """Codes of municipalities that came before their region."""
        return [
            code
            for code, row in self.organisations.items()
            if row.kind is OrganisationKind.MUNICIPALITY and row.parent is None and code[:2] == region
        ]
