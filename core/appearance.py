"""How the person wants the interface: light or dark, shortcuts on or off. Kept in a cookie without personal data."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "hv_appearance"
COOKIE_AGE = 365 * 24 * 60 * 60  # seconds
SCHEMES = ("light", "dark", "auto")
ON = "on"
OFF = "off"


@dataclass(frozen=True)
class Appearance:
    """`scheme`: light, dark or auto. `shortcuts`: single-key shortcuts, off unless chosen (WCAG 2.1.4)."""

    scheme: str = "light"
    shortcuts: bool = False

    def encoded(self) -> str:
        """Return the value of the cookie."""
        return f"{self.scheme}.{ON if self.shortcuts else OFF}"


def appearance_of(request: HttpRequest) -> Appearance:
    """Read the cookie. One that we did not write counts as none."""
    scheme, _, shortcuts = request.COOKIES.get(COOKIE, "").partition(".")
    if scheme not in SCHEMES:
        return Appearance()
    return Appearance(scheme=scheme, shortcuts=shortcuts == ON)


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
