"""`manage.py assess_liability`: files, standard input, exit statuses, and no database."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from .cases import case, in_order

GOOD = json.dumps(case(in_order("2022-03-07 10:00", "2022-03-16 10:00"))) + "\n"


def run(*arguments: str) -> list[dict[str, object]]:
    out = io.StringIO()
    call_command("assess_liability", *arguments, stdout=out)
    return [json.loads(each) for each in out.getvalue().splitlines()]


def test_a_file_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "fall.ndjson"
    file.write_text(GOOD * 3)
    assert [each["days"] for each in run(str(file))] == [6, 6, 6]


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input_is_answered(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(GOOD.encode())))
    assert run(*arguments)[0]["status"] == "liable"


def test_some_lines_refused_ends_with_one(tmp_path: Path) -> None:
    file = tmp_path / "fall.ndjson"
    file.write_text(GOOD + "{\n" + GOOD)
    out = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("assess_liability", str(file), stdout=out)
    assert caught.value.code == 1
    assert len(out.getvalue().splitlines()) == 3


@pytest.mark.parametrize("content", ["", "\n\n", "# bara en kommentar\n", "\ufeff"])
def test_nothing_to_do_ends_with_two(content: str, tmp_path: Path) -> None:
    file = tmp_path / "tom.ndjson"
    file.write_text(content)
    with pytest.raises(CommandError, match="Inget att beräkna") as caught:
        run(str(file))
    assert caught.value.returncode == 2


def test_a_file_that_cannot_be_read_ends_with_two(tmp_path: Path) -> None:
    for path in (tmp_path / "saknas.ndjson", tmp_path):
        with pytest.raises(CommandError, match="går inte att läsa") as caught:
            run(str(path))
        assert caught.value.returncode == 2
