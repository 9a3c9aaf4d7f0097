"""Every code that can be stored for what was not delivered has words to act on, and every event a name."""

import ast
import smtplib
import socket
from collections.abc import Iterator

import pytest

from core import event_names, giving_up, handlers, reasons, retrying
from core.restoring import HELD_CODE
from core.sms import NoGateway
from integrations.services import receipts
from tests.architecture.source import python_files, tree

CODES_TO = {"TryAgain", "Gone", "NotAllowed", "_stop", "_hold", "_refused"}
KEPT_AS = {"last_error", "refused_code", "stopped_code", "failed_code", "error"}


def _texts(node: ast.AST) -> Iterator[str]:
    """The codes that an expression can be; what is filled in is taken for a number."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "503" for part in node.values)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and node.value:
            yield node.value
    else:
        for part in ast.iter_child_nodes(node):
            yield from _texts(part)


def _made_in(module: ast.AST) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            kept = [word.value for word in node.keywords if word.arg in KEPT_AS and called == "update"]
            for part in [*(node.args if called in CODES_TO else []), *kept]:
                yield from _texts(part)
        elif isinstance(node, ast.Assign):
            targets = [one for target in node.targets for one in getattr(target, "elts", [target])]
            values = getattr(node.value, "elts", [node.value] * len(targets))
            for target, value in zip(targets, values, strict=False):
                if isinstance(target, ast.Attribute) and target.attr in KEPT_AS:
                    yield from _texts(value)


def made() -> set[str]:
    """The codes that stand in the program where one is raised or written to a row."""
    found: set[str] = set()
    for path in python_files("core", "transitions", "integrations"):
        found |= set(_made_in(tree(path)))
    return found - {"given_up.503"}


def test_every_code_that_the_program_stores_has_words() -> None:
    codes = made()
    assert {"attempts_exhausted", "system_away", "never_fetched", "in_figures", "gateway_503"} <= codes, (
        "they are found"
    )
    stored = codes | {HELD_CODE, *receipts.REASONS, *(f"given_up.{code}" for code in giving_up.REASONS)}
    assert [code for code in sorted(stored) if reasons.reason(code).text.startswith("Fel i programmet")] == []


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")}),
            "E-postadressen finns inte (svar 550)",
        ),
        (smtplib.SMTPDataError(451, b"later"), "E-postservern är upptagen (svar 451)"),
        (smtplib.SMTPSenderRefused(554, b"no", "x"), "E-postservern tog inte emot brevet (svar 554)"),
        (smtplib.SMTPServerDisconnected(), "E-postservern bröt förbindelsen"),
        (retrying.TryAgain("gateway_503"), "Tjänsten för SMS svarade med fel (svar 503)"),
        (retrying.Gone("number"), "Telefonnumret finns inte"),
        (NoGateway(), "Installationen har ingen tjänst för SMS"),
        (PermissionError("gateway_401"), "Tjänsten för SMS känner inte igen Hemväg"),
        (ConnectionRefusedError(), "Det gick inte att ansluta"),
        (socket.gaierror(), "Värdnamnet finns inte"),
        (KeyError("patient"), "Fel i programmet (KeyError)"),
    ],
)
def test_a_failure_is_told_by_its_code(error: Exception, text: str) -> None:
    assert reasons.reason(retrying.code_of(error)).text == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("http_503", "Enhetens planeringssystem svarade med fel (svar 503)"),
        ("http_429", "Enhetens planeringssystem svarade med fel (svar 429)"),
        ("http_403", "Enhetens planeringssystem nekade (svar 403)"),
        ("given_up.no_recipient", "Mottagaren finns inte längre"),
    ],
)
def test_an_answer_in_figures_is_told_by_what_it_means(code: str, text: str) -> None:
    assert reasons.reason(code).text == text


def test_whoever_can_do_something_is_told_what() -> None:
    for code in made():
        if not code.startswith("given_up."):
            assert reasons.reason(code).advice.endswith("."), code


def test_every_event_that_somebody_reacts_to_has_a_name() -> None:
    assert [event for event in sorted(handlers.events()) if event_names.named(event) == event] == []
