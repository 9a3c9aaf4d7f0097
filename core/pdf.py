"""The one maker of PDF files. It reads nothing but our own style sheets and fonts, and ends in time.

WeasyPrint would by itself read any file and ask any host that a document names, and can loop on a crafted one; so
the document is made in a process of its own (core.pdf_process) without secrets, without network and within limits.
"""

import json
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import structlog

from core import conf, pdf_process

log = structlog.get_logger(__name__)

STATIC: Final = Path(__file__).resolve().parent / "static"
_PAGE: Final = re.compile(rb"/Type /Page\b(?!s)")
# The objects of a document stand packed together, between these words.
_PACKED: Final = re.compile(rb"/ObjStm[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PROCESS: Final = Path(pdf_process.__file__).resolve()
# What fonts and locales need; nothing of the database, the key or the broker.
_KEPT_VARIABLES: Final = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "FONTCONFIG_PATH",
    "FONTCONFIG_FILE",
    "XDG_CACHE_HOME",
)


class PdfNotMade(Exception):
    """The document could not be made. `code` is foreign_address, too_long (time), or failed (memory, fault)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def make(html: str, *, styles: Sequence[Path] = (), variant: str = "pdf/ua-1") -> bytes:
    """The document as a tagged PDF. `styles` are style sheets, which may load what lies in their own folders.

    Images belong in the document as `data:` addresses. Raises PdfNotMade when the document asks for any other
    address, or does not get done within PDF_CPU_SECONDS and PDF_MEMORY_MB (core.conf).
    """
    seconds = conf.value("PDF_CPU_SECONDS")
    recipe = {
        "html": html,
        "base": STATIC.as_uri() + "/",
        "styles": [str(style) for style in styles],
        "folders": [str(STATIC), *(str(style.parent) for style in styles)],
        "variant": variant,
        "cpu_seconds": seconds,
        "memory_bytes": conf.value("PDF_MEMORY_MB") * 1024 * 1024,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROCESS)],
            input=json.dumps(recipe).encode(),
            capture_output=True,
            # A busy machine gives a process half its time and less.
            timeout=seconds * 4,
            env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfNotMade("too_long") from error
    if done.returncode == 0:
        return done.stdout
    # The process's own words may repeat the document: the exit code has to do.
    log.warning("pdf_not_made", exit_code=done.returncode)
    if done.returncode == pdf_process.FOREIGN:
        raise PdfNotMade("foreign_address")
    raise PdfNotMade("too_long" if done.returncode in (-9, -24) else "failed")


def pages(document: bytes) -> int:
    """How many pages a document that was made here has."""
    objects = [document, *(zlib.decompress(found) for found in _PACKED.findall(document))]
    return sum(len(_PAGE.findall(one)) for one in objects)
