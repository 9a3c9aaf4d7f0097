"""Fast vårdkontakt, and whether the region's open care can do its part."""

from datetime import datetime

from actors.acting import Acting
from core.invalid import Invalid
from transitions.models import CareContact, Item
from transitions.rules.kinds import ItemKind
from transitions.services.loading import transition
from transitions.services.writing import Writing

OPEN_CARE_KINDS = frozenset(
    {ItemKind.OPEN_CARE_AVAILABLE, ItemKind.OPEN_CARE_UNAVAILABLE, ItemKind.OPEN_CARE_UNCLEAR}
)


@transition
def appoint_care_contact(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    name: str,
    phone: str = "",
    note: str = "",
    version: int | None = None,
) -> Item:
    """Appoint the fast vårdkontakt, by name and direct number (LUS 2:5; T7).

    Raises Invalid: `no_name`, `no_phone`.
    """
    name, phone = name.strip(), phone.strip()
    if not name:
        raise Invalid("no_name", "Ange namnet på den fasta vårdkontakten.", "name")
    if not phone and not acting.importing:
        raise Invalid("no_phone", "Ange ett direktnummer.", "phone")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.CARE_CONTACT_APPOINTED, at=at, version=version
    )
    item = writing.put(data={"name": name, "phone": phone}, note=note)
    if sum(fact.kind is ItemKind.CARE_CONTACT_APPOINTED for fact in writing.chain.facts) > 1:
        CareContact.objects.filter(episode=writing.episode, current=True).update(current=False)
    CareContact.objects.create(item=item, episode=writing.episode, name=name, phone=phone)
    return writing.close()


@transition
def record_open_care(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    kind: ItemKind,
    note: str = "",
    version: int | None = None,
) -> Item:
    """Say whether the open care's insatser are available, are not, or that it is not clear (LUS 5:5)."""
    if kind not in OPEN_CARE_KINDS:
        raise ValueError(kind)
    writing = Writing(acting=acting, episode_id=episode_id, kind=kind, at=at, version=version)
    writing.put(note=note)
    return writing.close()
