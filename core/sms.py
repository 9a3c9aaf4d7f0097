"""SMS through a gateway that takes JSON: without personal data, and a number that does not exist is told apart."""

import json
import re
from http import HTTPStatus

from core import conf, outward
from core.retrying import Gone, TryAgain

_BUSY = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_NO_SUCH = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNPROCESSABLE_ENTITY}


class NoGateway(Exception):
    """The installation has no gateway: nothing to try again."""


def ready() -> bool:
    """Whether the installation has a gateway."""
    return bool(conf.value("SMS_GATEWAY_URL"))


def send(number: str, text: str, *, reference: str) -> None:
    """Hand one SMS to the gateway. `reference` is the same at every try, so that the gateway knows a copy.

    Raises NoGateway, Gone("number") for a number that does not exist, TryAgain when the gateway is away or busy,
    PermissionError when it does not know us.
    """
    url = conf.value("SMS_GATEWAY_URL")
    if not url:
        raise NoGateway
    message = {
        "to": international(number),
        "from": conf.value("SMS_SENDER"),
        "text": text,
        "reference": reference,
    }
    headers = {"Content-Type": "application/json", "Idempotency-Key": reference}
    if token := conf.value("SMS_GATEWAY_TOKEN"):
        headers["Authorization"] = f"Bearer {token}"
    answer = outward.post(url, json.dumps(message).encode(), headers, own=True)
    if 200 <= answer.status < 300:
        return
    if answer.status in _BUSY or answer.status >= 500:
        raise TryAgain(f"gateway_{answer.status}")
    if answer.status in _NO_SUCH:
        raise Gone("number")
    raise PermissionError(f"gateway_{answer.status}")


def international(number: str) -> str:
    """A Swedish number as gateways want it: 070-123 45 67 becomes +46701234567."""
    digits = re.sub(r"[^\d+]", "", number)
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+46{digits[1:]}" if digits.startswith("0") else digits


def is_mobile(number: str) -> bool:
    """Whether the number can take an SMS, as far as its figures tell: Swedish mobile, or with another land's code."""
    digits = international(number)
    if digits.startswith("+46"):
        return re.fullmatch(r"\+467[02369]\d{7}", digits) is not None
    return re.fullmatch(r"\+[1-9]\d{7,14}", digits) is not None


def masked(number: str) -> str:
    """The last two figures, by which a person knows her own number."""
    return f"•• {re.sub(r'[^0-9]', '', number)[-2:]}"
