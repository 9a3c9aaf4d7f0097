"""A form that sends: it says before anything is sent which fields go to whom on what ground."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from actors.names import names_for_patient
from core.conflicts import Conflict
from core.invalid import Invalid
from transitions.forms.base import CaseForm
from transitions.locks import NotFound
from transitions.models import Addressee
from transitions.presenters.preview import receivers
from transitions.presenters.sending import field_grounds, sending_lines
from transitions.rules.audience import addressees
from transitions.rules.kinds import ItemKind, Protection, Scope
from transitions.rules.standing import Standing
from transitions.rules.tasks import HOME_EVENTS
from transitions.selectors import cases
from transitions.selectors.chains import chain as chain_of
from transitions.selectors.consents import standing_of
from transitions.selectors.reaching import written_after
from transitions.services.previewing import dry_run
from transitions.views.base import CaseFormView


class SendingView(CaseFormView):
    """A `CaseFormView` whose act is an item. `sends` maps the form's fields to the item's, as they are shown."""

    sends: ClassVar[dict[str, str]] = {}
    kind: ClassVar[ItemKind | None] = None
    """The item's kind, where the action has another name."""

    def sent_fields(self) -> dict[str, str]:
        """What of `sends` this form asks for: by default all."""
        return self.sends

    @property
    def item_kind(self) -> ItemKind:
        """The kind of what is sent."""
        return self.kind or ItemKind(self.action)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it; or, for *Visa hur mottagaren ser det*, show what each receiver would read and send nothing."""
        if "preview" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.check_permission()
        form = self.form_class(request.POST, request.FILES or None, **self.form_kwargs())
        if not form.is_valid():
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        before = cases.latest_item_id(acting=self.acting, episode=self.episode)
        try:
            rows = dry_run(
                lambda: self.perform(form, form.cleaned_data["version"]),
                lambda: written_after(acting=self.acting, episode_id=self.episode.pk, item_id=before),
            )
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
            return self.page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as conflict:
            return self.conflict(form, conflict)
        except NotFound as error:
            raise Http404 from error
        self._preview = self._shown(rows)
        return self.page(form)

    def _shown(self, rows: list[Addressee]) -> dict[str, Any]:
        told = self.item_kind in HOME_EVENTS
        protected = self.episode.patient.protection != Protection.NONE
        providers = cases.present_providers(self.episode.patient_id) if told else []
        return {
            "receivers": receivers(rows, now=self.now, names=names_for_patient(), opened=not protected),
            "home": sorted({row.unit.name for row in providers}),
            "person": self.episode.patient.name,
            "protected": protected,
        }

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
            self.item_kind, chain, named=self.named(chain.notified_units), by_id=self.acting.unit_id
        )
        return {unit.id: unit.name for unit in cases.parties(self.episode) if unit.id in reached}

    def named(self, notified: frozenset[int]) -> frozenset[int]:
        """Those whom the sender names: by default none beyond the rule's."""
        return frozenset()

    def context(self) -> dict[str, Any]:
        """The lines of what is sent."""
        kind = self.item_kind
        return {
            **super().context(),
            "preview": getattr(self, "_preview", None),
            "second": "Visa hur mottagaren ser det",
            "second_name": "preview",
            "sends_identity": kind is ItemKind.ADMISSION_NOTICE_SENT,
            "consents_url": reverse("consents", args=[self.episode.public_id]),
            "sending": sending_lines(
                kind, self.sent_fields().values(), self.reaching(), standing=self.standing, at=self.now
            ),
        }

    def reaching(self) -> dict[int, str]:
        """The receivers, asked for once."""
        if not hasattr(self, "_reached"):
            self._reached = self.receivers()
        return self._reached

    def page(self, form: CaseForm, **kwargs: Any) -> HttpResponse:
        """Each field carries its ground as it stands now."""
        grounds = field_grounds(
            self.item_kind, self.sent_fields().values(), self.reaching(), standing=self.standing, at=self.now
        )
        form.GROUNDS = {name: grounds[sent] for name, sent in self.sent_fields().items()}
        return super().page(form, **kwargs)
