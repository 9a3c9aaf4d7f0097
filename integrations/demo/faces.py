"""Faces of the demo's people: drawn, of nobody, the same each time (T17: a face on the contact card, if wanted)."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from actors.acting import Acting
from actors.services_portraits import save_portrait

SIDE: Final = 576
"""Drawn three times as large as it is kept, so that edges are smooth."""

_BACKGROUNDS: Final = ("#dcebf6", "#e6efe0", "#f6ead9", "#ece6f2", "#f4e3e1", "#e2eeee")
_SKINS: Final = ("#f3d3b8", "#e8bd98", "#d39f75", "#a87349", "#7c5133")
_HAIRS: Final = {
    "black": "#2d2320",
    "brown": "#5a3b25",
    "light": "#b98a4c",
    "red": "#94512c",
    "grey": "#9a9a9a",
}
_CLOTHES: Final = ("#1f5f8b", "#3f7d58", "#7a4e7e", "#a3553a", "#39506b", "#8a6d2f")


@dataclass(frozen=True, slots=True)
class Look:
    """What a face is drawn of: the skin from light to dark, hair and its cut, glasses, beard."""

    skin: int
    hair: str
    cut: str
    glasses: bool = False
    beard: bool = False


LOOKS: Final = {
    "demo-avdelning": Look(1, "brown", "bun"),
    "demo-bistand": Look(0, "grey", "long", glasses=True),
    "demo-vc": Look(0, "light", "long"),
    "demo-rehab": Look(0, "light", "short", beard=True),
    "demo-sabo": Look(4, "black", "curly"),
    "demo-hemtjanst": Look(2, "black", "long"),
    "demo-trygg": Look(0, "red", "bun", glasses=True),
    "demo-natt": Look(0, "grey", "short", glasses=True),
    "demo-mas": Look(0, "light", "bun", glasses=True),
    "demo-admin": Look(1, "brown", "short"),
    "demo-enhetsadmin": Look(0, "brown", "curly"),
    "demo-kommunadmin": Look(0, "grey", "short", beard=True),
    "demo-flera": Look(1, "black", "long"),
}
"""Of the others nobody shows a face: it is a choice of one's own."""

_DARK: Final = "#2b2522"
_Box = tuple[float, float, float, float]


def make_faces(people: Mapping[str, Acting]) -> None:
    """Let those of the demo's people show a face who want to."""
    for number, (username, look) in enumerate(LOOKS.items()):
        save_portrait(acting=people[username], content=drawn(look, number))


def drawn(look: Look, number: int) -> bytes:
    """A face in plain shapes, as PNG; `number` chooses the clothes and what is behind."""
    image = Image.new("RGB", (SIDE, SIDE), _BACKGROUNDS[number % len(_BACKGROUNDS)])
    draw = ImageDraw.Draw(image)
    skin, hair = _SKINS[look.skin], _HAIRS[look.hair]
    _behind(draw, look.cut, hair)
    draw.ellipse(_box(0.06, 0.80, 0.94, 1.50), fill=_CLOTHES[number % len(_CLOTHES)])
    draw.rounded_rectangle(_box(0.41, 0.62, 0.59, 0.90), radius=SIDE * 0.07, fill=_shade(skin, 0.9))
    draw.polygon([_at(0.39, 0.82), _at(0.61, 0.82), _at(0.50, 0.95)], fill=_shade(skin, 0.9))
    for ear in (0.22, 0.71):
        draw.ellipse(_box(ear, 0.42, ear + 0.07, 0.57), fill=_shade(skin, 0.95))
    draw.ellipse(_box(0.25, 0.15, 0.75, 0.58), fill=hair)
    draw.rounded_rectangle(_box(0.27, 0.26, 0.73, 0.77), radius=SIDE * 0.22, fill=skin)
    _fringe(draw, look.cut, hair, skin)
    if look.beard:
        draw.chord(_box(0.27, 0.36, 0.73, 0.785), 8, 172, fill=hair)
        draw.ellipse(_box(0.40, 0.585, 0.60, 0.69), fill=skin)
    _features(draw, skin, hair)
    if look.glasses:
        _glasses(draw)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _behind(draw: ImageDraw.ImageDraw, cut: str, hair: str) -> None:
    """What of the hair is behind the head."""
    if cut == "long":
        draw.rounded_rectangle(_box(0.19, 0.16, 0.81, 0.88), radius=SIDE * 0.22, fill=hair)
    elif cut == "bun":
        draw.ellipse(_box(0.40, 0.01, 0.60, 0.21), fill=hair)
    elif cut == "curly":
        for x, y in (
            (0.22, 0.45), (0.22, 0.34), (0.27, 0.24), (0.37, 0.17), (0.50, 0.14),
            (0.63, 0.17), (0.73, 0.24), (0.78, 0.34), (0.78, 0.45),
        ):  # fmt: skip
            draw.ellipse(_box(x - 0.09, y - 0.09, x + 0.09, y + 0.09), fill=hair)


def _fringe(draw: ImageDraw.ImageDraw, cut: str, hair: str, skin: str) -> None:
    """The hair on the forehead: parted for some, straight back for others."""
    draw.chord(_box(0.25, 0.13, 0.75, 0.62), 196, 344, fill=hair)
    if cut in ("long", "short"):
        draw.chord(_box(0.25, 0.13, 0.75, 0.70), 180, 262, fill=hair)
    elif cut == "bun":
        draw.ellipse(_box(0.31, 0.285, 0.69, 0.50), fill=skin)


def _features(draw: ImageDraw.ImageDraw, skin: str, hair: str) -> None:
    """Eyes, brows, nose, mouth."""
    wide = round(SIDE * 0.014)
    for x in (0.405, 0.595):
        draw.ellipse(_box(x - 0.022, 0.465, x + 0.022, 0.513), fill=_DARK)
        draw.arc(_box(x - 0.06, 0.405, x + 0.06, 0.48), 205, 335, fill=_shade(hair, 0.75), width=wide)
    draw.arc(_box(0.47, 0.53, 0.53, 0.59), 20, 160, fill=_shade(skin, 0.75), width=wide)
    draw.chord(_box(0.42, 0.59, 0.58, 0.69), 15, 165, fill="#ffffff")
    draw.arc(_box(0.415, 0.58, 0.585, 0.69), 15, 165, fill="#a34d44", width=wide)


def _glasses(draw: ImageDraw.ImageDraw) -> None:
    wide = round(SIDE * 0.014)
    for x in (0.405, 0.595):
        draw.ellipse(_box(x - 0.078, 0.42, x + 0.078, 0.56), outline=_DARK, width=wide)
    draw.line([_at(0.483, 0.48), _at(0.517, 0.48)], fill=_DARK, width=wide)


def _at(x: float, y: float) -> tuple[float, float]:
    return x * SIDE, y * SIDE


def _box(left: float, top: float, right: float, bottom: float) -> _Box:
    return left * SIDE, top * SIDE, right * SIDE, bottom * SIDE


def _shade(colour: str, share: float) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * share):02x}" for part in parts)
