"""Many transitions by the batch: the same services, their rows written together and the state derived once a chain.

An event file of fifty thousand lines goes through the services of the pages, and so do the receipts of a whole list.
Inside `loading()` what `Writing` puts is kept in memory and stored at the end of the batch; the rules ask the chain,
which already holds it. History (`live=False`) is one row of audit and told to nobody; what a person does now is written
down and told item by item, as it is without a batch.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

from actors import selectors as actors
from actors.acting import Acting
from actors.selectors import UnitRef
from core import scope
from core.sorting import swedish_sort_key
from transitions.locks import NotFound, lock_episodes
from transitions.models import Addressee, CareEpisode, Item, Party, Patient, PatientRegistration
from transitions.rules.chain import Chain
from transitions.selectors.chains import chains as chains_of
from transitions.selectors.chains import party_value, stay_of
from transitions.services.state import Derived, store_states

P = ParamSpec("P")
R = TypeVar("R")
Value = TypeVar("Value")

ROWS = 500
NUMBERS = 500


class Load:
    """What a batch has written and not yet stored. `live`: it is done now, not history."""

    def __init__(self, *, live: bool = False) -> None:
        self.live = live
        self._episodes: dict[int, CareEpisode] = {}
        self._chains: dict[int, Chain] = {}
        self._keys: dict[str, str] = {}
        self._items: dict[int, Item] = {}
        self._addressees: dict[tuple[int, int], Addressee] = {}
        self._parties: list[Party] = []
        self._receipts: list[tuple[list[int], int, datetime, str]] = []
        self._touched: dict[int, datetime] = {}
        self._units: dict[int, UnitRef] = {}
        self._numbers: dict[str, list[int]] = {}
        self._patients: dict[int, Patient] = {}
        self._registrations: dict[int, PatientRegistration] = {}
        self._undo: list[Callable[[], object]] = []

    @contextmanager
    def line(self, *, rows: bool) -> Iterator[None]:
        """One call of a service. When it fails, what it put is taken back.

        `rows`: the service also stores rows itself, so that the database has something to take back.
        """
        self._undo.clear()
        try:
            with transaction.atomic() if rows else nullcontext():
                yield
        except BaseException:
            for undo in reversed(self._undo):
                undo()
            raise

    def prefetch(self, acting: Acting, episode_ids: Iterable[int]) -> None:
        """Lock the episodes that the batch is about, in order of pk, and read their chains together."""
        new = [pk for pk in episode_ids if pk not in self._episodes]
        if not new:
            return
        for episode in lock_episodes(acting, new):
            self._episodes[episode.pk] = episode
        found = [self._episodes[pk] for pk in new if pk in self._episodes]
        self._chains.update(chains_of(found))
        rows = Item.objects.filter(episode_id__in=[episode.pk for episode in found])
        self._keys.update(rows.values_list("key", "content_hash"))

    def open(self, acting: Acting, episode_id: int) -> tuple[CareEpisode, Chain]:
        """The locked episode and its chain as the batch has made it. Raises NotFound."""
        self.prefetch(acting, [episode_id])
        if episode_id not in self._episodes:
            raise NotFound
        return self._episodes[episode_id], self._chains[episode_id]

    def admit(self, episode: CareEpisode, party: Party, at: datetime) -> None:
        """A new episode, its row stored already, and its ward."""
        self._episodes[episode.pk] = episode
        parties = {unit.id: party_value(unit) for unit in self.units({party.unit_id}).values()}
        self._undo.append(lambda: self._episodes.pop(episode.pk, None))
        self.keep(
            episode.pk, Chain(episode.admitted_at, episode.admitted_to_id, parties, (), stay_of(episode)), at
        )
        self.add_parties([party])

    def add_patient(self, patient: Patient, registration: PatientRegistration) -> None:
        """A patient whom nobody has told of before, with the first registration."""
        patient.pk = registration.patient_id = self._number(Patient._meta.db_table)
        patient.sort_key = swedish_sort_key(patient.name)[:255]
        self._patients[patient.pk] = patient
        self._registrations[patient.pk] = registration
        self._undo.append(lambda: (self._patients.pop(patient.pk), self._registrations.pop(patient.pk)))

    def registered_in(self, patient_id: int) -> int | None:
        """Where a patient of this batch is registered; None for one that was stored before it."""
        held = self._registrations.get(patient_id)
        return held.organisation_id if held else None

    def number(self, patient_id: int) -> str | None:
        """The personal number of a patient of this batch; None for one that was stored before it."""
        held = self._patients.get(patient_id)
        return held.personal_number if held else None

    def known(self, key: str) -> str | None:
        """The content's check sum of an item with this key, or None."""
        return self._keys.get(key)

    def units(self, ids: Iterable[int]) -> dict[int, UnitRef]:
        """Units by id, each read once a batch."""
        wanted = set(ids)
        missing = wanted - self._units.keys()
        if missing:
            self._units.update(actors.units_by_id(missing))
        return {pk: self._units[pk] for pk in wanted if pk in self._units}

    def add_parties(self, rows: Iterable[Party]) -> None:
        """Units that came on a chain."""
        before = len(self._parties)
        self._parties.extend(rows)
        self._undo.append(lambda: self._parties.__delitem__(slice(before, None)))

    def add_item(self, item: Item, rows: Iterable[Addressee]) -> None:
        """An item with its addressees. Gives it its number, so that rows may refer to it at once."""
        item.pk = self._number(Item._meta.db_table)
        self._items[item.pk] = item
        self._keys[item.key] = item.content_hash
        self._undo.append(lambda: (self._items.pop(item.pk), self._keys.pop(item.key)))
        for row in rows:
            row.item_id = item.pk
            self._put_addressee(row)

    def _put_addressee(self, row: Addressee) -> None:
        key = (row.item_id, row.unit_id)
        self._addressees[key] = row
        self._undo.append(lambda: self._addressees.pop(key))

    def acknowledge(self, item_ids: Iterable[int], unit_id: int, at: datetime, by: str) -> None:
        """The unit's receipt on these items."""
        stored = []
        for item_id in item_ids:
            row = self._addressees.get((item_id, unit_id))
            if row is None:
                stored.append(item_id)
                continue
            before = (row.acknowledged_at, row.acknowledged_by)
            row.acknowledged_at, row.acknowledged_by = at, by
            self._undo.append(lambda row=row, before=before: _set_receipt(row, *before))  # type: ignore[misc]
        if stored:
            self._receipts.append((stored, unit_id, at, by))
            self._undo.append(self._receipts.pop)

    def cancel(self, item_id: int, at: datetime) -> None:
        """The item is struck out."""
        item = self._items.get(item_id)
        if item is None:
            Item.objects.filter(pk=item_id).update(cancelled_at=at)
        else:
            item.cancelled_at = at
            self._undo.append(lambda: setattr(item, "cancelled_at", None))

    def keep(self, episode_id: int, chain: Chain, at: datetime) -> None:
        """The chain as it now is; its state is derived when the batch is stored."""
        before, touched = self._chains.get(episode_id), self._touched.get(episode_id)
        self._chains[episode_id] = chain
        self._touched[episode_id] = max(at, touched) if touched else at
        self._undo.append(lambda: _restore(self._chains, episode_id, before))
        self._undo.append(lambda: _restore(self._touched, episode_id, touched))

    def store(self) -> None:
        """Store everything and derive the state of each chain that was touched. Few queries for many rows."""
        self.store_patients()
        Party.objects.bulk_create(self._parties, batch_size=ROWS, ignore_conflicts=True)
        Item.objects.bulk_create(self._items.values(), batch_size=ROWS)
        Addressee.objects.bulk_create(self._addressees.values(), batch_size=ROWS)
        together: dict[tuple[int, datetime, str], list[int]] = {}
        for items, unit_id, moment, by in self._receipts:
            together.setdefault((unit_id, moment, by), []).extend(items)
        for (unit_id, moment, by), items in together.items():
            standing = Addressee.objects.filter(item_id__in=items, unit_id=unit_id)
            standing.update(acknowledged_at=moment, acknowledged_by=by)
        touched = [Derived(self._episodes[pk], self._chains[pk], at) for pk, at in self._touched.items()]
        for start in range(0, len(touched), ROWS):
            store_states(touched[start : start + ROWS], importing=not self.live)
        buffers = (self._parties, self._receipts, self._items, self._addressees, self._touched, self._undo)
        for rows in buffers:
            rows.clear()

    def store_patients(self) -> None:
        """Store the patients so far, for a service that needs their rows."""
        patients = list(self._patients.values())
        Patient.objects.bulk_create(patients, batch_size=ROWS)
        Patient.history.bulk_history_create(patients, batch_size=ROWS)
        PatientRegistration.objects.bulk_create(self._registrations.values(), batch_size=ROWS)
        self._patients.clear()
        self._registrations.clear()

    def _number(self, table: str) -> int:
        """The next number of a table's own sequence: rows may refer to each other before they are stored."""
        numbers = self._numbers.setdefault(table, [])
        if not numbers:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [table, NUMBERS],
                )
                numbers.extend(sorted((row[0] for row in cursor.fetchall()), reverse=True))
        return numbers.pop()


_current: ContextVar[Load | None] = ContextVar("load", default=None)


def transition(service: Callable[P, R]) -> Callable[P, R]:
    """The transaction of a service: its own, or that of the batch in which it is called (`Load.line`)."""

    whole = scope.atomic(service)

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _current.get() is not None:
            return service(*args, **kwargs)
        return whole(*args, **kwargs)

    return run


def current(acting: Acting) -> Load | None:
    """The batch under way that the acting one writes in, or None."""
    load = _current.get()
    return load if load is not None and (acting.importing or load.live) else None


@contextmanager
def loading(*, live: bool = False) -> Iterator[Load]:
    """A batch: one transaction, stored at its end. An error in storing undoes all of it."""
    load = Load(live=live)
    token = _current.set(load)
    try:
        with transaction.atomic():
            yield load
            load.store()
    finally:
        _current.reset(token)


def acknowledged(chain: Chain, item_ids: Iterable[int], unit_id: int, at: datetime) -> Chain:
    """The chain with the unit's receipt on these items."""
    done = set(item_ids)
    facts = tuple(
        replace(fact, to={**fact.to, unit_id: at}) if fact.id in done else fact for fact in chain.facts
    )
    return replace(chain, facts=facts)


def cancelled(chain: Chain, item_id: int) -> Chain:
    """The chain with one fact struck out."""
    return replace(
        chain,
        facts=tuple(replace(fact, cancelled=True) if fact.id == item_id else fact for fact in chain.facts),
    )


def _set_receipt(row: Addressee, at: datetime | None, by: str) -> None:
    row.acknowledged_at, row.acknowledged_by = at, by


def _restore(rows: dict[int, Value], key: int, before: Value | None) -> None:
    if before is None:
        rows.pop(key, None)
    else:
        rows[key] = before
