"""The icons: SVG drawings read once from `static/vendor/lucide` and printed inline.

Inline, because they then take the colour of the text, print, and survive forced colours; no style attribute, so that
the strict content security policy holds.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "static" / "vendor" / "lucide"
DRAWING = re.compile(r"<svg[^>]*>(?P<inner>.*)</svg>", re.DOTALL)


@functools.cache
def drawings() -> dict[str, SafeString]:
    """Return what stands inside the `<svg>` of every icon, by the icon's name."""
    found = {}
    for path in sorted(FOLDER.glob("*.svg")):
        match = DRAWING.search(path.read_text(encoding="utf-8"))
        if match is None:
            raise ValueError(f"{path.name} holds no drawing")
        found[path.stem] = mark_safe(match["inner"].strip())  # noqa: S308 - our own vendored file
    return found


def icon_svg(name: str, css_class: str = "") -> SafeString:
    """Return one icon for use beside text. Raises ValueError for a name that is not vendored."""
    try:
        drawing = drawings()[name]
    except KeyError:
        raise ValueError(f"no icon named {name!r}; add it in scripts/build_static.py") from None
    return format_html(
        '<svg class="hv-icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f" {css_class}" if css_class else "",
        drawing,
    )
