"""How the person wants the interface: light or dark, size of text, shortcuts, notices.

Kept for the person, whatever the computer (`core.preferences` puts it into the session at log-in), and in a cookie
without personal data for the pages before log-in.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "hv_appearance"
COOKIE_AGE = 365 * 24 * 60 * 60  # seconds
SESSION_KEY = "appearance"
SCHEMES = ("light", "dark", "auto")
SIZES = ("normal", "large", "larger")
ON = "on"
OFF = "off"


@dataclass(frozen=True)
class Appearance:
    """`scheme`: light, dark or auto. `shortcuts`: single-key shortcuts, off unless chosen (WCAG 2.1.4). `size` of the
    text: normal, large or larger. `notices`: say when an open list has changed.
    """

    scheme: str = "light"
    shortcuts: bool = False
    size: str = "normal"
    notices: bool = True

    def encoded(self) -> str:
        """Return the value of the cookie."""
        return ".".join((self.scheme, ON if self.shortcuts else OFF, self.size, ON if self.notices else OFF))


def decoded(text: str) -> Appearance | None:
    """Read what `encoded` wrote, now or before there were sizes. None for anything that we did not write."""
    scheme, shortcuts, size, notices = (*text.split("."), "", "", "", "")[:4]
    if scheme not in SCHEMES:
        return None
    return Appearance(
        scheme=scheme,
        shortcuts=shortcuts == ON,
        size=size if size in SIZES else "normal",
        notices=notices != OFF,
    )


def appearance_of(request: HttpRequest) -> Appearance:
    """The person's own choice, else the browser's. A cookie that we did not write counts as none."""
    session = getattr(request, "session", None)
    user = getattr(request, "user", None)
    own = session.get(SESSION_KEY, "") if session is not None and user and user.is_authenticated else ""
    return decoded(own) or decoded(request.COOKIES.get(COOKIE, "")) or Appearance()


def remember(response: HttpResponse, appearance: Appearance) -> None:
    """Store the choice in the browser for a year."""
    response.set_cookie(
        COOKIE,
        appearance.encoded(),
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
