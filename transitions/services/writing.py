"""The one way in which an item is written. Every transition of the app goes through `Writing`.

The order is the architecture's: lock, permission, rule, save, history, audit, outbox. A transition opens a
`Writing`, puts its item and its own rows, and closes it; the rest is here, once.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from core import audit, clock, outbox, versions
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions import permissions
from transitions.locks import lock_episode
from transitions.models import Addressee, Item, Party
from transitions.rules import actions
from transitions.rules import fields as field_rules
from transitions.rules.audience import addressees
from transitions.rules.chain import Fact
from transitions.rules.fields import Carrier
from transitions.rules.kinds import Ground, ItemKind
from transitions.rules.standing import Standing
from transitions.rules.verdicts import Verdict
from transitions.selectors.chains import chain as chain_of
from transitions.selectors.chains import fact_of, party_value
from transitions.selectors.consents import standing_of
from transitions.services import loading
from transitions.services.state import store_state


class Writing:
    """One transition on one locked episode. Opened inside `atomic()`, closed by `close()`.

    `version` is what the page was drawn from: if the chain has gone on since, Conflict("stale") says with what.
    """

    def __init__(
        self, *, acting: Acting, episode_id: int, kind: ItemKind, at: datetime, version: int | None = None
    ) -> None:
        self.acting, self.at, self.kind = acting, at, kind
        self.load = loading.current(acting)
        if self.load is not None:
            self.episode, self.chain = self.load.open(acting, episode_id)
        else:
            self.episode = lock_episode(acting, episode_id)
        permissions.require(acting, kind)
        if self.load is None:
            self.chain = chain_of(self.episode)
        self.items: list[Item] = []
        self._standing: Standing | None = None
        # Before whose act it is: a ward that the person has just left is told so, not that it may not.
        if version is not None and version != self.episode.version:
            raise Conflict(Verdict.no("stale", version=self.episode.version), current=self._current())
        permissions.require(acting, kind, self.episode)

    @property
    def standing(self) -> Standing:
        """What the person has said, and what has been assessed, as it is at this write."""
        if self._standing is None:
            self._standing = standing_of(self.episode)
        return self._standing

    @standing.setter
    def standing(self, value: Standing) -> None:
        """Let what this write sends rest on what this write records."""
        self._standing = value

    def _current(self) -> dict[str, Any]:
        """What a refusal tells of the state: codes and numbers, nothing of the person."""
        return {"phase": str(self.chain.phase), "version": self.episode.version}

    def verdict(self, kind: ItemKind, moment: datetime) -> Verdict:
        """What the rule says of the act on the chain as it stands."""
        return actions.can(kind, self.chain, moment)

    def _ask(self, kind: ItemKind, moment: datetime) -> None:
        verdict = actions.can(kind, self.chain.until(moment), moment)
        if verdict.allowed and not self.acting.importing:
            # Somebody who was later at the door may have been first at the lock: what stands now decides too.
            verdict = actions.can(kind, self.chain, moment)
        if verdict.allowed:
            verdict = actions.fits(kind, self.chain, moment)
        if verdict.allowed:
            return
        if verdict.impossible or not self.acting.importing:
            raise Conflict(verdict, current=self._current())

    def put(
        self,
        *,
        to: Iterable[int] = (),
        data: Mapping[str, Any] | None = None,
        derived: Mapping[str, Any] | None = None,
        note: str = "",
        kind: ItemKind | None = None,
        at: datetime | None = None,
        ground: Ground | None = None,
        beside: Iterable[str] = (),
        carriers: Mapping[str, Carrier] | None = None,
    ) -> Item:
        """Store an item with its addressees and parties. `to` are the units that the sender names.

        `derived` is what the system adds to the sender's `data`: it does not tell two items apart. `beside` names the
        fields filled in that are stored in rows of their own; `carriers` what carries a field here, when that is
        another message's. A field without a standing ground for a unit is not sent to it (`rules.fields`). `at`: when
        it happened, if that was before what the writing is about.

        Raises Conflict with the rule's code, or `repeated` when the same item stands there already, or
        `changed` when it does with other content (contracts/events.md).
        """
        kind = kind or self.kind
        moment = at or self.at
        named = frozenset(to)
        content = dict(data or {})
        key = self._key(kind, moment, content, named)
        digest = _hash([content, note])
        known = self._known(key)
        if known is not None:
            raise Conflict(Verdict.no("repeated" if known == digest else "changed"))
        self._ask(kind, moment)
        self._add_parties({*named, self.acting.unit_id})
        item = Item(
            episode=self.episode,
            kind=kind,
            at=moment,
            recorded_at=clock.now(),
            by_unit_id=self.acting.unit_id,
            author_id=self.acting.user_id,
            author_name=self.acting.user_name,
            note=note,
            data={**content, **(derived or {})},
            key=key,
            content_hash=digest,
        )
        grounds = addressees(kind, self.chain, named=named, by_id=self.acting.unit_id)
        filled = [*item.data, *beside, *([field_rules.NOTE] if note else [])]
        withheld = self._withheld(kind, filled, grounds, carriers or {})
        rows = [
            Addressee(
                unit_id=unit, ground=ground or by_rule, named=unit in named, withheld=withheld.get(unit, [])
            )
            for unit, by_rule in grounds.items()
        ]
        if self.acting.unit_id in named:
            receipt = _own_receipt(self.acting, self.at)
            rows.append(Addressee(unit_id=self.acting.unit_id, ground=Ground.OWN, named=True, **receipt))
        self._store(item, rows)
        self.items.append(item)
        self._grow(fact_of(item, rows))
        return item

    def _withheld(
        self, kind: ItemKind, filled: Iterable[str], units: Iterable[int], carriers: Mapping[str, Carrier]
    ) -> dict[int, list[str]]:
        """The fields that are not sent, by unit. History was sent by another system: nothing is held back."""
        if self.acting.importing:
            return {}
        fields = {name: carriers.get(name) or field_rules.carrier(kind, name) for name in filled}
        if not field_rules.depend_on_the_person(fields.values()):
            return {}
        return {
            unit: list(field_rules.withheld(fields, kind, standing=self.standing, unit=unit, at=self.at))
            for unit in units
        }

    def _known(self, key: str) -> str | None:
        if self.load is not None:
            return self.load.known(key)
        return Item.objects.filter(key=key).values_list("content_hash", flat=True).first()

    def _store(self, item: Item, rows: list[Addressee]) -> None:
        if self.load is not None:
            self.load.add_item(item, rows)
            return
        item.save(force_insert=True)
        for row in rows:
            row.item = item
        Addressee.objects.bulk_create(rows)

    def acknowledge(self, item_ids: Sequence[int], unit_id: int, *, name: str = "") -> None:
        """The unit's receipt on these items, at the moment of the transition.

        By the acting one; `name` is another's, when the receipt was given by hand and is entered here.
        """
        name = name or self.acting.user_name
        if self.load is not None:
            self.load.acknowledge(item_ids, unit_id, self.at, name)
        else:
            rows = Addressee.objects.filter(item_id__in=item_ids, unit_id=unit_id)
            rows.update(acknowledged_at=self.at, acknowledged_by=name)
        self.chain = loading.acknowledged(self.chain, item_ids, unit_id, self.at)

    def cancel(self, fact: Fact) -> None:
        """The fact counts no more from now on; its item stands."""
        if self.load is not None:
            self.load.cancel(fact.id, self.at)
        else:
            Item.objects.filter(pk=fact.id).update(cancelled_at=self.at)
        self.chain = loading.cancelled(self.chain, fact.id)

    def _key(
        self, kind: ItemKind, moment: datetime, content: Mapping[str, Any], named: frozenset[int]
    ) -> str:
        told_apart_by = [content.get(name) for name in ("of", "at_unit", "sip", "deviation", "to")]
        # Added later: the keys of kinds without it are as they were.
        told_apart_by += [content[name] for name in ("point", "task") if name in content]
        # A point changes its owner when the person changes ward: it is the same point all the same.
        to = [] if "point" in content else sorted(named)
        return _hash([self.episode.pk, kind, moment.timestamp(), self.acting.unit_id, told_apart_by, to])

    def _add_parties(self, unit_ids: Iterable[int]) -> None:
        new = {unit for unit in unit_ids if unit not in self.chain.parties}
        if not new:
            return
        found = self.load.units(new) if self.load is not None else actors.units_by_id(new)
        # Practice and real cases are kept apart; a trigger on the table says so again.
        apart = self.acting.source in ("web", "api") and any(
            unit.practice is not self.acting.practice for unit in found.values()
        )
        if apart or len(found) != len(new):
            raise Invalid("unknown_unit", "Välj en mottagare som finns i listan över enheter.", "to")
        rows = [Party(episode=self.episode, unit_id=unit, since=self.at) for unit in sorted(new)]
        if self.load is not None:
            self.load.add_parties(rows)
        else:
            Party.objects.bulk_create(rows, ignore_conflicts=True)
        parties = {**self.chain.parties, **{unit.id: party_value(unit) for unit in found.values()}}
        self.chain = replace(self.chain, parties=parties)

    def _grow(self, fact: Fact) -> None:
        self.chain = self.chain.with_facts([*self.chain.facts, fact])

    def close(self) -> Item:
        """Derive the state and the tasks anew, write audit and outbox. Returns the last item.

        A batch derives the state at its end; one of history is one row of audit.
        """
        if self.load is not None:
            self.load.keep(self.episode.pk, self.chain, self.at)
            if not self.load.live:
                return self.items[-1]
        else:
            store_state(self.episode, self.chain, at=self.at, importing=self.acting.importing)
        for item in self.items:
            # The log's own time is when it was written; the act's is when the server received it.
            told = {"episode": (None, self.episode.pk), "at": (None, item.at)}
            audit.record(self.acting, f"item.{item.kind}", item, told)
            outbox.emit(
                f"item.{item.kind}",
                case=self.episode.pk,
                payload={"item": item.pk, "episode": self.episode.pk},
                acting=self.acting,
            )
        if not self.acting.importing:
            versions.bump(self.chain.parties)
        return self.items[-1]


def _own_receipt(acting: Acting, at: datetime) -> dict[str, Any]:
    return {"acknowledged_at": at, "acknowledged_by": acting.user_name}


def _hash(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
