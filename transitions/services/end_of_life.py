"""Near the end of life: the flag with its doctor and decisions, and a death after the discharge (T31)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from actors.acting import Acting
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.models import Item
from transitions.rules.end_of_life import Decided, KinInformed, standing
from transitions.rules.kinds import ItemKind
from transitions.rules.limits import local_date
from transitions.rules.verdicts import Verdict
from transitions.services.loading import transition
from transitions.services.writing import Writing


@dataclass(frozen=True, slots=True)
class EndOfLife:
    """What is known. `decided_by`: the doctor; `talked_on`: a local date; `doctor`: who answers round the clock."""

    decided_by: str
    talked_on: date
    talked_by: str
    informed: KinInformed
    doctor: str = ""
    doctor_phone: str = ""
    decisions: tuple[Decided, ...] = ()
    call_first: str = ""


@transition
def state_end_of_life(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    known: EndOfLife,
    to: Iterable[int] = (),
    note: str = "",
    version: int | None = None,
) -> Item:
    """Set the flag, or say what is new: the latest word holds.

    Raises Invalid: `no_doctor` (who decided), `no_talk`, `talk_later`, `contradiction`, `half_a_doctor`.
    """
    if not known.decided_by.strip():
        raise Invalid("no_doctor", "Ange läkaren som har beslutat.", "decided_by")
    if not known.talked_by.strip():
        raise Invalid("no_talk", "Ange läkaren som höll brytpunktssamtalet.", "talked_by")
    if known.talked_on > local_date(at):
        raise Invalid("talk_later", "Samtalet kan inte ligga framåt i tiden. Rätta dagen.", "talked_on")
    if {Decided.NO_HOSPITAL, Decided.HOSPITAL_OPEN} <= set(known.decisions):
        raise Invalid("contradiction", "Välj antingen inte till sjukhus eller öppen retur.", "decisions")
    if bool(known.doctor.strip()) is not bool(known.doctor_phone.strip()):
        field = "doctor_phone" if known.doctor.strip() else "doctor"
        raise Invalid("half_a_doctor", "Ange både läkaren och direktnumret.", field)
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.END_OF_LIFE_STATED, at=at, version=version
    )
    data = {
        "decided_by": known.decided_by.strip(),
        "talked_on": known.talked_on.isoformat(),
        "talked_by": known.talked_by.strip(),
        "informed": str(known.informed),
        "doctor": known.doctor.strip(),
        "doctor_phone": known.doctor_phone.strip(),
        "decisions": [str(one) for one in Decided if one in known.decisions],
        "call_first": known.call_first.strip(),
    }
    writing.put(
        to=set(to) - {acting.unit_id}, data={name: value for name, value in data.items() if value}, note=note
    )
    return writing.close()


@transition
def end_end_of_life(
    *, acting: Acting, episode_id: int, at: datetime, reason: str, version: int | None = None
) -> Item:
    """The flag holds no more. Raises Invalid("no_reason"), Conflict("no_flag")."""
    if not reason.strip():
        raise Invalid("no_reason", "Skriv varför det inte gäller längre.", "note")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.END_OF_LIFE_STATED, at=at, version=version
    )
    if standing(writing.chain) is None:
        raise Conflict(Verdict.no("no_flag"))
    writing.put(data={"ended": True}, note=reason.strip())
    return writing.close()


@transition
def tell_death_at_home(
    *, acting: Acting, episode_id: int, at: datetime, on: date, note: str = "", version: int | None = None
) -> Item:
    """The person has died after the discharge: everybody who helps is told, and the tasks end.

    Raises Invalid: `later`, `before_home`. Conflict: `not_home_yet`, `patient_deceased`.
    """
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.DIED_AT_HOME, at=at, version=version
    )
    if on > local_date(at):
        raise Invalid("later", "Dagen kan inte ligga framåt i tiden. Rätta dagen.", "on")
    end = writing.chain.end
    if end is not None and on < local_date(end.at):
        raise Invalid("before_home", "Dagen ligger före utskrivningen. Rätta dagen.", "on")
    writing.put(data={"on": on.isoformat()}, note=note)
    return writing.close()
