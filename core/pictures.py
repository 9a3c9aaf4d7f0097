"""A picture that somebody has sent, made into one of our own: square, small, and nothing in it but the picture.

What was sent is never kept or served. It is decoded, and the pixels are written anew as JPEG: place and camera, text,
markup and whatever else a file may carry are gone.
"""

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from core.invalid import Invalid

SIDE: Final = 192
"""Pixels of each side: 64 on the page, sharp on a screen of three times."""
MAX_BYTES: Final = 5 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000
FORMATS: Final = ("JPEG", "PNG", "WEBP")
"""By what the file holds, whatever it is called."""
CONTENT_TYPE: Final = "image/jpeg"

_UNREADABLE: Final = Invalid(
    "unreadable", "Filen är ingen bild som går att läsa. Välj en bild i JPEG, PNG eller WebP.", "picture"
)


def portrait(content: bytes) -> bytes:
    """Return the middle of the picture as a square JPEG of `SIDE` pixels, turned as the camera was held.

    Raises Invalid: `too_large` (more than `MAX_BYTES` or `MAX_PIXELS`), `unreadable` (none of `FORMATS`, or broken).
    """
    if len(content) > MAX_BYTES:
        raise Invalid("too_large", "Bilden är större än 5 MB. Välj en mindre bild.", "picture")
    try:
        with warnings.catch_warnings():
            # The size is looked at below, before a pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=FORMATS)
        width, height = opened.size
        if width * height > MAX_PIXELS:
            raise Invalid("too_large", "Bilden har för många bildpunkter. Välj en mindre bild.", "picture")
        opened.draft("RGB", (SIDE * 2, SIDE * 2))
        turned = ImageOps.exif_transpose(opened).convert("RGBA")
        backed = Image.new("RGBA", turned.size, "white")
        backed.alpha_composite(turned)
        square = ImageOps.fit(backed.convert("RGB"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise _UNREADABLE from error
    made = io.BytesIO()
    square.save(made, "JPEG", quality=82, optimize=True)
    return made.getvalue()
