"""Writes what the program is made of: each locked package with version, address and hashes, as CycloneDX 1.5 (JSON).

Read from uv.lock alone, so that two runs on one lock give the same bytes. Kept with each release (docs/operations.md).
"""

import json
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def components(lock: dict[str, Any]) -> list[dict[str, Any]]:
    """Each package of the lock, by name and version."""
    found = []
    for package in lock["package"]:
        if "registry" not in package["source"]:
            continue  # the project itself
        name, version = package["name"], package["version"]
        purl = f"pkg:pypi/{name}@{version}"
        files = [package["sdist"]] if "sdist" in package else []
        files += package.get("wheels", [])
        found.append(
            {
                "type": "library",
                "bom-ref": purl,
                "name": name,
                "version": version,
                "purl": purl,
                "externalReferences": [
                    {
                        "type": "distribution",
                        "url": file["url"],
                        "hashes": [{"alg": "SHA-256", "content": file["hash"].removeprefix("sha256:")}],
                    }
                    for file in files
                ],
            }
        )
    return sorted(found, key=lambda component: (component["name"], component["version"]))


def document(lock: dict[str, Any], project: dict[str, Any]) -> dict[str, Any]:
    """The bill of materials of a lock."""
    parts = components(lock)
    content = json.dumps(parts, sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": project["name"],
                "name": project["name"],
                "version": project["version"],
            }
        },
        "components": parts,
    }


def main() -> None:
    """Write to the file that is named, or to standard output."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    text = json.dumps(document(lock, project), indent=1, sort_keys=True) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
