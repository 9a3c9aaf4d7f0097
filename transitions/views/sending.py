"""A form that sends: it says before anything is sent which fields go to whom on what ground."""

from typing import Any, ClassVar

from django.urls import reverse

from transitions.forms.base import CaseForm
from transitions.presenters.sending import field_grounds, sending_lines
from transitions.rules.audience import addressees
from transitions.rules.kinds import ItemKind, Scope
from transitions.rules.standing import Standing
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.selectors.consents import standing_of
from transitions.views.base import CaseFormView


class SendingView(CaseFormView):
    """A `CaseFormView` whose act is an item. `sends` maps the form's fields to the item's, as they are shown."""

    sends: ClassVar[dict[str, str]] = {}

    @property
    def standing(self) -> Standing:
        """What the person has said, and what has been assessed."""
        if not hasattr(self, "_standing"):
            self._standing = standing_of(self.episode)
        return self._standing

    @property
    def refuses(self) -> bool:
        """The person has said no to more than the duties."""
        return self.standing.says_no(Scope.INFORMATION, self.now)

    def receivers(self) -> dict[int, str]:
        """The units that the message will reach, with their names."""
        chain = chain_of(self.episode)
        reached = addressees(
            ItemKind(self.action), chain, named=self.named(chain.notified_units), by_id=self.acting.unit_id
        )
        return {unit.id: unit.name for unit in cases.parties(self.episode) if unit.id in reached}

    def named(self, notified: frozenset[int]) -> frozenset[int]:
        """Those whom the sender names: by default none beyond the rule's."""
        return frozenset()

    def context(self) -> dict[str, Any]:
        """The lines of what is sent."""
        kind = ItemKind(self.action)
        return {
            **super().context(),
            "sends_identity": kind is ItemKind.ADMISSION_NOTICE_SENT,
            "consents_url": reverse("consents", args=[self.episode.public_id]),
            "sending": sending_lines(
                kind, self.sends.values(), self.reaching(), standing=self.standing, at=self.now
            ),
        }

    def reaching(self) -> dict[int, str]:
        """The receivers, asked for once."""
        if not hasattr(self, "_reached"):
            self._reached = self.receivers()
        return self._reached

    def page(self, form: CaseForm, **kwargs: Any) -> Any:
        """Each field carries its ground as it stands now."""
        grounds = field_grounds(
            ItemKind(self.action), self.sends.values(), self.reaching(), standing=self.standing, at=self.now
        )
        form.GROUNDS = {name: grounds[sent] for name, sent in self.sends.items()}
        return super().page(form, **kwargs)
