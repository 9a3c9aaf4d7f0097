"""Inskrivningsmeddelande, the doctor's judgement, and the expected discharge."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from actors.acting import Acting
from transitions.models import AdmissionNotice, Item
from transitions.rules.kinds import Certainty, ItemKind
from transitions.services.loading import transition
from transitions.services.writing import Invalid, Writing


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """What an inskrivningsmeddelande holds beyond the act's own content, with its ground (law.md 6.5)."""

    doctor_name: str
    basis: str = ""
    basis_by: str = ""
    function: str = ""
    housing: str = ""
    lives_alone: bool | None = None
    aids: str = ""
    next_of_kin: str = ""
    interpreter: str = ""

    @property
    def beyond_the_act(self) -> bool:
        """Something is filled in that the act does not make a duty to send."""
        return self.lives_alone is not None or any(
            (self.function, self.housing, self.aids, self.next_of_kin, self.interpreter)
        )


@transition
def assess_need(*, acting: Acting, episode_id: int, at: datetime, note: str = "") -> Item:
    """The treating doctor judges, later than at admission, that insatser may be needed (LUS 2:3)."""
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.NEED_ASSESSED, at=at)
    writing.put(note=note)
    return writing.close()


@transition
def send_admission_notice(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    to: Iterable[int],
    expected_discharge: date | None,
    certainty: Certainty | None = None,
    content: NoticeContent | None = None,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Send the inskrivningsmeddelande to the units concerned (LUS 2:1–2:4).

    `to` are unit ids. What goes beyond the act needs a ground. Raises Invalid: `no_receiver`,
    `no_expected_discharge` (the act's content), `no_ground`, `date_before_admission`.
    """
    receivers = list(to)
    if not receivers:
        raise Invalid("no_receiver", "Välj minst en mottagare.", "to")
    if expected_discharge is None and not acting.importing:
        raise Invalid("no_expected_discharge", "Ange beräknad utskrivning.", "expected_discharge")
    if content is not None and content.beyond_the_act and not content.basis:
        raise Invalid(
            "no_ground",
            "Ange samtycke eller menprövning, eller ta bort uppgifterna som inte är en skyldighet att skicka.",
            "basis",
        )
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.ADMISSION_NOTICE_SENT, at=at, version=version
    )
    data: dict[str, Any] = {}
    if expected_discharge is not None:
        data["expected_discharge"] = expected_discharge.isoformat()
    if certainty is not None:
        data["certainty"] = str(certainty)
    item = writing.put(to=receivers, data=data, note=note)
    if content is not None:
        fields = {name: getattr(content, name) for name in content.__slots__}
        AdmissionNotice.objects.create(item=item, **fields)
    writing.close()
    return item


@transition
def change_expected_discharge(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    expected_discharge: date,
    certainty: Certainty,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Tell every unit the new expected discharge (LUS 2:4; T5); each must acknowledge it."""
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.EXPECTED_DISCHARGE_CHANGED, at=at, version=version
    )
    writing.put(
        data={"expected_discharge": expected_discharge.isoformat(), "certainty": str(certainty)}, note=note
    )
    return writing.close()
