"""What the documents point at exists."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_PATH = re.compile(
    r"`((?:tests|docs|core|actors|transitions|sip|liability|deviations|reporting|integrations|config)/[\w./-]+)`"
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_paths_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    broken = [link for link in _LINK.findall(text) if not (path.parent / link).exists()]
    broken += [name for name in _PATH.findall(text) if not (ROOT / name).exists()]
    assert broken == []
