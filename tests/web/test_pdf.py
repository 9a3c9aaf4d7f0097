"""A PDF holds what the document holds: no file of the server's, nothing from a host, and an end (PDF-1, PDF-2)."""

import io
import os
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject
from pytest_django import Settings
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from core import pdf, pdf_process
from tests.web.hostile import SNIPPETS

CANARY = "kanariefågel-7f3a"


class Bait(BaseHTTPRequestHandler):
    """Counts whoever asks; `/redirect` leads to another of its own addresses."""

    hits: list[str] = []

    def do_GET(self) -> None:
        Bait.hits.append(self.path)
        self.send_response(302 if self.path == "/redirect" else 200)
        if self.path == "/redirect":
            self.send_header("Location", "/redirected")
        self.send_header("Content-Type", "image/svg+xml")
        self.end_headers()
        self.wfile.write(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{CANARY}</text></svg>'.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def bait() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Bait) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.svg"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9"><text>{CANARY}</text></svg>'
    )
    return path


def filled(snippet: str, web: str, secret: Path) -> str:
    """The snippet as a document, with the addresses of the bait."""
    folder = pdf.STATIC / "css"
    up = "../" * len(folder.parts)
    words = {"file": secret.as_uri(), "web": web, "port": web.rpartition(":")[2], "folder": folder.as_uri()}
    return "<title>t</title><p>Hej" + snippet.format(**words, up=up.rstrip("/"), plain=secret)


def recipe(html: str) -> dict[str, object]:
    """What core.pdf gives the process."""
    return {
        "html": html,
        "base": pdf.STATIC.as_uri() + "/",
        "styles": [],
        "folders": [str(pdf.STATIC)],
        "variant": "pdf/ua-1",
    }


def contents(made: bytes) -> str:
    """Every stream and string of the file, unpacked."""
    reader = PdfReader(io.BytesIO(made))
    found = ["".join(page.extract_text() for page in reader.pages)]
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 2):
        thing = reader.get_object(number)
        if isinstance(thing, StreamObject):
            try:
                found.append(thing.get_data().decode("utf-8", "replace"))
            except (ValueError, NotImplementedError):
                continue
        else:
            found.append(repr(thing))
    return "\n".join(found)


@pytest.mark.parametrize("number", range(len(SNIPPETS)))
def test_a_hostile_snippet_reads_no_file_and_asks_no_host(number: int, bait: str, secret: Path) -> None:
    Bait.hits.clear()
    try:
        made = pdf_process.make(recipe(filled(SNIPPETS[number], bait, secret)))
    except FatalURLFetchingError:
        made = b""
    assert Bait.hits == []
    if made:
        assert CANARY not in contents(made)


def test_the_bait_is_taken_by_a_maker_that_is_not_ours(bait: str, secret: Path) -> None:
    Bait.hits.clear()
    attached = '<link rel="attachment" href="{file}"><img src="{web}/img">'
    made = HTML(string=filled(attached, bait, secret)).write_pdf()
    assert Bait.hits == ["/img"]
    assert CANARY in contents(made)


def test_the_corpus_is_as_long_as_the_target_asks() -> None:
    assert len(set(SNIPPETS)) >= 40


def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path, secret: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "style.css").write_text("p { color: red }")
    (folder / "out.svg").symlink_to(secret)
    fetch = pdf_process.OwnFiles([folder])
    assert fetch.fetch((folder / "style.css").as_uri()).status in (None, 200)
    for url in (
        (folder / "out.svg").as_uri(),
        f"{folder.as_uri()}/../secret.svg",
        f"{folder.as_uri()}-else/x",
    ):
        with pytest.raises(FatalURLFetchingError):
            fetch.fetch(url)


def test_the_whole_way_refuses_and_says_why(bait: str, secret: Path) -> None:
    Bait.hits.clear()
    with pytest.raises(pdf.PdfNotMade) as refused:
        pdf.make(filled('<img src="{web}/img">', bait, secret))
    assert refused.value.code == "foreign_address"
    assert Bait.hits == []


def test_a_document_that_never_ends_is_ended(settings: Settings) -> None:
    settings.PDF_CPU_SECONDS = 2
    endless = "<p>x" * 400_000
    with pytest.raises(pdf.PdfNotMade) as refused:
        pdf.make(endless)
    assert refused.value.code == "too_long"


def test_a_document_that_eats_memory_is_ended(settings: Settings) -> None:
    # A small document needs 120 to 150, by the fonts of the computer.
    settings.PDF_MEMORY_MB = 260
    assert pdf.make("<title>t</title><p>Hej").startswith(b"%PDF")
    with pytest.raises(pdf.PdfNotMade) as refused:
        pdf.make("<p>" + "å" * 5_000_000)
    assert refused.value.code == "failed"


def test_the_process_has_no_secrets_and_no_network(bait: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    real = pdf.subprocess.run

    def watched(*args: object, **kwargs: object) -> object:
        seen.append(dict(kwargs["env"]))  # type: ignore[call-overload]
        return real(*args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setenv("SECRET_KEY", CANARY)
    monkeypatch.setattr(pdf.subprocess, "run", watched)
    assert pdf.make("<title>t</title><p>Hej").startswith(b"%PDF")
    assert set(seen[0]) <= set(pdf._KEPT_VARIABLES) < set(os.environ) | set(pdf._KEPT_VARIABLES)
    assert CANARY not in seen[0].values()
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from core import pdf_process;"
        "sys.addaudithook(pdf_process.refuse_the_network); import urllib.request; urllib.request.urlopen(sys.argv[2])"
    )
    root = str(pdf.STATIC.parents[1])
    Bait.hits.clear()
    done = real([sys.executable, "-c", code, root, bait], capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr
    assert Bait.hits == []
