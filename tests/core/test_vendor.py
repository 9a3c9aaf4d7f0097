"""The vendored files are those that scripts/build_static.py wrote, and nothing asks another host for anything."""

import hashlib
import json
import re
from pathlib import Path

from django.conf import settings

from core import icons

STATIC = Path(settings.BASE_DIR) / "core" / "static"
VENDOR = STATIC / "vendor"


def test_every_vendored_file_has_its_checksum():
    listed = dict(reversed(line.split("  ")) for line in (VENDOR / "SHA256SUMS").read_text().splitlines())
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert found == listed


def test_every_folder_has_a_licence():
    assert [
        folder.name for folder in VENDOR.iterdir() if folder.is_dir() and not (folder / "LICENSE").is_file()
    ] == []


def test_versions_are_those_that_the_build_asks_for():
    package = json.loads((Path(settings.BASE_DIR) / "scripts" / "static" / "package.json").read_text())
    versions = (VENDOR / "VERSIONS").read_text()
    assert [
        f"{name} {version}"
        for name, version in package["dependencies"].items()
        if f"{name} {version}  " not in versions
    ] == []
    assert "htmx.org 2.0.11" in versions


def test_stylesheets_name_only_files_that_exist():
    """An image in the sheet itself (`data:`) counts as missing: the policy for content refuses it."""
    named = [
        (sheet, address)
        for sheet in [*(STATIC / "css").rglob("*.css"), *(VENDOR / "designsystemet").glob("*.css")]
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text(encoding="utf-8"))
    ]
    assert len(named) > 10
    missing = [
        (sheet.name, address) for sheet, address in named if not (sheet.parent / address).resolve().is_file()
    ]
    assert missing == []


def test_our_own_files_name_no_other_host():
    ours = [*(STATIC / "css").rglob("*.css"), *(STATIC / "js").rglob("*.js")]
    assert [path.name for path in ours if re.search(r"https?://", path.read_text(encoding="utf-8"))] == []


def test_every_icon_has_a_drawing_without_style():
    assert len(icons.drawings()) > 40
    assert [name for name, inner in icons.drawings().items() if "style=" in inner or not inner] == []
    listed = (Path(settings.BASE_DIR) / "scripts" / "static" / "icons.txt").read_text().split()
    assert sorted(icons.drawings()) == sorted(listed)
