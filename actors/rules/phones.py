"""Telephone numbers as text messages need them (E.164)."""

import re

_SEPARATORS = re.compile(r"[\s()./-]")


class PhoneUnreadable(ValueError):
    """Not a mobile number that a text message can be sent to."""


def mobile_number(text: str) -> str:
    """The number as +46701234567, from how people write it: 070-123 45 67, 0046 70 …, +46 (0)70 ….

    Swedish numbers must be mobile (7x); others are taken as written with their country. Raises PhoneUnreadable.
    """
    plain = _SEPARATORS.sub("", text.strip().replace("(0)", ""))
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    elif plain.startswith("0"):
        plain = f"+46{plain[1:]}"
    if not re.fullmatch(r"\+[1-9]\d{7,14}", plain):
        raise PhoneUnreadable(text)
    if plain.startswith("+46") and not re.fullmatch(r"\+467\d{8}", plain):
        raise PhoneUnreadable(text)
    return plain
