"""Every place that writes many rows at once, or by SQL, has been looked at (AUD-9).

None of them calls `save`, so that neither versions nor signals see them: the triggers of the database do. On the list
is who writes so and why it is right. Historik of rows that a user edits is kept by hand where it says so.
"""

import ast
import re

from tests.architecture.source import APPS, ROOT, place, python_files, tree

REVIEWED = {
    "actors/services.py": "areas that a unit serves, loaded from a file",
    "actors/services_access.py": "the day an assignment was last used, at most once a day",
    "actors/services_duty.py": "hours and numbers of the first filling of a directory",
    "actors/services_places.py": "areas that a unit serves, on its page; audited as unit.changed",
    "core/copies.py": "a region of invented people in an empty demo database, one audit row for each load",
    "core/access_log.py": "the access log's own rows, in one statement with the count of what was opened",
    "core/delivery.py": "how far a delivery has come; no patient data",
    "core/audit.py": "the audit rows of many acts at once, each with who, what and which object",
    "core/idempotency.py": "what a request was answered; no patient data",
    "core/limits.py": "counts of attempts; no patient data",
    "core/reconciling.py": "what the night's comparison found, and that it agrees again; no patient data",
    "core/lines.py": "the line of ways of one message; no patient data",
    "core/links.py": "codes and ends of one-time links; no patient data",
    "core/relay.py": "how far a message has come; no patient data",
    "core/tracking.py": "when a delivery was opened or fetched; no patient data",
    "core/webhook_keeping.py": "ends of secrets, and what waits for a new address; no patient data",
    "core/webhooks.py": "how a party's system answers and what waits for it; no patient data",
    "core/restoring.py": "what a restored copy holds as unsent; no patient data",
    "core/sending.py": "that sending is paused; no patient data",
    "core/retention.py": "removal of log rows that are old enough, as the owner; itself logged",
    "integrations/services/event_loads.py": "how far a file has been read",
    "integrations/services/tokens.py": "the day a key was last used",
    "liability/services/keeping.py": "results of the rules, each with its audit row; the earlier ones are kept",
    "liability/services/agreements.py": "which organisations terms hold for, made with them and never changed",
    "liability/services/statement_life.py": "rows open again when a proposal is taken back, under the statement's lock",
    "liability/services/statements.py": "rows of a preliminary month, worked out anew each day, under its lock",
    "sip/services/calling.py": "participants, made with the call",
    "transitions/services/admission.py": "where an episode belongs, in the services that lock it and write the version",
    "transitions/services/assigning.py": "the cases of a hand-over, made with it under the lock of each episode",
    "transitions/services/care_contact.py": "the former care contact is not current; the row itself stays",
    "transitions/services/completing.py": "demonstration data that files do not carry",
    "transitions/services/consent.py": "consents, made with their item",
    "transitions/services/linking.py": "the earlier stay of each party, derived at each write",
    "transitions/services/ladder.py": "when each step falls due, and that it was taken; nobody edits them",
    "transitions/services/discharge.py": "addressees of the chain's messages at the ward it moves to, under its lock",
    "transitions/services/handing.py": "that a message has arrived after all, with its receipt",
    "transitions/services/loading.py": "history from a file, one audit row for each load",
    "transitions/services/owing.py": "from when a municipality owes, with Historik beside, and what waits for people",
    "transitions/services/shields.py": "openings of protected data end when the protection changes",
    "transitions/services/state.py": "state derived from the items, with Historik written beside",
    "transitions/services/succession.py": "open cases move to the unit that takes over",
    "transitions/services/work.py": "when a unit was told of a task; who takes which cases, each audited",
    "transitions/services/writing.py": "items, addressees and parties of one message, under the lock of the episode",
}
"""File → what it writes so."""

LOOKED_AT = {
    "transitions/migrations/0001_tables.py": "a constraint over three tables, which no CHECK can say",
}
"""Migration → why it runs SQL."""

_METHODS = {"bulk_create", "bulk_update", "_raw_delete", "abulk_create", "abulk_update"}
_SQL = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|COPY) ")


def _writes_many(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in _METHODS:
            return True
        # `.update(column=value)` is a query; `.update(mapping)` is a dictionary's or a digest's.
        return node.func.attr == "update" and bool(node.keywords) and not node.args
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _SQL.match(node.value.lstrip()) is not None
    return False


def _found() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in python_files(*APPS):
        for node in ast.walk(tree(path)):
            if _writes_many(node):
                found.setdefault(str(path.relative_to(ROOT)), []).append(place(path, node))
    return found


def test_whoever_writes_many_rows_at_once_is_on_the_list() -> None:
    found = _found()
    unknown = {place for name, places in found.items() if name not in REVIEWED for place in places}
    assert unknown == set(), "look at what these write, then put the file on the list with the reason"
    assert set(REVIEWED) - set(found) == set(), "files on the list that no longer write so"


def test_nobody_runs_sql_in_a_migration_but_where_it_has_been_looked_at() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in sorted(ROOT.glob("*/migrations/*.py"))
        if re.search(r"\bRunSQL\b|pgtrigger", path.read_text(encoding="utf-8"))
        and str(path.relative_to(ROOT)) not in LOOKED_AT
    ]
    assert wrong == [], (
        "policies and triggers are made by `migrate` from the registers; rows are changed by RunPython"
    )
