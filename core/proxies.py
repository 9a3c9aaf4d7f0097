"""Who is really asking: the client's address and scheme, as told by as many proxies as we have and no other.

Anybody may write an X-Forwarded header; only what our own proxies added last is true. `TRUSTED_PROXIES` says how many
stand in front, 0 unless the installation says otherwise, and then no forwarded header changes anything (WEB-7).
"""

import ipaddress
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FORWARDED: Final = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_SCHEME",
    "HTTP_X_FORWARDED_SERVER",
    "HTTP_X_FORWARDED_SSL",
    "HTTP_X_FORWARDED_PROTOCOL",
    "HTTP_X_URL_SCHEME",
    "HTTP_X_REAL_IP",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CLIENT_IP",
    "HTTP_FRONT_END_HTTPS",
)


class ProxyMiddleware:
    """Replace what was forwarded by what is true, first of all: whoever reads later cannot be deceived.

    `REMOTE_ADDR` becomes the client's address and `X-Forwarded-Proto` the scheme that our proxy saw; every other
    forwarded header is taken away. The host is always the Host header, which ALLOWED_HOSTS then judges.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        told = {name: str(meta.pop(name)) for name in _FORWARDED if name in meta}
        proxies: int = settings.TRUSTED_PROXIES
        if proxies > 0:
            address = _added_last(told.get("HTTP_X_FORWARDED_FOR", ""), proxies)
            if _is_address(address):
                meta["REMOTE_ADDR"] = address
            scheme = _added_last(told.get("HTTP_X_FORWARDED_PROTO", ""), 1)
            if scheme in ("http", "https"):
                meta["HTTP_X_FORWARDED_PROTO"] = scheme
        return self.get_response(request)


def client_address(request: HttpRequest) -> str:
    """The client's address, for a limit's key; "-" when the server was not told one. Never in a log line."""
    return str(request.META.get("REMOTE_ADDR") or "-")


def _added_last(listed: str, proxies: int) -> str:
    """What the outermost of our proxies saw: the n:th from the end. Empty when the list is shorter than that."""
    parts = [part.strip() for part in listed.split(",")]
    return parts[-proxies] if len(parts) >= proxies else ""


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
