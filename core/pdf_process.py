"""Makes one PDF in a process of its own: the recipe on standard input, the PDF on standard output.

Run by core.pdf, never by hand. It knows neither Django nor a secret: the parent gives it an environment without any.
A document may loop for ever or eat memory, so the kernel ends the process at the limits; it opens no connection and
reads no file but those of the folders that it was given.
"""

import json
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FOREIGN: Final = 3
"""Exit code: the document asked for an address that is not ours."""

_STOPPED_EVENTS: Final = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.bind",
    "subprocess.Popen",
    "os.exec",
)


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Fetches what is in the document itself and the files of the folders; anything else stops the making."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self.folders = [folder.resolve() for folder in folders]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Fetch the address. Raises FatalURLFetchingError for one that is not ours."""
        if not (url.startswith("data:") or self._is_ours(url)):
            # The address may hold what is secret: it is not repeated.
            raise FatalURLFetchingError("not ours")
        return super().fetch(url, headers)

    def _is_ours(self, url: str) -> bool:
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            return False
        try:
            # Resolved, so that neither `..` nor a link leads out of the folder.
            path = Path(unquote(parts.path)).resolve()
        except (OSError, ValueError):
            return False
        return any(path.is_relative_to(folder) for folder in self.folders)


def make(recipe: dict[str, Any]) -> bytes:
    """The PDF of a recipe: `html`, `base`, `styles` (paths), `folders` (paths), `variant`."""
    fonts, fetch = FontConfiguration(), OwnFiles([Path(folder) for folder in recipe["folders"]])
    styles = [CSS(filename=name, font_config=fonts, url_fetcher=fetch) for name in recipe["styles"]]
    document = HTML(string=recipe["html"], base_url=recipe["base"], url_fetcher=fetch)
    made: bytes = document.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant=recipe["variant"])
    return made


def refuse_the_network(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: whatever path leads to a connection or another process ends here."""
    if event in _STOPPED_EVENTS:
        raise PermissionError(event)


def main() -> int:
    """Read, limit, make, write. What went wrong is an exit code: a message could hold the document's text."""
    recipe = json.loads(sys.stdin.buffer.read())
    seconds, memory = recipe["cpu_seconds"], recipe["memory_bytes"]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(refuse_the_network)
    try:
        made = make(recipe)
    except FatalURLFetchingError:
        return FOREIGN
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
