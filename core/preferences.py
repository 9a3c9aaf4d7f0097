"""A person's own settings follow the person: stored by user, read once at log-in, carried in the session."""

from typing import Any, Final

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from core import appearance, clock
from core.appearance import Appearance
from core.models import Preference

TOUR_KEY: Final = "tour"
STEPS: Final = 5
"""Steps of the first-day tour."""


@receiver(user_logged_in, dispatch_uid="core.preferences.load")
def load(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """At log-in: what the person chose, on whatever computer."""
    row = Preference.objects.filter(pk=user.pk).first()
    if row is None:
        return
    if row.appearance:
        request.session[appearance.SESSION_KEY] = row.appearance
    if row.tour:
        request.session[TOUR_KEY] = row.tour


def save(request: HttpRequest, chosen: Appearance) -> None:
    """Keep what the person has chosen, from now on and at the next log-in."""
    request.session[appearance.SESSION_KEY] = chosen.encoded()
    Preference.objects.update_or_create(
        user_id=_who(request), defaults={"appearance": chosen.encoded(), "changed_at": clock.now()}
    )


def tour_step(request: HttpRequest) -> int:
    """The step of the first-day tour to show, 0 for none."""
    step = request.session.get(TOUR_KEY, 0)
    return step if isinstance(step, int) and 0 < step <= STEPS else 0


def set_tour(request: HttpRequest, step: int) -> None:
    """Go to a step; 0 or past the last turns the tour off until somebody asks for it again."""
    step = step if 0 < step <= STEPS else 0
    request.session[TOUR_KEY] = step
    Preference.objects.update_or_create(
        user_id=_who(request), defaults={"tour": step, "changed_at": clock.now()}
    )


def offer_tour(request: HttpRequest) -> None:
    """Begin the tour for somebody who has never been offered it. One query."""
    row, made = Preference.objects.get_or_create(
        user_id=_who(request), defaults={"tour": 1, "changed_at": clock.now()}
    )
    if made:
        request.session[TOUR_KEY] = row.tour


def _who(request: HttpRequest) -> int:
    """The one who is logged in; nobody else has preferences to keep."""
    return int(str(request.user.pk))
