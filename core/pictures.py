"""A picture that somebody has sent, made into one of our own: square, small, and nothing in it but the picture.

What was sent is never kept or served. It is decoded, and the pixels are written anew as JPEG: place and camera, text,
markup and whatever else a file may carry are gone.
"""

import io
import warnings
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from core.invalid import Invalid

SIDE: Final = 192
"""Pixels of each side: 64 on the page, sharp on a screen of three times."""
MAX_BYTES: Final = 5 * 1024 * 1024
PHOTO_SIDE: Final = 2_000
PHOTO_BYTES: Final = 25 * 1024 * 1024
"""What a telephone's camera makes fits."""
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

    def square(backed: Image.Image) -> Image.Image:
        return ImageOps.fit(backed, (SIDE, SIDE), Image.Resampling.LANCZOS)

    return _remade(content, most=MAX_BYTES, words="5 MB", draft=SIDE * 2, shape=square, quality=82)


def photo(content: bytes) -> bytes:
    """Return a photo as a JPEG of at most `PHOTO_SIDE` pixels a side, turned as the camera was held.

    Raises Invalid: `too_large` (more than `PHOTO_BYTES` or `MAX_PIXELS`), `unreadable`; the field is `picture`.
    """

    def smaller(backed: Image.Image) -> Image.Image:
        backed.thumbnail((PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.LANCZOS)
        return backed

    return _remade(content, most=PHOTO_BYTES, words="25 MB", draft=PHOTO_SIDE, shape=smaller, quality=85)


def _remade(
    content: bytes,
    *,
    most: int,
    words: str,
    draft: int,
    shape: Callable[[Image.Image], Image.Image],
    quality: int,
) -> bytes:
    if len(content) > most:
        raise Invalid("too_large", f"Bilden är större än {words}. Välj en mindre bild.", "picture")
    try:
        with warnings.catch_warnings():
            # The size is looked at below, before a pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=FORMATS)
        width, height = opened.size
        if width * height > MAX_PIXELS:
            raise Invalid("too_large", "Bilden har för många bildpunkter. Välj en mindre bild.", "picture")
        opened.draft("RGB", (draft, draft))
        turned = ImageOps.exif_transpose(opened).convert("RGBA")
        backed = Image.new("RGBA", turned.size, "white")
        backed.alpha_composite(turned)
        finished = shape(backed.convert("RGB"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise _UNREADABLE from error
    made = io.BytesIO()
    finished.save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()
