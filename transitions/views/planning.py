"""Pages of the planning that several units share: the colour track."""

from typing import Any, ClassVar

from transitions import services
from transitions.forms.base import CaseForm
from transitions.forms.planning import TrackForm
from transitions.rules.kinds import ItemKind
from transitions.rules.tracks import Track, track_of
from transitions.selectors.chains import chain as chain_of
from transitions.views.sending import SendingView


class SetTrackView(SendingView):
    """Färgspår."""

    action = ItemKind.TRACK_SET
    form_class: ClassVar[type[CaseForm]] = TrackForm
    sends: ClassVar = {"track": "track", "note": "note"}
    heading = "Välj färgspår"
    intro = (
        "Färgen säger hur mycket personen behöver, och vilka av de åtta stegen som gäller. "
        "Blått och grått spår registrerar också att SIP inte behövs."
    )
    submit = "Spara färgspåret"
    success = "Färgspåret är sparat."

    def form_kwargs(self) -> dict[str, Any]:
        """Whether a colour stands already."""
        return {"changes": track_of(chain_of(self.episode)) is not None}

    def initial(self) -> dict[str, Any]:
        """The colour in force."""
        return {"track": track_of(chain_of(self.episode)) or ""}

    def perform(self, form: Any, version: int) -> None:
        """Set it."""
        services.set_track(
            acting=self.acting,
            episode_id=self.episode.pk,
            at=self.now,
            track=Track(form.cleaned_data["track"]),
            note=form.cleaned_data["note"],
            version=version,
        )
