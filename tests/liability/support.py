"""A chain whose betalningsansvar can be worked out: the region of tests, a patient, and what happened to them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from actors.acting import Acting
from actors.rules.kinds import Role
from liability.models import Assessment
from tests.factories.region import Region, build
from transitions import services
from transitions.models import CareEpisode, Item
from transitions.rules.kinds import DischargedTo, ItemKind

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ADMITTED = "2022-03-01 08:00"
NOTICE = "2022-03-07 10:00"  # a Monday; under the statute's three days the start is Thursday the 10th
END = "2022-03-16 10:00"


def at(text: str) -> datetime:
    """ "2022-03-07 10:00" on the wall clock in Stockholm."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@dataclass(frozen=True)
class Stay:
    """A patient on a ward with a notice of admission sent to the office and the vårdcentral an hour later."""

    region: Region

    @property
    def id(self) -> int:
        """The episode's id."""
        return self.region.episode.pk

    @property
    def episode(self) -> CareEpisode:
        """The episode as it is now."""
        return CareEpisode.objects.get(pk=self.id)

    @property
    def current(self) -> Assessment:
        """The result that stands."""
        return Assessment.objects.get(episode_id=self.id, superseded_at__isnull=True)

    def happens(
        self,
        kind: str,
        when: str,
        *,
        by: str = "ward",
        to: Iterable[str] = (),
        source: str = "import",
        **data: Any,
    ) -> Item:
        """Something on the chain, loaded as history so that it needs no form."""
        return services.record_item(
            acting=self.region.acting(by, source=source),
            episode_id=self.id,
            kind=ItemKind(kind),
            at=at(when),
            to=[self.region.id(name) for name in to],
            data=data,
        )

    def all_in_time(self) -> "Stay":
        """Care contact and call to SIP the day after the admission."""
        self.happens("care_contact_appointed", "2022-03-02 09:00", by="vc", name="Dr Test", phone="08-1")
        self.happens(
            "sip_called", "2022-03-02 10:00", by="vc", to=["office"], caller="care_contact", sip="S-1"
        )
        return self

    def ready(self, when: str = NOTICE, to: Iterable[str] = ("office", "vc")) -> "Stay":
        """Utskrivningsklar."""
        self.happens("discharge_ready_sent", when, to=to)
        return self

    def discharged(self, when: str = END) -> "Stay":
        """Home."""
        acting = self.region.acting("ward", source="import")
        services.record_discharge(acting=acting, episode_id=self.id, at=at(when), to=DischargedTo.HOME)
        return self


def stay() -> Stay:
    """A patient admitted on 1 March 2022 in a municipality of the region of tests."""
    return Stay(build(start=at(ADMITTED)))


def administrator(region: Region) -> Acting:
    """Somebody who keeps agreements and amounts."""
    return replace(region.acting("management"), role=Role.ADMINISTRATOR)
