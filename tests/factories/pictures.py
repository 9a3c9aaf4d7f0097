"""Pictures for tests."""

import io

from PIL import Image


def picture_bytes(width: int = 40, height: int = 30, kind: str = "PNG", noise: bool = False) -> bytes:
    """A picture of one colour; with `noise` one that no format makes small."""
    made = io.BytesIO()
    image = (
        Image.effect_noise((width, height), 90).convert("RGB") if noise else Image.new("RGB", (width, height))
    )
    image.save(made, kind)
    return made.getvalue()
