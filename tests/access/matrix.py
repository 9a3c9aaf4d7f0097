"""Who may reach what: a row for each URL name and method, a column for each position of a person.

The case of the matrix is on ward `nurse`; `asses`, `vc` and `home` are on it, `nurs2`, `asse2` (another
municipality), `rehab` and `night` are not. A SIP is called by the vårdcentral to the office; home care has reported a
deviation about the ward; the manager has ordered a report. `ended` is a nurse of the ward whose assignment has ended.

A POST is sent with nothing in it: 422 means that the form was read, so the person may. `login` and `pick` are where
somebody without a log-in, or without an assignment, is sent. A method without a row is refused.
"""

import re

_TABLE = """
name                  by   anon  nurse nurs2 asses asse2 vc    rehab home  night mas   mgr   ctrl  admin ended
start                 GET  login 302   302   302   302   302   302   302   302   302   302   302   302   pick
worklist              GET  login 200   200   200   200   200   200   200   200   403   403   403   403   pick
worklist              POST login 302   302   302   302   302   302   302   302   403   403   403   403   pick
worklist_reset        GET  login 302   302   302   302   302   302   302   302   302   302   302   302   pick
worklist_changes      GET  login 204   204   204   204   204   204   204   204   204   204   204   204   pick
worklist_act          POST login 302   302   302   302   302   302   302   302   403   403   403   403   pick
people                GET  login 200   200   200   200   200   200   200   200   403   403   403   403   pick
people                POST login 200   200   200   200   200   200   200   200   403   403   403   403   pick
admit                 GET  login 200   200   403   403   403   403   403   403   403   403   403   403   pick
admit                 POST login 422   422   403   403   403   403   403   403   403   403   403   403   pick
case                  GET  login 200   404   200   404   200   404   200   404   404   404   404   404   pick
case                  POST login 405   404   405   404   405   404   405   404   404   404   404   404   pick
case_history          GET  login 200   404   200   404   200   404   200   404   404   404   404   404   pick
case_history          POST login 405   404   405   404   405   404   405   404   404   404   404   404   pick
take_case             GET  login 405   404   405   404   405   404   405   404   404   404   404   404   pick
take_case             POST login 302   404   302   404   302   404   302   404   404   404   404   404   pick
acknowledge           GET  login 405   404   405   404   405   404   405   404   404   404   404   404   pick
acknowledge           POST login 302   404   302   404   302   404   302   404   404   404   404   404   pick
send_notice           GET  login 200   404   403   404   403   404   403   404   404   404   404   404   pick
send_notice           POST login 422   404   403   404   403   404   403   404   404   404   404   404   pick
change_date           GET  login 200   404   403   404   403   404   403   404   404   404   404   404   pick
change_date           POST login 422   404   403   404   403   404   403   404   404   404   404   404   pick
send_ready            GET  login 200   404   403   404   403   404   403   404   404   404   404   404   pick
send_ready            POST login 422   404   403   404   403   404   403   404   404   404   404   404   pick
withdraw_ready        GET  login 200   404   403   404   403   404   403   404   404   404   404   404   pick
withdraw_ready        POST login 422   404   403   404   403   404   403   404   404   404   404   404   pick
discharge             GET  login 200   404   403   404   403   404   403   404   404   404   404   404   pick
discharge             POST login 422   404   403   404   403   404   403   404   404   404   404   404   pick
take_contact          GET  login 403   404   200   404   403   404   403   404   404   404   404   404   pick
take_contact          POST login 403   404   422   404   403   404   403   404   404   404   404   404   pick
appoint_contact       GET  login 403   404   403   404   200   404   403   404   404   404   404   404   pick
appoint_contact       POST login 403   404   403   404   422   404   403   404   404   404   404   404   pick
open_care             GET  login 403   404   403   404   200   404   403   404   404   404   404   404   pick
open_care             POST login 403   404   403   404   422   404   403   404   404   404   404   404   pick
report_services       GET  login 403   404   200   404   403   404   200   404   404   404   404   404   pick
report_services       POST login 403   404   422   404   403   404   422   404   404   404   404   404   pick
order_home_care       GET  login 403   404   200   404   403   404   403   404   404   404   404   404   pick
order_home_care       POST login 403   404   422   404   403   404   403   404   404   404   404   404   pick
sip_list              GET  login 200   200   200   200   200   200   200   200   403   403   403   403   pick
sip_detail            GET  login 200   404   200   404   200   404   404   404   404   404   404   404   pick
sip_detail            POST login 405   404   405   404   405   404   404   404   404   404   404   404   pick
sip_meeting           GET  login 403   404   200   404   200   404   404   404   404   404   404   404   pick
sip_meeting           POST login 403   404   422   404   422   404   404   404   404   404   404   404   pick
sip_agreed            GET  login 403   404   200   404   200   404   404   404   404   404   404   404   pick
sip_agreed            POST login 403   404   422   404   422   404   404   404   404   404   404   404   pick
sip_followed_up       GET  login 403   404   200   404   200   404   404   404   404   404   404   404   pick
sip_followed_up       POST login 403   404   422   404   422   404   404   404   404   404   404   404   pick
sip_close             GET  login 403   404   200   404   200   404   404   404   404   404   404   404   pick
sip_close             POST login 403   404   422   404   422   404   404   404   404   404   404   404   pick
sip_calendar          GET  login 200   404   200   404   200   404   404   404   404   404   404   404   pick
sip_call              GET  login 200   404   200   404   200   404   403   404   404   404   404   404   pick
sip_call              POST login 422   404   422   404   422   404   403   404   404   404   404   404   pick
sip_not_required      GET  login 200   404   200   404   200   404   403   404   404   404   404   404   pick
sip_not_required      POST login 422   404   422   404   422   404   403   404   404   404   404   404   pick
liability             GET  login 200   404   200   404   404   404   404   404   404   404   404   404   pick
liability             POST login 405   404   405   404   405   404   405   404   404   404   404   404   pick
liability_overview    GET  login 403   403   403   403   403   403   403   403   403   200   200   403   pick
liability_terms       GET  login 200   200   200   200   403   403   403   403   403   200   200   200   pick
liability_terms       POST login 403   403   403   403   403   403   403   403   403   403   422   422   pick
deviation_list        GET  login 200   200   200   200   200   200   200   200   200   403   403   403   pick
deviation_new         GET  login 200   200   200   200   200   200   200   200   200   403   403   403   pick
deviation_new         POST login 422   422   422   422   422   422   422   422   422   403   403   403   pick
deviation_detail      GET  login 200   404   404   404   404   404   200   404   200   404   404   404   pick
deviation_detail      POST login 405   404   404   404   404   404   405   404   405   404   404   404   pick
deviation_answer      GET  login 302   404   404   404   404   404   302   404   302   404   404   404   pick
deviation_answer      POST login 422   404   404   404   404   404   403   404   403   404   404   404   pick
deviation_receive     GET  login 302   404   404   404   404   404   302   404   302   404   404   404   pick
deviation_receive     POST login 302   404   404   404   404   404   403   404   403   404   404   404   pick
deviation_read        GET  login 302   404   404   404   404   404   302   404   302   404   404   404   pick
deviation_read        POST login 403   404   404   404   404   404   302   404   403   404   404   404   pick
deviation_close       GET  login 302   404   404   404   404   404   302   404   302   404   404   404   pick
deviation_close       POST login 302   404   404   404   404   404   302   404   403   404   404   404   pick
reports               GET  login 200   200   200   200   200   200   200   200   200   200   200   200   pick
report_diagram        GET  login 200   200   200   200   200   200   200   200   200   200   200   200   pick
report_order          POST login 302   302   302   302   302   302   302   302   302   302   302   302   pick
report_run            GET  login 404   404   404   404   404   404   404   404   404   200   404   404   pick
report_file           GET  login 404   404   404   404   404   404   404   404   404   200   404   404   pick
choose_assignment     GET  login 302   302   302   302   302   302   302   302   302   302   302   302   200
choose_assignment     POST login 404   404   404   404   404   404   404   404   404   404   404   404   404
directory             GET  login 200   200   200   200   200   200   200   200   200   200   200   200   pick
unit                  GET  login 200   200   200   200   200   200   200   200   200   200   200   200   pick
unit                  POST login 403   403   403   403   403   403   403   403   403   403   403   422   pick
operations            GET  login 403   403   403   403   403   403   403   403   403   403   403   200   pick
operations            POST login 403   403   403   403   403   403   403   403   403   403   403   302   pick
help                  GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200
fallback_routine      GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200
accessibility         GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200
settings              GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200
settings              POST 422   422   422   422   422   422   422   422   422   422   422   422   422   422
styleguide            GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200
styleguide            POST 200   200   200   200   200   200   200   200   200   200   200   200   200   200
api_cases             GET  401   401   401   401   401   401   401   401   401   401   401   401   401   401
api_case              GET  401   401   401   401   401   401   401   401   401   401   401   401   401   401
api_admission_notices POST 401   401   401   401   401   401   401   401   401   401   401   401   401   401
api_schema            GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200
api_docs              GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200
"""

_HEAD, *_ROWS = [
    line.split() for line in _TABLE.strip().splitlines() if line.strip() and not line.startswith("#")
]

COLUMNS: list[str] = _HEAD[2:]
MATRIX: dict[tuple[str, str], dict[str, str]] = {
    (name, method): dict(zip(COLUMNS, answers, strict=True)) for name, method, *answers in _ROWS
}

DATA: dict[tuple[str, str], dict[str, str]] = {
    ("report_order", "POST"): {"format": "csv", "period": "2026-10"},
}
"""What is sent where nothing is not enough to tell a refusal from an error."""

OTHERS = re.compile(
    r"admin:.*|(?:account|socialaccount|mfa|openid_connect)_\w+|social/.*|core:(?:healthz|readyz)"
)
"""Addresses of other packages, and those for machines: tests/access/test_others.py."""
