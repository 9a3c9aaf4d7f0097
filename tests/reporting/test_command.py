"""`manage.py report`: what it writes, and what it says when it cannot."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from core import clock
from core.models import AuditRow
from reporting.models import ReportRun
from tests.factories.region import Region
from tests.unit.reporting.test_definitions import contract_codes


def run(**options: str) -> str:
    out = io.StringIO()
    call_command("report", stdout=out, **options)
    return out.getvalue()


def test_json_has_the_contracts_form(region: Region, period: str) -> None:
    made = json.loads(run(of="0199", period=period))
    assert list(made) == [
        "of",
        "name",
        "period",
        "generated_at",
        "definitions_version",
        "measures",
        "breakdowns",
        "goals",
    ]
    assert (made["of"], made["name"], made["period"]) == ("0199", "Testköpings kommun", period)
    assert list(made["measures"]) == contract_codes()
    assert made["measures"]["episodes"] == 6
    assert made["measures"]["home_care_episodes"] == 6
    assert abs((datetime.fromisoformat(made["generated_at"]) - clock.now()).total_seconds()) < 60


@pytest.mark.parametrize(
    ("of", "episodes"),
    [
        ("01", 6),
        ("0199", 6),
        ("0198", 0),
        ("P-1", 6),
        ("T-ward", 6),
        ("T-vc", 6),
        ("T-rehab", 0),
        ("T-home", 0),
    ],
)
def test_every_kind_of_organisation_can_be_asked_for(
    region: Region, period: str, of: str, episodes: int
) -> None:
    assert json.loads(run(of=of, period=period))["measures"]["episodes"] == episodes


@pytest.mark.parametrize(
    ("of", "period", "says"),
    [
        ("9999", "2021-08", "Det finns ingen organisation"),
        ("01", "2021-13", "finns inte"),
        ("01", "augusti", "går inte att läsa"),
        ("01", "2021-08..2021-06", "slutar innan det börjar"),
    ],
)
def test_what_is_not_known_is_said_in_swedish_and_nothing_is_done(
    region: Region, tmp_path: Path, of: str, period: str, says: str
) -> None:
    out, err = tmp_path / "report.pdf", io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("report", of=of, period=period, format="pdf", out=str(out), stderr=err)
    assert stopped.value.code == 2
    assert says in err.getvalue()
    assert not out.exists()
    assert not ReportRun.objects.exists()


def test_a_file_that_cannot_be_written_is_said(region: Region, period: str, tmp_path: Path) -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("report", of="01", period=period, out=str(tmp_path / "none" / "r.json"), stderr=err)
    assert stopped.value.code == 2
    assert "kan inte skrivas" in err.getvalue()


def test_csv_reads_in_a_swedish_excel_and_leaves_a_row_of_who_made_it(
    region: Region, period: str, tmp_path: Path
) -> None:
    path = tmp_path / "report.csv"
    run(of="0199", period=period, format="csv", out=str(path))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0] == ["Avsnitt", "Rad", "Kolumn", "Värde"]
    values = {(row[1], row[2]): row[3] for row in rows if row[0] == "Mått"}
    name = next(row[3] for row in rows if row[1] == "Period")
    assert values["Utskrivna vårdtillfällen", name] == "6"
    made = ReportRun.objects.get()
    assert (made.organisation, made.format, made.state, made.ordered_by_name) == (
        "0199",
        "csv",
        "made",
        "Hemväg",
    )
    assert [row.action for row in AuditRow.objects.filter(object_type="reporting.reportrun")] == [
        "report.ordered",
        "report.made",
    ]
