"""The demo region as lines of an event file: a year of ended episodes and the open cases of today."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from core.clock import local_date
from integrations.demo import plots
from integrations.demo.people import Person, Population
from integrations.demo.places import RICH, Area, County, county
from integrations.demo.stories import Story

Row = dict[str, Any]

OPEN_CASES = 400
HISTORY_DAYS = 365
RECENT_DAYS = 62
CARE_FORMS = (("somatic", 64), ("geriatric", 24), ("psychiatric", 7), ("detox", 5))
AGES = {"somatic": (58, 99), "geriatric": (70, 103), "psychiatric": (19, 78), "detox": (28, 68)}
HOME_WARD = "SE-DEMO-SOS-1"
HOME_AREA = "0180-HA"
"""Where the people of the log-ins work: their lists are the longest."""


@dataclass
class Told:
    """The lines, in an order in which they can be read, and what they do not carry."""

    rows: list[Row] = field(default_factory=list)
    people: list[tuple[Person, Area, str]] = field(default_factory=list)
    open_stories: list[Story] = field(default_factory=list)


class Region:
    """Tells the whole demo. The same seed and the same moment tell the same."""

    def __init__(self, *, seed: int, now: datetime, ended: int, open_cases: int = OPEN_CASES) -> None:
        self.rng = random.Random(seed)  # noqa: S311  (invented people, no secret)
        self.now = now.astimezone(UTC).replace(second=0, microsecond=0)
        self.county: County = county()
        self.ended = ended
        self.open_cases = open_cases
        self.told = Told()
        self._population = Population(self.rng, local_date(now))
        self._areas = list(self.county.areas.values())
        self._weights = [self._weight(area) for area in self._areas]
        self._number = 0

    @staticmethod
    def _weight(area: Area) -> float:
        if area.code == HOME_AREA:
            return 28.0
        return 9.5 if area.code in RICH else 0.85

    def tell(self) -> Told:
        """Everything."""
        self.told.rows.extend(self.county.rows)
        made = 0
        while made < self.ended:
            made += self._history()
        for state in self._open_states():
            self._open(state)
        self._special()
        return self.told

    def _open_states(self) -> Iterator[plots.State]:
        whole = sum(count for _, count in plots.OPEN_STATES)
        for state, count in plots.OPEN_STATES:
            for _ in range(max(1, round(count * self.open_cases / whole))):
                yield state

    def _area(self) -> Area:
        return self.rng.choices(self._areas, self._weights)[0]

    def _care_form(self) -> str:
        return self.rng.choices([form for form, _ in CARE_FORMS], [share for _, share in CARE_FORMS])[0]

    def _ward(self, area: Area, care_form: str) -> str:
        if area.code == HOME_AREA and care_form == "somatic" and self.rng.random() < 0.45:
            return HOME_WARD
        near = [code for code in self.county.wards[care_form] if self.county.ward_south[code] is area.south]
        return self.rng.choice(near or self.county.wards[care_form])

    def _person(self, area: Area, care_form: str, primary_care: str) -> Person:
        youngest, oldest = AGES[care_form]
        coordination = self.rng.random() < 0.012
        return self._introduce(
            self._population.person(youngest=youngest, oldest=oldest, coordination=coordination),
            area,
            primary_care,
        )

    def _introduce(self, person: Person, area: Area, primary_care: str) -> Person:
        self.told.rows.append(
            {
                "type": "patient",
                "id": person.number,
                "personal_number": person.number,
                "name": person.name,
                "sex": person.sex,
                "registered_in": area.code,
                "protection": person.protection,
            }
        )
        self.told.people.append((person, area, primary_care))
        return person

    def _story(self, area: Area, care_form: str, admitted_at: datetime, **more: Any) -> Story:
        self._number += 1
        primary_care = more.pop("primary_care", None) or self.rng.choice(area.primary_care)
        person = more.pop("person", None) or self._person(area, care_form, primary_care)
        ward = more.pop("ward", None) or self._ward(area, care_form)
        return Story(
            rng=self.rng,
            now=self.now,
            id=f"DEMO-{self._number}",
            person=person,
            area=area,
            ward=ward,
            care_form=care_form,
            admitted_at=admitted_at,
            primary_care=primary_care,
            **more,
        )

    def _keep(self, story: Story) -> None:
        first, *rest = story.rows
        self.told.rows += [first, *sorted(rest, key=lambda row: datetime.fromisoformat(row["at"]))]

    def _history(self) -> int:
        """One ended episode, and sometimes the readmission after it. Returns how many it was."""
        area, care_form = self._area(), self._care_form()
        days = max(1, round(self.rng.gammavariate(2.2, 3.2)))
        span = RECENT_DAYS if self.rng.random() < 0.58 else HISTORY_DAYS
        ended_ago = self.rng.uniform(0.2, span)
        admitted = self.now - timedelta(days=ended_ago + days, minutes=self.rng.randrange(0, 700))
        placed_by = self.rng.choice(self._areas).code if self.rng.random() < 0.006 else None
        story = self._story(
            area,
            care_form,
            admitted,
            planned=self.rng.random() < 0.12,
            placed_by=placed_by,
            receipts=ended_ago < 14,
        )
        plots.ended(story, days=days, cause=False)
        self._keep(story)
        if story.ended_at is None or self.rng.random() > 0.11:
            return 1
        return 1 + self._readmission(story)

    def _readmission(self, before: Story) -> int:
        assert before.ended_at is not None
        away = timedelta(hours=5) if self.rng.random() < 0.05 else timedelta(days=self.rng.uniform(1, 30))
        admitted = before.ended_at + away
        if admitted > self.now - timedelta(days=2):
            return 0
        days = max(2, round(self.rng.gammavariate(2, 3)))
        story = self._story(
            before.area,
            before.care_form,
            admitted,
            person=before.person,
            primary_care=before.primary_care,
            providers=before.providers,
            receipts=before.receipts,
        )
        plots.ended(story, days=days, cause=self.rng.random() < 0.75)
        self._keep(story)
        return 1

    def _open(self, state: plots.State) -> None:
        area, care_form = self._area(), self._care_form()
        admitted = self.now - plots.admitted_ago(state, self.rng.random())
        story = self._story(area, care_form, admitted, planned=self.rng.random() < 0.1)
        plots.open_now(story, state)
        self._keep_open(story)

    def _keep_open(self, story: Story) -> None:
        self._keep(story)
        self.told.open_stories.append(story)

    def _special(self) -> None:
        """What chance might not bring: a child, LSS, a move during the stay, leave, a protected person."""
        area = self.county.areas[HOME_AREA]
        child = self._introduce(self._population.person(youngest=4, oldest=15), area, area.primary_care[0])
        self._planned(area, child, ward=self.county.wards["children"][0], also=area.children)
        adult = self._introduce(self._population.person(youngest=21, oldest=48), area, area.primary_care[0])
        self._planned(area, adult, ward=HOME_WARD, also=area.lss)
        moved = self._planned(area, None, ward=HOME_WARD, also="")
        self._move(moved, self.county.areas["0180-SO"])
        away = self._planned(area, None, ward=HOME_WARD, also="")
        away.add("leave_started", self.now - timedelta(hours=20), away.ward)
        self._keep_open(away)

    def _planned(self, area: Area, person: Person | None, *, ward: str, also: str) -> Story:
        admitted = self.now - timedelta(days=3, hours=self.rng.randrange(1, 12))
        story = self._story(area, "somatic", admitted, person=person, ward=ward)
        plots.open_now(story, "planned")
        for row in story.rows:
            if row["type"] == "admission_notice_sent" and also:
                row["to"] = [*row["to"], also]
        if person is not None:
            self._keep_open(story)
        return story

    def _move(self, story: Story, to: Area) -> None:
        at = self.now - timedelta(hours=30)
        story.add("registration_changed", at, story.area.office, registered_in=to.code)
        self._keep_open(story)
        person = story.person
        self.told.rows.append(
            {
                "type": "patient",
                "id": person.number,
                "personal_number": person.number,
                "name": person.name,
                "sex": person.sex,
                "registered_in": to.code,
                "protection": person.protection,
                "from": local_date(at).isoformat(),
            }
        )
