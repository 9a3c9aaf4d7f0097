"""Fetch the vendored static files anew: fonts, icons, htmx, Designsystemet and our theme, axe-core for the tests.

Run it only to upgrade: `.venv/bin/python scripts/build_static.py`. It needs npm; nothing else in the project does.
In `scripts/static` stand the versions (`package.json`), the icons (`icons.txt`) and the colours of our theme
(`designsystemet.config.json`). What it writes is committed, with licence texts, a VERSIONS file and checksums that
a test holds against the files.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import unquote

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "scripts" / "static"
VENDOR = ROOT / "core" / "static" / "vendor"
BROWSER_TESTS = ROOT / "tests" / "browser"

# Latin covers Swedish, latin-ext Petrović and Çelik, vietnamese Nguyễn; a browser fetches only the ones that it needs.
SUBSETS = ("latin", "latin-ext", "vietnamese")
PDF_WEIGHTS = ("400", "600")
FONT_WEIGHTS = (400, 700)
FONT_FEATURES = ("ccmp", "kern", "locl", "mark", "mkmk", "tnum")

EMBEDDED_IMAGE = re.compile(
    r"""url\((?P<quote>["'])data:image/svg\+xml;charset=utf-8,(?P<drawing>.*?)(?P=quote)\)"""
)

ICONS = (SOURCE / "icons.txt").read_text(encoding="utf-8").split()

LICENCES = {
    "@digdir/designsystemet": "MIT",
    "@digdir/designsystemet-css": "MIT",
    "@fontsource-variable/inter": "OFL-1.1",
    "@fontsource/inter": "OFL-1.1",
    "@fontsource/vazirmatn": "OFL-1.1",
    "axe-core": "MPL-2.0 (tests only, never shipped)",
    "htmx.org": "0BSD",
    "lucide-static": "ISC",
}


def main() -> None:
    """Install in a temporary folder, build the theme, copy what we use."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("package.json", "designsystemet.config.json"):
            shutil.copy(SOURCE / name, work / name)
        run(work, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock")
        run(work, "npx", "--no-install", "designsystemet", "tokens", "create")
        run(work, "npx", "--no-install", "designsystemet", "tokens", "build")
        shutil.rmtree(VENDOR, ignore_errors=True)
        copy_vendor(work)
        copy_axe(work / "node_modules" / "axe-core")
    write_versions()
    write_checksums()


def run(work: Path, *command: str) -> None:
    """Run one command of the build and stop the build if it fails."""
    subprocess.run(command, cwd=work, check=True)


def copy_vendor(work: Path) -> None:
    """Copy stylesheets, htmx, fonts and icons, each with its licence."""
    modules = work / "node_modules"
    design_system = modules / "@digdir" / "designsystemet-css"
    copy(design_system / "dist" / "src" / "index.css", VENDOR / "designsystemet" / "designsystemet.css")
    unpack_images(VENDOR / "designsystemet" / "designsystemet.css")
    copy(work / "design-tokens-build" / "hemvag.css", VENDOR / "designsystemet" / "theme-hemvag.css")
    copy(design_system / "LICENSE", VENDOR / "designsystemet" / "LICENSE")
    copy(modules / "htmx.org" / "dist" / "htmx.min.js", VENDOR / "htmx" / "htmx.min.js")
    copy(modules / "htmx.org" / "LICENSE", VENDOR / "htmx" / "LICENSE")
    for part in SUBSETS:
        name = f"inter-{part}-wght-normal.woff2"
        copy(modules / "@fontsource-variable" / "inter" / "files" / name, VENDOR / "inter" / name)
        slim(VENDOR / "inter" / name)
        for weight in PDF_WEIGHTS:
            name = f"inter-{part}-{weight}-normal.woff2"
            copy(modules / "@fontsource" / "inter" / "files" / name, VENDOR / "inter" / name)
    copy(modules / "@fontsource" / "inter" / "LICENSE", VENDOR / "inter" / "LICENSE")
    # Arabic and Persian, for the patient's own papers.
    arabic = modules / "@fontsource" / "vazirmatn"
    for weight in PDF_WEIGHTS:
        name = f"vazirmatn-arabic-{weight}-normal.woff2"
        copy(arabic / "files" / name, VENDOR / "vazirmatn" / name)
    copy(arabic / "LICENSE", VENDOR / "vazirmatn" / "LICENSE")
    for name in ICONS:
        drawing = (modules / "lucide-static" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        target = VENDOR / "lucide" / f"{name}.svg"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(re.sub(r"\s+", " ", drawing).replace("> <", "><").strip() + "\n", encoding="utf-8")
    copy(modules / "lucide-static" / "LICENSE", VENDOR / "lucide" / "LICENSE")


def slim(font: Path) -> None:
    """Keep of a variable font the weights and features that our pages use: less than half is left to wait for."""
    found = TTFont(font)
    options = subset.Options(layout_features=list(FONT_FEATURES), hinting=False, name_IDs=["*"])
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=found.getBestCmap())
    chosen.subset(found)
    # Written and read again: the instancer trusts what stands in the tables.
    between = io.BytesIO()
    found.save(between)
    made = instancer.instantiateVariableFont(TTFont(between), {"wght": FONT_WEIGHTS})
    made.flavor = "woff2"
    made.save(font)


def unpack_images(stylesheet: Path) -> None:
    """Write each image that stands in the stylesheet itself to a file beside it: our policy loads no `data:`."""

    def to_file(found: re.Match[str]) -> str:
        drawing = unquote(found["drawing"])
        target = stylesheet.parent / "icons" / f"{hashlib.sha256(drawing.encode()).hexdigest()[:12]}.svg"
        target.parent.mkdir(exist_ok=True)
        target.write_text(drawing + "\n", encoding="utf-8")
        return f'url("icons/{target.name}")'

    text = stylesheet.read_text(encoding="utf-8")
    stylesheet.write_text(EMBEDDED_IMAGE.sub(to_file, text), encoding="utf-8")


def copy_axe(module: Path) -> None:
    """Copy axe-core beside the browser tests: it is injected there and never served."""
    copy(module / "axe.min.js", BROWSER_TESTS / "axe.min.js")
    copy(module / "LICENSE", BROWSER_TESTS / "axe.LICENSE")


def copy(source: Path, target: Path) -> None:
    """Copy one file and make its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write_versions() -> None:
    """Write which release each file comes from and under which licence."""
    wanted = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lines = ["Vendored static files. Made by scripts/build_static.py; do not edit by hand.", ""]
    lines += [f"{name} {version}  {LICENCES[name]}" for name, version in sorted(wanted.items())]
    (VENDOR / "VERSIONS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_checksums() -> None:
    """Write the SHA-256 of every vendored file, in the form that `sha256sum --check` reads."""
    files = sorted(path for path in VENDOR.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(VENDOR).as_posix()}"
        for path in files
    ]
    (VENDOR / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
