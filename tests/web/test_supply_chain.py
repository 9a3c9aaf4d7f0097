"""What is installed is what was locked, and was looked at; no key lies in the tree or in its history (SUP-1..4)."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from scripts import sbom
from tests.architecture.source import PACKAGES, ROOT, place, python_files

LOCK = tomllib.loads((ROOT / "uv.lock").read_text())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
REVIEWED = {
    line
    for line in (ROOT / "tests/data/reviewed_packages.txt").read_text().splitlines()
    if line and not line.startswith("#")
}


# --- What is installed -------------------------------------------------------------------------------------


def wheel(folder: Path) -> Path:
    """The smallest package that can be installed."""
    path = folder / "kanarie-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("kanarie.py", "")
        made.writestr(
            "kanarie-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: kanarie\nVersion: 1.0\n"
        )
        made.writestr(
            "kanarie-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        made.writestr("kanarie-1.0.dist-info/RECORD", "")
    return path


def test_a_package_with_another_hash_is_not_installed(tmp_path: Path) -> None:
    right = hashlib.sha256(wheel(tmp_path).read_bytes()).hexdigest()
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--isolated",
        "--disable-pip-version-check",
        "install",
        "--no-cache-dir",
    ]
    running = {}
    for digest in (right, wrong):
        listed, target = tmp_path / f"{digest}.txt", tmp_path / digest
        listed.write_text(f"kanarie==1.0 --hash=sha256:{digest}\n")
        where = [
            "--no-index",
            "--find-links",
            str(tmp_path),
            "--target",
            str(target),
            "--no-deps",
            "--no-compile",
        ]
        running[digest] = subprocess.Popen(
            [*pip, *where, "--require-hashes", "--requirement", str(listed)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
    said = {digest: process.communicate()[1] for digest, process in running.items()}
    assert running[right].returncode == 0, said[right]
    assert (tmp_path / right / "kanarie.py").exists()
    assert running[wrong].returncode != 0
    assert "DO NOT MATCH THE HASHES" in said[wrong]
    assert not (tmp_path / wrong / "kanarie.py").exists()


def test_every_file_of_the_lock_has_its_hash() -> None:
    for package in LOCK["package"]:
        if package["name"] == PROJECT["project"]["name"]:
            continue
        assert package["source"] == {"registry": "https://pypi.org/simple"}, package["name"]
        files = ([package["sdist"]] if "sdist" in package else []) + package.get("wheels", [])
        assert files
        for file in files:
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", file["hash"]), package["name"]


def test_every_way_to_install_keeps_to_the_lock() -> None:
    """`--locked` refuses a lock that does not fit pyproject.toml; uv holds each file to the lock's hash by itself."""
    for name in ("scripts/setup", "Dockerfile"):
        lines = [line for line in (ROOT / name).read_text().splitlines() if re.search(r'\buv"? sync\b', line)]
        assert lines, name
        assert all("--locked" in line for line in lines), name
    assert "--require-hashes" in (ROOT / "scripts/audit").read_text()


def test_a_lock_that_names_another_server_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/check-lock", tmp_path / "scripts")
    lock = (ROOT / "uv.lock").read_text()
    (tmp_path / "uv.lock").write_text(
        lock.replace("https://files.pythonhosted.org", "https://files.example.org", 1)
    )
    done = subprocess.run([tmp_path / "scripts/check-lock"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "https://files.example.org" in done.stdout


# --- What was looked at ------------------------------------------------------------------------------------


def normal(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def unknown(names: Iterator[str] | list[str]) -> set[str]:
    """Packages that nobody has looked at."""
    return {normal(name) for name in names} - REVIEWED


def wanted() -> list[str]:
    """What pyproject.toml asks for."""
    project = PROJECT["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    groups += PROJECT["dependency-groups"].values()
    return [re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0] for group in groups for line in group]


def test_every_package_was_looked_at() -> None:
    locked = {package["name"] for package in LOCK["package"]} - {PROJECT["project"]["name"]}
    assert unknown(wanted()) == set()
    assert locked == REVIEWED, "tests/data/reviewed_packages.txt: add or remove by hand"


@pytest.mark.parametrize("typo", ["djagno", "requsets", "celery-redis", "weasy-print", "psycopg2_binery"])
def test_a_package_with_a_mistyped_name_is_refused(typo: str) -> None:
    assert unknown([*wanted(), typo]) == {normal(typo)}


def test_the_list_of_what_the_program_is_made_of() -> None:
    made = sbom.document(LOCK, PROJECT["project"])
    assert made == json.loads(json.dumps(sbom.document(LOCK, PROJECT["project"])))
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    told = {(part["name"], part["version"]) for part in made["components"]}
    assert {name for name, _ in told} == REVIEWED
    assert all(part["externalReferences"] for part in made["components"])
    installed = {(normal(found.metadata["Name"]), found.version) for found in metadata.distributions()}
    assert installed <= told, "the environment holds what the lock does not"


# --- What is imported where --------------------------------------------------------------------------------

ONE_PLACE = {
    "csv": {"core/spreadsheets.py"},
    "openpyxl": {"core/spreadsheets.py"},
    "xlsxwriter": set(),
    "weasyprint": {"core/pdf_process.py"},
    "pickle": set(),
    "yaml": set(),
}


IMPORT = re.compile(rf"^\s*(?:import|from) ({'|'.join(ONE_PLACE)})\b", re.MULTILINE)


def test_every_pdf_and_every_sheet_is_made_in_one_place() -> None:
    using: dict[str, set[str]] = {name: set() for name in ONE_PLACE}
    for path in python_files(*PACKAGES):
        for name in IMPORT.findall(path.read_text()):
            using[name].add(place(path))
    assert using == ONE_PLACE


# --- Keys and passwords ------------------------------------------------------------------------------------

SECRETS = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    rb"|\bAKIA[0-9A-Z]{16}\b"
    rb"|\bgh[pousr]_[A-Za-z0-9]{36,}"
    rb"|\bglpat-[A-Za-z0-9_-]{20,}"
    rb"|\bxox[abprs]-[A-Za-z0-9-]{10,}"
    rb"|\bpypi-[A-Za-z0-9_-]{50,}"
    rb"|\bsk-[A-Za-z0-9_-]{32,}"
    rb"|\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\."
    rb"|://[^\s/:@\"'{}$<>]*:[^\s/:@\"'{}$<>]{3,}@[a-z0-9]"
    rb"|\b(?:SECRET_KEY|secret_key|API_KEY|api_key|PASSWORD|[Pp]assword|passwd|TOKEN|[Tt]oken)[\"']?\s*[:=]\s*[\"'][A-Za-z0-9+/_=-]{32,}[\"']"
)
# What looks like one and opens nothing: the word itself in an example, and addresses of tests.
HARMLESS = (
    b":password@",
    b"https://user:pass@planering.example.se/",
    b":\xe2\x80\xa6@",
    b":hemligt@127.0.0.1:9/",
    b"http://user:word@127.0.0.1",
)


def secrets(text: bytes) -> list[bytes]:
    """Lines that hold what looks like a key, a token or a password in an address."""
    found = []
    for match in SECRETS.finditer(text):
        start, end = text.rfind(b"\n", 0, match.start()) + 1, text.find(b"\n", match.end())
        line = text[start : end if end >= 0 else len(text)]
        if not any(word in line for word in HARMLESS):
            found.append(line)
    return found


FIXTURES = (
    b"-----BEGIN RSA PRIVATE " + b"KEY-----",
    b"AKIA" + b"ABCDEFGHIJKLMNOP",
    b"gh" + b"p_" + b"a1" * 18,
    b"DATABASE_URL=postgres://hemvag:" + b"hunter22@db.example.org/x",
    b'SECRET_KEY = "' + b"a1b2c3d4" * 5 + b'"',
    b"eyJ" + b"a" * 24 + b".eyJ" + b"b" * 24 + b".c",
)


@pytest.mark.parametrize("line", FIXTURES, ids=range(len(FIXTURES)))
def test_a_committed_secret_is_found(line: bytes) -> None:
    assert secrets(b"before\n" + line + b"\nafter") == [line]


def test_no_secret_in_the_tree_or_its_history() -> None:
    git = ["git", "-C", str(ROOT)]
    listed = subprocess.run([*git, "ls-files", "-z"], capture_output=True, check=False)
    if listed.returncode == 0:
        names = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
        log = [*git, "log", "--patch", "--unified=0", "--no-color", "--no-textconv", "--no-ext-diff", "HEAD"]
        history = subprocess.run(log, capture_output=True, check=True).stdout
        assert secrets(history) == []
    else:  # a copy without its history
        names = [path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.parts)]
    found = [f"{name}: {line!r}" for name in names if name.is_file() for line in secrets(name.read_bytes())]
    assert found == []
