"""Home care is told of every home-coming: by itself, and by an order when insatser change (T8)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from core.invalid import Invalid
from transitions import permissions
from transitions.locks import lock_episode
from transitions.models import Addressee, HomeCareService, Item
from transitions.rules.fields import NOTE, carrier
from transitions.rules.kinds import ItemKind
from transitions.rules.present_support import Support
from transitions.rules.reception import helping_team
from transitions.selectors.chains import chain as chain_of
from transitions.services.loading import transition
from transitions.services.writing import Writing

Slot = HomeCareService.Slot


def present_providers(patient_id: int) -> list[HomeCareService]:
    """The providers who help a patient at home now, one row for each part of the day; one query."""
    return list(
        HomeCareService.objects.filter(patient_id=patient_id, until__isnull=True).select_related("unit")
    )


@transition
def report_services(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    providers: Iterable[int],
    slots: Mapping[int, Iterable[str]] | None = None,
    extent: str = "",
    support: Iterable[Support] = (),
    aids: str = "",
    at_unit: str | None = None,
    asked: Iterable[str] = (),
    note: str = "",
    version: int | None = None,
) -> Item:
    """Say who the present home-care providers are, or that there are none (T24).

    `providers` are unit ids; `slots` says for each which parts of the day. What is said replaces what was known.
    `at_unit` is the code of the unit that said it, when another one writes it down (contracts/events.md). `asked` are
    the parts of the day that were asked about: those without a provider are none, the others are not known. `support`,
    `extent` and `aids` go back to the ward, so that it need not ask.
    """
    named = list(dict.fromkeys(providers))
    found = actors.units_by_id(named)
    if len(found) != len(named):
        raise Invalid("unknown_unit", "Välj utförare som finns i listan.", "providers")
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.SERVICES_REPORTED, at=at, version=version
    )
    data: dict[str, Any] = {"providers": [found[unit].code for unit in named], "extent": extent}
    told = sorted({str(one) for one in support})
    if told:
        data["support"] = told
    if aids:
        data["aids"] = aids
    if at_unit is not None:
        data["at_unit"] = at_unit
    parts = list(asked)
    if parts:
        data["asked"] = parts
    writing.put(data=data, note=note)
    wanted = {
        (unit, slot)
        for unit in named
        for slot in (slots or {}).get(unit) or [_slot_of(str(found[unit].kind))]
    }
    standing = HomeCareService.objects.filter(patient_id=writing.episode.patient_id, until__isnull=True)
    for row in standing:
        if (row.unit_id, row.slot) in wanted:
            wanted.discard((row.unit_id, row.slot))
        else:
            row.until = max(at, row.since)
            row.save(update_fields=["until"])
    for unit, slot in sorted(wanted):
        HomeCareService.objects.create(
            patient_id=writing.episode.patient_id, unit_id=unit, slot=slot, extent=extent[:200], since=at
        )
    return writing.close()


def _slot_of(kind: str) -> str:
    return {"night_patrol": Slot.NIGHT, "alarm": Slot.ALARM, "home_reception_team": Slot.RECEPTION}.get(
        kind, Slot.DAY
    )


@transition
def order_home_care(
    *,
    acting: Acting,
    episode_id: int,
    at: datetime,
    to: Iterable[int],
    starts_at: datetime | None,
    cause: str = "order",
    meets: str = "",
    key: str = "",
    medicines: str = "",
    note: str = "",
    version: int | None = None,
) -> Item:
    """Tell home-care providers that the person comes home, and from when help is needed.

    `meets`: who meets in the home; `key`: who has key or code; `medicines`: what the ward sends along (T8, T10).
    Raises Invalid: `no_receiver`, `no_start`.
    """
    receivers = list(to)
    if not receivers:
        raise Invalid("no_receiver", "Välj minst en utförare.", "to")
    if starts_at is None and not acting.importing:
        raise Invalid("no_start", "Ange från när insatserna behövs.", "starts_at")
    if not acting.importing:  # history also holds what the system told of by itself, in the ward's name
        permissions.require(acting, permissions.ORDER_HOME_CARE)
    writing = Writing(
        acting=acting, episode_id=episode_id, kind=ItemKind.HOME_CARE_NOTIFIED, at=at, version=version
    )
    data: dict[str, Any] = {"cause": cause}
    if starts_at is not None:
        data["starts_at"] = starts_at.isoformat()
    data |= {
        name: text.strip()
        for name, text in (("meets", meets), ("key", key), ("medicines", medicines))
        if text.strip()
    }
    writing.put(to=receivers, data=data, note=note)
    return writing.close()


@transition
def notify_home_care(*, acting: Acting, episode_id: int, cause_item_id: int, at: datetime) -> Item | None:
    """Tell every present provider of what has happened, with nobody at the office needed (T8).

    Called by the worker for the ward's changed date, utskrivningsklar, withdrawal and discharge, and when
    providers are named after that. Those who got an order count as present, and the team that is to receive the
    person. Each provider is told once of each cause, however often it is called. Returns None when the
    providers are not known (the handläggare then has a task), when there are none, and when all have been told.
    """
    episode = lock_episode(acting, episode_id)
    permissions.require(acting, ItemKind.HOME_CARE_NOTIFIED, episode)
    cause = Item.objects.get(pk=cause_item_id, episode=episode)
    told = Addressee.objects.filter(
        item__episode=episode,
        item__kind=ItemKind.HOME_CARE_NOTIFIED,
        item__data__cause_item=cause.pk,
        named=True,
    )
    ordered = Addressee.objects.filter(
        item__episode=episode, item__kind=ItemKind.HOME_CARE_NOTIFIED, item__data__cause="order", named=True
    )
    present = {row.unit_id for row in present_providers(episode.patient_id)}
    team = helping_team(chain_of(episode))
    concerned = present | set(ordered.values_list("unit_id", flat=True)) | ({team} if team else set())
    units = sorted(concerned - set(told.values_list("unit_id", flat=True)))
    if not units:
        return None
    writing = Writing(acting=acting, episode_id=episode_id, kind=ItemKind.HOME_CARE_NOTIFIED, at=at)
    data: dict[str, Any] = {"cause": str(cause.kind), "cause_item": cause.pk}
    starts = _home_at(cause)
    if starts is not None:
        data["starts_at"] = starts.isoformat()
    for name in ("expected_discharge", "certainty", "to"):
        if name in cause.data:
            data[f"cause_{name}"] = cause.data[name]
    # What the ward wrote for everybody goes along, on the ground that carried it there; why somebody is, or is no
    # longer, utskrivningsklar does not.
    shared = cause.kind in (ItemKind.EXPECTED_DISCHARGE_CHANGED, ItemKind.DISCHARGED)
    writing.put(
        to=units,
        data=data,
        note=cause.note if shared else "",
        carriers={NOTE: carrier(ItemKind(cause.kind), NOTE)},
    )
    return writing.close()


def _home_at(cause: Item) -> datetime | None:
    """From when help is needed, when the cause says so: at discharge, at once."""
    return cause.at if cause.kind == ItemKind.DISCHARGED and cause.data.get("to") == "home" else None
