"""What happens to one person: a care episode told as lines of an event file."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from core.clock import STOCKHOLM, local_date
from integrations.demo import replies
from integrations.demo.people import Person
from integrations.demo.places import Area

Row = dict[str, Any]
Order = tuple[datetime, datetime, list[str]]
WITH_LOGIN = {"SE-DEMO-0180-HA-VC1": "Demo: Klara Wikström, distriktssköterska"}
CONTACTS = (
    "Åsa Demosson",
    "Reza Demossian",
    "Maja Demowska",
    "Elin Demoberg",
    "Yusuf Demoud",
    "Tuula Demonen",
)
PHONES = ("08-465 004 11", "08-465 004 23", "08-465 004 37", "08-465 004 52")


@dataclass
class Story:
    """One episode. Lines are kept only up to now: what has not happened yet is not told.

    `receipts`: every receipt is told; without, only those of the notice and of the date, which reports count.
    """

    rng: random.Random
    now: datetime
    id: str
    person: Person
    area: Area
    ward: str
    care_form: str
    admitted_at: datetime
    planned: bool = False
    placed_by: str | None = None
    primary_care: str = ""
    providers: list[str] = field(default_factory=list)
    receipts: bool = True
    rows: list[Row] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    ready_at: datetime | None = None
    ended_at: datetime | None = None

    def __post_init__(self) -> None:
        rng, area = self.rng, self.area
        self.primary_care = self.primary_care or rng.choice(area.primary_care)
        row: Row = {
            "type": "episode",
            "id": self.id,
            "patient": self.person.number,
            "ward": self.ward,
            "care_form": self.care_form,
            "admitted_at": self.admitted_at.isoformat(),
            "planned": self.planned,
        }
        if self.placed_by:
            row["placed_by"] = self.placed_by
        self.rows.append(row)
        if not self.providers and rng.random() < 0.62:
            self.providers = [rng.choice(area.home_care)]
            if rng.random() < 0.6:
                self.providers.append(area.night)
            if area.alarm and rng.random() < 0.35:
                self.providers.append(area.alarm)

    def add(self, kind: str, at: datetime, by: str, **fields: Any) -> bool:
        """Tell of something, unless it has not happened yet."""
        if at >= self.now or at < self.admitted_at:
            return False
        row: Row = {"type": kind, "episode": self.id, "at": at.isoformat(), "by": by}
        for name, value in fields.items():
            row[name] = value.isoformat() if isinstance(value, date) else value
        self.rows.append(row)
        return True

    def chance(self, share: float) -> bool:
        """True in a share of cases."""
        return self.rng.random() < share

    def after(self, moment: datetime, low_hours: float, high_hours: float) -> datetime:
        """Some time after a moment."""
        return moment + timedelta(minutes=round(60 * self.rng.uniform(low_hours, high_hours)))

    def office_hours(self, day: date, low: int = 8, high: int = 16) -> datetime:
        """Some time of a day when people are at work."""
        minutes = self.rng.randrange(low * 60, high * 60)
        return datetime.combine(day, time(minutes // 60, minutes % 60), STOCKHOLM).astimezone(UTC)

    def day_after(self, moment: datetime, days: int) -> date:
        """A local date so many days later."""
        return local_date(moment) + timedelta(days=days)

    def parties(self) -> list[str]:
        """Whom the inskrivningsmeddelande names."""
        area, found = self.area, [self.area.office, self.primary_care]
        if self.care_form == "psychiatric" and area.psychiatry:
            found.append(area.psychiatry)
            if area.social_psychiatry:
                found.append(area.social_psychiatry)
        if self.care_form == "detox" and area.addiction:
            found.append(area.addiction)
        if self.care_form == "geriatric" and self.chance(0.6):
            found.append(area.rehab)
        if area.nurse and self.chance(0.25):
            found.append(area.nurse)
        return found

    def notice(
        self, *, hours: float | None = None, expected_in: int = 6, acknowledged: float = 0.93
    ) -> datetime:
        """The inskrivningsmeddelande and its receipts."""
        start = self.admitted_at
        if hours is None:
            hours = self.rng.uniform(1, 22) if self.chance(0.91) else self.rng.uniform(25, 70)
            if hours > 30 and self.chance(0.4):
                start = self.after(self.admitted_at, hours - 20, hours - 6)
                self.add("need_assessed", start, self.ward)
        at = self.admitted_at + timedelta(minutes=round(hours * 60))
        self.to = self.parties()
        expected = self.day_after(self.admitted_at, expected_in)
        self.add("admission_notice_sent", at, self.ward, to=self.to, expected_discharge=expected)
        self.acknowledge("admission_notice_sent", at, acknowledged)
        return at

    def acknowledge(self, of: str, at: datetime, share: float) -> None:
        """Most of the units acknowledge within the day."""
        for unit in self.to:
            if self.chance(share):
                self.add("acknowledged", self.after(at, 0.3, 20), unit, of=of, at_unit=unit)

    def change_date(self, at: datetime, day: date, certainty: str, acknowledged: float = 0.88) -> None:
        """A new expected discharge and its receipts."""
        told = self.add(
            "expected_discharge_changed", at, self.ward, expected_discharge=day, certainty=certainty
        )
        if told:
            self.acknowledge("expected_discharge_changed", at, acknowledged)

    def consent(self, at: datetime) -> None:
        """Consent to information and SIP, as a rule."""
        scope = ["information", "sip"] if self.chance(0.8) else ["information"]
        self.add("consent_given", self.after(at, 0.1, 2), self.ward, scope=scope)

    def word_on_support(self, at: datetime) -> None:
        """The handläggare's contact, and whether the person applies."""
        when = self.office_hours(self.day_after(at, self.rng.randrange(0, 3)))
        kind = "support_declined" if self.chance(0.05) else "support_applied"
        self.add(kind, max(when, self.after(at, 0.5, 3)), self.area.office)

    def care_contact(self, at: datetime) -> None:
        """Fast vårdkontakt."""
        name, phone = self.rng.choice(CONTACTS), self.rng.choice(PHONES)
        if name in CONTACTS[:2]:
            name = WITH_LOGIN.get(self.primary_care, name)
        self.add("care_contact_appointed", self.after(at, 3, 60), self.primary_care, name=name, phone=phone)

    def known_services(self, at: datetime) -> None:
        """Who helps at home now."""
        self.add(
            "services_reported",
            self.after(at, 1, 20),
            self.area.office,
            at_unit=self.area.office,
            providers=self.providers,
            extent=f"{self.rng.randrange(2, 7)} besök per dygn",
        )

    def ready(self, at: datetime) -> None:
        """Utskrivningsklar."""
        if self.add("discharge_ready_sent", at, self.ward, to=self.to):
            self.ready_at = at
            if self.receipts:
                self.acknowledge("discharge_ready_sent", at, 0.85)

    def withdraw(self, at: datetime) -> None:
        """Worse again."""
        if self.add("discharge_ready_withdrawn", at, self.ward, to=self.to):
            self.ready_at = None
            replies.read(self, "discharge_ready_withdrawn", at, self.to)

    def sip(self, called_at: datetime, caller: str, *, held: bool | None = None) -> None:
        """A call, and as a rule a meeting, a plan and its follow-up."""
        by = {"care_contact": self.primary_care, "municipality": self.area.office, "hospital": self.ward}[
            caller
        ]
        ref = f"S-{self.id}"
        others = [unit for unit in (self.area.office, self.primary_care, *self.providers[:1]) if unit != by]
        meeting = self.office_hours(self.day_after(called_at, self.rng.randrange(2, 12)), 9, 15)
        mode = self.rng.choice(("room", "video", "video", "phone"))
        if not self.add(
            "sip_called", called_at, by, sip=ref, caller=caller, to=others, meeting_at=meeting, mode=mode
        ):
            return
        if held is None:
            held = self.chance(0.8)
        attended = [by, *(unit for unit in others if self.chance(0.85))]
        if self.area.rehab in self.to:
            attended.append(self.area.rehab)
        if not held or not self.add(
            "sip_held",
            meeting,
            self.primary_care,
            sip=ref,
            attended=attended,
            patient_took_part=self.rng.choice((mode, mode, mode, "proxy", "no")),
            relative_took_part=self.chance(0.45),
        ):
            return
        agreed = self.after(meeting, 1, 30)
        if self.chance(0.9) and self.add("sip_plan_agreed", agreed, self.primary_care, sip=ref):
            followed = self.office_hours(self.day_after(agreed, self.rng.randrange(20, 60)))
            done = self.chance(0.5) and self.add("sip_followed_up", followed, self.primary_care, sip=ref)
            if done and self.chance(0.3):
                self.add("sip_closed", self.after(followed, 24, 200), self.primary_care, sip=ref)

    def tell_home_care(self, discharge: datetime, *, share: float = 0.93) -> Order | None:
        """The order to home care, in time or not. Returns when, from when, and to whom."""
        if not self.providers:
            return None
        told = self.providers if self.chance(share) else self.providers[:1]
        hours = self.rng.uniform(6, 60) if self.chance(0.85) else -self.rng.uniform(1, 6)
        at = discharge - timedelta(minutes=round(hours * 60))
        starts = discharge + timedelta(hours=self.rng.randrange(1, 8))
        at = max(at, self.admitted_at)
        if not self.add("home_care_notified", at, self.area.office, to=told, starts_at=starts):
            return None
        if self.receipts:
            for unit in told:
                if self.chance(replies.share_read(self, at)):
                    self.add(
                        "acknowledged", self.after(at, 0.2, 4), unit, of="home_care_notified", at_unit=unit
                    )
        return at, starts, told

    def discharge(self, at: datetime) -> None:
        """Home, as a rule."""
        goes = self.rng.choices(("home", "special_housing", "short_term_housing", "other"), (78, 7, 9, 6))[0]
        order = self.tell_home_care(at) if goes == "home" else None
        if self.add("discharged", at, self.ward, to=goes):
            self.ended_at = at
            replies.read(self, "discharged", at, self.to)
            if order is not None:
                replies.answer_order(self, *order)
            if goes == "home" and self.area.reception and self.chance(0.2):
                self.safe_reception(at)

    def safe_reception(self, at: datetime) -> None:
        """Tryggt mottagande: order to hand-over."""
        team = self.area.reception
        self.add("home_reception_ordered", at - timedelta(hours=4), self.area.office)
        self.add("home_reception_accepted", at - timedelta(hours=2), team)
        self.add("home_reception_visited", self.after(at, 1, 5), team)
        self.add("home_reception_handed_over", self.office_hours(self.day_after(at, 14)), team)

    def checklist(self, at: datetime) -> None:
        """Points of the going-home checklist."""
        points = (
            "Läkemedel med hem",
            "Hjälpmedel på plats",
            "Hemtransport beställd",
            "Nyckel hos hemtjänsten",
        )
        for minute, point in enumerate(self.rng.sample(points, self.rng.randrange(2, 5))):
            when = at + timedelta(hours=2, minutes=minute)
            state = self.rng.choice(("open", "done", "done", "not_needed"))
            critical = point == "Läkemedel med hem"
            self.add(
                "checklist_point",
                when,
                self.ward,
                point=point,
                state=state,
                critical=critical,
            )
