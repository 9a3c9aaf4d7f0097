"""Who may reach what: a row for each URL name and method, a column for each position of a person (`POSITIONS`).

`python -m tests.access.matrix` writes it as docs/behorigheter.md, for the data-protection officer.

The case of the matrix is on ward `nurse`; `asses`, `vc` and `home` are on it, `nurs2`, `asse2` (another
municipality), `rehab` and `night` are not. A SIP is called by the vårdcentral to the office; home care has reported a
deviation about the ward; the manager has ordered a report. The person was home for a week: ward and office were on the
earlier case too. `ended` is a nurse of the ward whose assignment has ended.

A POST is sent with nothing in it: 422 means that the form was read, so the person may. `login` and `pick` are where
somebody without a log-in, or without an assignment, is sent. A method without a row is refused.
"""

import re
from pathlib import Path

_TABLE = """
name                  by   anon  nurse nurs2 asses asse2 vc    rehab home  night mas   mgr   ctrl  uadm  admin opera ended
start                 GET  login 302   302   302   302   302   302   302   302   302   302   302   302   302   302   pick
worklist              GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
worklist              POST login 302   302   302   302   302   302   302   302   403   403   403   403   403   403   pick
worklist_reset        GET  login 302   302   302   302   302   302   302   302   302   302   302   302   302   302   pick
worklist_changes      GET  login 204   204   204   204   204   204   204   204   204   204   204   204   204   204   pick
worklist_act          POST login 302   302   302   302   302   302   302   302   403   403   403   403   403   403   pick
worklist_undo         POST login 302   302   302   302   302   302   302   302   403   403   403   403   403   403   pick
worklist_filters      GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
worklist_filters      POST login 422   422   422   422   422   422   422   422   403   403   403   403   403   403   pick
worklist_filter_remove POST login 404  404   302   404   404   404   404   404   403   403   403   403   403   403   pick
hand_over             GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
hand_over             POST login 422   422   422   422   422   422   422   422   403   403   403   403   403   403   pick
handed_over           GET  login 404   404   200   404   404   404   404   404   403   403   403   403   403   403   pick
handed_over           POST login 404   404   302   404   404   404   404   404   403   403   403   403   403   403   pick
presence              GET  login 204   204   204   204   204   204   204   204   204   204   204   204   204   204   pick
day                   GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
day_holiday           GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
ward_wall             GET  login 200   200   403   403   403   403   403   403   403   403   403   403   403   403   pick
worklist_file         POST login 200   200   200   200   200   200   200   403   403   403   403   403   403   403   pick
deadline_calendar     GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
deadline_calendar     POST login 302   302   302   302   302   302   302   302   403   403   403   403   403   403   pick
deadline_feed         GET  404   404   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
tour                  POST login 302   302   302   302   302   302   302   302   302   302   302   302   302   302   pick
people                GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
people                POST login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
admit                 GET  login 200   200   403   403   403   403   403   403   403   403   403   403   403   403   pick
admit                 POST login 422   422   403   403   403   403   403   403   403   403   403   403   403   403   pick
case                  GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
case                  POST login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
case_history          GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
case_history          POST login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
take_case             GET  login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
take_case             POST login 302   404   302   404   302   404   302   404   404   404   404   404   404   404   pick
acknowledge           GET  login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
acknowledge           POST login 302   404   302   404   302   404   302   404   404   404   404   404   404   404   pick
send_notice           GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
send_notice           POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
notice                GET  login 200   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
complete_notice       GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
complete_notice       POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
notice_meter          POST login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
ask_question          GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
ask_question          POST login 422   404   422   404   422   404   422   404   404   404   404   404   404   404   pick
answer_question       GET  login 200   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
answer_question       POST login 422   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
cancel_message        GET  login 200   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
cancel_message        POST login 422   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
correct_message       GET  login 200   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
correct_message       POST login 422   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
return_message        GET  login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
return_message        POST login 302   404   302   404   302   404   302   404   404   404   404   404   404   404   pick
recall_from_unit      GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
recall_from_unit      POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
start_leave           GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
start_leave           POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
interrupt             GET  login 200   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
interrupt             POST login 422   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
legal_form            GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
legal_form            POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
report_sent_in        GET  login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
report_sent_in        POST login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
emergency_visit       GET  login 200   404   403   404   200   404   403   404   404   404   404   404   404   404   pick
emergency_visit       POST login 422   404   403   404   422   404   403   404   404   404   404   404   404   404   pick
transfer              GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
transfer              POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
record_death          GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
record_death          POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
end_leave             GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
end_leave             POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
change_date           GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
change_date           POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
send_ready            GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
send_ready            POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
withdraw_ready        GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
withdraw_ready        POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
set_track             GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
set_track             POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
give_answer           GET  login 403   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
give_answer           POST login 403   404   422   404   422   404   422   404   404   404   404   404   404   404   pick
answer_order          GET  login 403   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
answer_order          POST login 403   404   422   404   422   404   422   404   404   404   404   404   404   404   pick
state_competence      GET  login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
state_competence      POST login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
question_readiness    GET  login 403   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
question_readiness    POST login 403   404   422   404   422   404   422   404   404   404   404   404   404   404   pick
answer_readiness      GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
answer_readiness      POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
decide_support        GET  login 403   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
decide_support        POST login 403   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
decide_paper          GET  login 403   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
decide_paper          POST login 403   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
make_request          GET  login 200   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
make_request          POST login 422   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
judge_request         GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
judge_request         POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
decide_request        GET  login 403   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
decide_request        POST login 403   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
record_cause          GET  login 200   404   200   404   404   404   404   404   404   404   404   404   404   404   pick
record_cause          POST login 422   404   422   404   404   404   404   404   404   404   404   404   404   404   pick
consult               GET  login 403   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
consult               POST login 403   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
class_care_task       GET  login 200   404   403   404   200   404   403   404   404   404   404   404   404   404   pick
class_care_task       POST login 422   404   403   404   422   404   403   404   404   404   404   404   404   404   pick
change_care_task      GET  login 200   404   403   404   200   404   403   404   404   404   404   404   404   404   pick
change_care_task      POST login 422   404   403   404   422   404   403   404   404   404   404   404   404   404   pick
end_care_task         GET  login 200   404   403   404   200   404   403   404   404   404   404   404   404   404   pick
end_care_task         POST login 422   404   403   404   422   404   403   404   404   404   404   404   404   404   pick
hand_over_notes       GET  login 403   404   403   404   403   404   200   404   404   404   404   404   404   404   pick
hand_over_notes       POST login 403   404   403   404   403   404   422   404   404   404   404   404   404   404   pick
read_hand_over_notes  GET  login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
read_hand_over_notes  POST login 403   404   403   404   403   404   302   404   404   404   404   404   404   404   pick
state_end_of_life     GET  login 200   404   403   404   200   404   403   404   404   404   404   404   404   404   pick
state_end_of_life     POST login 422   404   403   404   422   404   403   404   404   404   404   404   404   404   pick
end_end_of_life       GET  login 200   404   403   404   200   404   403   404   404   404   404   404   404   404   pick
end_end_of_life       POST login 422   404   403   404   422   404   403   404   404   404   404   404   404   404   pick
died_at_home          GET  login 403   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
died_at_home          POST login 403   404   422   404   422   404   422   404   404   404   404   404   404   404   pick
order_reception       GET  login 403   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
order_reception       POST login 403   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
answer_reception      GET  login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
answer_reception      POST login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
plan_visit            GET  login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
plan_visit            POST login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
record_visit          GET  login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
record_visit          POST login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
hand_over_reception   GET  login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
hand_over_reception   POST login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
follow_up_reception   GET  login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
follow_up_reception   POST login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
next_of_kin           GET  login 200   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
next_of_kin           POST login 422   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
answer_kin_support    GET  login 403   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
answer_kin_support    POST login 403   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
consider_guardian     GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
consider_guardian     POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
take_request          GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
take_request          POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
whole_picture         GET  login 403   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
whole_picture         POST login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
confirm_support       GET  login 403   404   200   404   403   404   200   404   404   404   404   404   404   404   pick
confirm_support       POST login 403   404   422   404   403   404   422   404   404   404   404   404   404   404   pick
consultation          GET  login 403   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
consultation          POST login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
consultations         GET  login 403   403   403   403   403   403   403   403   200   403   403   403   403   403   pick
consultations         POST login 405   405   405   405   405   405   405   405   405   405   405   405   405   405   pick
answer_consultation   GET  login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
answer_consultation   POST login 403   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
routines              GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
routine_new           GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
routine_new           POST login 403   403   403   403   403   403   403   403   403   403   403   403   422   422   pick
routine               GET  login 403   403   403   403   403   403   403   403   403   403   403   403   404   404   pick
routine               POST login 403   403   403   403   403   403   403   403   403   403   403   403   404   404   pick
routine_publish       POST login 403   403   403   403   403   403   403   403   403   403   403   403   404   404   pick
discharge             GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
discharge             POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
going_home            GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
checklist_start       GET  login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
checklist_start       POST login 302   404   302   404   403   404   403   404   404   404   404   404   404   404   pick
checklist_print       GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
point_add             GET  login 200   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
point_add             POST login 422   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
point_settle          GET  login 200   404   200   404   404   404   404   404   404   404   404   404   404   404   pick
point_settle          POST login 422   404   422   404   404   404   404   404   404   404   404   404   404   404   pick
point_done            GET  login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
point_done            POST login 302   404   302   404   404   404   404   404   404   404   404   404   404   404   pick
point_change          GET  login 200   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
point_change          POST login 422   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
information           GET  login 200   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
information           POST login 422   404   403   404   403   404   403   404   404   404   404   404   404   404   pick
patient_information   GET  login 200   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
safety_receipt_new    GET  login 200   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
safety_receipt_new    POST login 422   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
safety_receipt        GET  login 200   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
safety_receipt_pdf    GET  login 200   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
home_templates              GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
home_template_checklist     GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
home_template_checklist     POST login 403   403   403   403   403   403   403   403   403   403   403   403   422   422   pick
home_template_reception     GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
home_template_reception     POST login 403   403   403   403   403   403   403   403   403   403   403   403   422   422   pick
home_template_version       GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   404   pick
consents              GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
consents              POST login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
consent_history       GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
consent_history       POST login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
give_consent          GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
give_consent          POST login 422   404   422   404   422   404   422   404   404   404   404   404   404   404   pick
withdraw_consent      GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
withdraw_consent      POST login 422   404   422   404   422   404   422   404   404   404   404   404   404   404   pick
assess_harm           GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
assess_harm           POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
add_representative    GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
add_representative    POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
end_representative    GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
end_representative    POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
take_contact          GET  login 403   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
take_contact          POST login 403   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
appoint_contact       GET  login 403   404   403   404   200   404   403   404   404   404   404   404   404   404   pick
appoint_contact       POST login 403   404   403   404   422   404   403   404   404   404   404   404   404   404   pick
open_care             GET  login 403   404   403   404   200   404   403   404   404   404   404   404   404   404   pick
open_care             POST login 403   404   403   404   422   404   403   404   404   404   404   404   404   404   pick
report_services       GET  login 403   404   200   404   403   404   200   404   404   404   404   404   404   404   pick
report_services       POST login 403   404   422   404   403   404   422   404   404   404   404   404   404   404   pick
order_home_care       GET  login 403   404   200   404   403   404   403   404   404   404   404   404   404   404   pick
order_home_care       POST login 403   404   422   404   403   404   403   404   404   404   404   404   404   404   pick
case_changes          GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
sent_messages         GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
messages              GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
by_hand               GET  login 200   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
by_hand               POST login 422   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
by_hand_print         POST login 200   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
recall_message        POST login 302   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
link                  GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
link                  POST 422   422   422   422   422   422   422   422   422   422   422   422   422   422   422   422
block_set             GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
block_set             POST login 422   404   422   404   422   404   422   404   404   404   404   404   404   404   pick
block_lift            GET  login 200   404   404   404   200   404   404   404   404   404   404   404   404   404   pick
block_lift            POST login 422   404   404   404   422   404   404   404   404   404   404   404   404   404   pick
make_available        GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
make_available        POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
end_availability      GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
end_availability      POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
open_chain            GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
open_chain            POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
change_protection     GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
change_protection     POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
open_protected        GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
open_protected        POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
open_emergency        GET  login 200   404   403   404   200   404   403   404   404   404   404   404   404   404   pick
open_emergency        POST login 422   404   403   404   422   404   403   404   404   404   404   404   404   404   pick
record_call           GET  login 200   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
record_call           POST login 422   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
ladder                GET  login 403   403   403   403   403   403   403   403   403   403   403   200   404   200   pick
ladder_change         GET  login 403   403   403   403   403   403   403   403   403   403   403   200   404   200   pick
ladder_change         POST login 403   403   403   403   403   403   403   403   403   403   403   422   404   422   pick
enter_paper           GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
enter_paper           POST login 422   404   422   404   422   404   422   404   404   404   404   404   404   404   pick
packs                 GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
packs                 POST login 302   302   302   302   302   302   302   302   403   403   403   403   403   403   pick
pack_file             GET  login 404   404   404   404   404   404   404   404   403   403   403   403   403   403   pick
pack_print            GET  login 404   404   404   404   404   404   404   404   403   403   403   403   403   403   pick
log_reviews           GET  login 403   403   403   403   403   403   403   403   200   200   403   403   403   403   pick
log_reviews           POST login 403   403   403   403   403   403   403   403   404   404   403   403   403   403   pick
log_sample            GET  login 403   403   403   403   403   403   403   403   404   404   403   403   403   403   pick
log_sample            POST login 403   403   403   403   403   403   403   403   404   404   403   403   403   403   pick
log_extracts          GET  login 403   403   403   403   403   403   403   403   200   200   403   403   403   403   pick
log_extracts          POST login 403   403   403   403   403   403   403   403   422   422   403   403   403   403   pick
log_extract           GET  login 403   403   403   403   403   403   403   403   200   200   403   403   403   403   pick
log_extract_pdf       GET  login 403   403   403   403   403   403   403   403   200   200   403   403   403   403   pick
emergency_list        GET  login 403   403   403   403   403   403   403   403   200   200   403   403   403   403   pick
emergency             GET  login 404   404   403   403   404   404   403   403   403   403   403   403   403   403   pick
emergency_review      GET  login 403   403   403   403   403   403   403   403   404   404   403   403   403   403   pick
emergency_review      POST login 403   403   403   403   403   403   403   403   404   404   403   403   403   403   pick
sip_list              GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
sip_start             GET  login 403   403   200   200   200   403   403   403   403   403   403   403   403   403   pick
sip_start             POST login 403   403   422   422   422   403   403   403   403   403   403   403   403   403   pick
sip_detail            GET  login 200   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_detail            POST login 405   404   405   404   405   404   404   404   404   404   404   404   404   404   pick
sip_meeting           GET  login 403   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_meeting           POST login 403   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
sip_agreed            GET  login 403   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_agreed            POST login 403   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
sip_followed_up       GET  login 403   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_followed_up       POST login 403   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
sip_close             GET  login 403   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_close             POST login 403   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
sip_evaluation        GET  login 403   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_evaluation        POST login 403   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
sip_calendar          GET  login 200   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_calendar_whole    GET  login 404   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_times             GET  login 404   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_times_open        GET  login 302   404   302   404   302   404   404   404   404   404   404   404   404   404   pick
sip_times_propose     GET  login 403   404   403   404   200   404   404   404   404   404   404   404   404   404   pick
sip_times_propose     POST login 403   404   403   404   422   404   404   404   404   404   404   404   404   404   pick
sip_times_settle      GET  login 403   404   403   404   404   404   404   404   404   404   404   404   404   404   pick
sip_times_settle      POST login 403   404   403   404   422   404   404   404   404   404   404   404   404   404   pick
sip_times_remind      POST login 403   404   403   404   302   404   404   404   404   404   404   404   404   404   pick
sip_times_answer      GET  login 404   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
sip_times_answer      POST login 404   404   403   404   422   404   404   404   404   404   404   404   404   404   pick
sip_slots             GET  login 403   404   403   404   200   404   404   404   404   404   404   404   404   404   pick
sip_slots             POST login 403   404   403   404   422   404   404   404   404   404   404   404   404   404   pick
sip_letter            POST login 403   404   403   404   200   404   404   404   404   404   404   404   404   404   pick
sip_sms               GET  login 403   404   403   404   200   404   404   404   404   404   404   404   404   404   pick
sip_sms               POST login 403   404   403   404   422   404   404   404   404   404   404   404   404   404   pick
sip_video             GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
sip_video             POST login 403   403   403   403   403   403   403   403   403   403   403   403   302   302   pick
sip_plan              GET  login 404   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_preparation       GET  login 404   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_prepare           GET  login 403   404   403   404   200   404   404   404   404   404   404   404   404   404   pick
sip_prepare           POST login 403   404   403   404   422   404   404   404   404   404   404   404   404   404   pick
sip_own_words         GET  login 403   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_own_words         POST login 403   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
sip_hand_over         GET  login 403   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_hand_over         POST login 403   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
sip_take_over         GET  login 403   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
sip_take_over         POST login 403   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
sip_plan_common       GET  login 403   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_plan_common       POST login 403   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
sip_plan_part         GET  login 403   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_plan_part         POST login 403   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
sip_plan_confirm      GET  login 403   404   200   404   200   404   404   404   404   404   404   404   404   404   pick
sip_plan_confirm      POST login 403   404   422   404   422   404   404   404   404   404   404   404   404   404   pick
sip_plan_versions     GET  login 404   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
sip_plan_text         GET  login 404   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
sip_plan_pdf          GET  login 404   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
sip_call              GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
sip_call              POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
sip_signal            GET  login 200   404   200   404   403   404   200   404   404   404   404   404   404   404   pick
sip_signal            POST login 422   404   422   404   403   404   422   404   404   404   404   404   404   404   pick
sip_coordinator       GET  login 403   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
sip_coordinator       POST login 403   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
sip_signals           GET  login 200   404   200   404   200   404   200   404   404   404   404   404   404   404   pick
sip_signal_answer     GET  login 403   404   403   404   200   404   403   404   404   404   404   404   404   404   pick
sip_signal_answer     POST login 403   404   403   404   422   404   403   404   404   404   404   404   404   404   pick
sip_not_required      GET  login 200   404   200   404   200   404   403   404   404   404   404   404   404   404   pick
sip_not_required      POST login 422   404   422   404   422   404   403   404   404   404   404   404   404   404   pick
liability             GET  login 200   404   200   404   404   404   404   404   404   404   404   404   404   404   pick
liability             POST login 405   404   405   404   405   404   405   404   404   404   404   404   404   404   pick
liability_overview    GET  login 403   403   403   403   403   403   403   403   403   200   200   403   403   403   pick
liability_terms       GET  login 200   200   200   200   403   403   403   403   403   200   200   403   200   200   pick
liability_terms       POST login 403   403   403   403   403   403   403   403   403   403   422   403   422   422   pick
decision_propose      GET  login 200   404   200   404   404   404   404   404   404   404   404   404   404   404   pick
decision_propose      POST login 422   404   422   404   404   404   404   404   404   404   404   404   404   404   pick
decision_answer       GET  login 200   404   200   404   404   404   404   404   404   404   404   404   404   404   pick
decision_answer       POST login 422   404   422   404   404   404   404   404   404   404   404   404   404   404   pick
liability_what_if     GET  login 200   404   200   404   404   404   404   404   404   404   404   404   404   404   pick
liability_what_if     POST login 422   404   422   404   404   404   404   404   404   404   404   404   404   404   pick
liability_forecast    GET  login 200   200   200   200   403   403   403   403   403   200   200   403   403   403   pick
statement_what_if     GET  login 403   403   200   404   403   403   403   403   403   200   200   403   403   403   pick
statement_what_if     POST login 403   403   422   404   403   403   403   403   403   422   422   403   403   403   pick
agreements            GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
terms_new             GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
terms_new             POST login 403   403   403   403   403   403   403   403   403   403   403   403   422   422   pick
statement_deadlines   GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
statement_deadlines   POST login 403   403   403   403   403   403   403   403   403   403   403   403   422   422   pick
finance_layout        GET  login 403   403   403   403   403   403   403   403   403   200   403   403   200   403   pick
finance_layout        POST login 403   403   403   403   403   403   403   403   403   422   403   403   422   403   pick
terms_prolong         POST login 403   403   403   403   403   403   403   403   403   403   403   403   302   302   pick
terms_draft           GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
terms_compare         GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
terms_compare         POST login 403   403   403   403   403   403   403   403   403   403   403   403   302   302   pick
terms_make_valid      GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
terms_make_valid      POST login 403   403   403   403   403   403   403   403   403   403   403   403   409   409   pick
liability_readings    GET  login 403   403   403   403   403   403   403   403   403   200   200   403   403   403   pick
decisions             GET  login 200   200   200   200   403   403   403   403   403   403   403   403   403   403   pick
statements            GET  login 403   403   200   200   403   403   403   403   403   200   200   403   403   403   pick
statement             GET  login 403   403   200   404   403   403   403   403   403   200   200   403   403   403   pick
statement_propose     GET  login 403   403   302   404   403   403   403   403   403   302   302   403   403   403   pick
statement_propose     POST login 403   403   403   404   403   403   403   403   403   403   409   403   403   403   pick
statement_agree       GET  login 403   403   302   404   403   403   403   403   403   302   302   403   403   403   pick
statement_agree       POST login 403   403   403   404   403   403   403   403   403   409   409   403   403   403   pick
statement_lock        GET  login 403   403   302   404   403   403   403   403   403   302   302   403   403   403   pick
statement_lock        POST login 403   403   403   404   403   403   403   403   403   403   409   403   403   403   pick
statement_take_back   GET  login 403   403   403   403   403   403   403   403   403   403   200   403   403   403   pick
statement_take_back   POST login 403   403   403   403   403   403   403   403   403   403   422   403   403   403   pick
statement_row         GET  login 403   403   200   404   403   403   403   403   403   200   200   403   403   403   pick
statement_dispute     GET  login 403   403   200   404   403   403   403   403   403   200   403   403   403   403   pick
statement_dispute     POST login 403   403   422   404   403   403   403   403   403   422   403   403   403   403   pick
statement_answer      GET  login 403   403   403   403   403   403   403   403   403   403   200   403   403   403   pick
statement_answer      POST login 403   403   403   403   403   403   403   403   403   403   422   403   403   403   pick
statement_accept      GET  login 403   403   302   404   403   403   403   403   403   302   302   403   403   403   pick
statement_accept      POST login 403   403   409   404   403   403   403   403   403   409   403   403   403   403   pick
statement_attachment  GET  login 403   403   200   404   403   403   403   403   403   200   200   403   403   403   pick
statement_order       POST login 403   403   302   404   403   403   403   403   403   302   302   403   403   403   pick
statement_file        GET  login 403   403   200   404   403   403   403   403   403   200   200   403   403   403   pick
statement_download    GET  login 403   403   302   404   403   403   403   403   403   302   302   403   403   403   pick
deviation_list        GET  login 200   200   200   200   200   200   200   200   200   200   200   403   403   403   pick
deviation_new         GET  login 200   200   200   200   200   200   200   200   200   403   403   403   403   403   pick
deviation_new         POST login 422   422   422   422   422   422   422   422   422   403   403   403   403   403   pick
deviation_detail      GET  login 200   404   404   404   404   404   200   404   200   404   404   404   404   404   pick
deviation_detail      POST login 405   404   404   404   404   404   405   404   405   404   404   404   404   404   pick
deviation_answer      GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_answer      POST login 422   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
deviation_receive     GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_receive     POST login 302   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
deviation_read        GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_read        POST login 403   404   404   404   404   404   302   404   403   404   404   404   404   404   pick
deviation_close       GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_close       POST login 302   404   404   404   404   404   302   404   403   404   404   404   404   404   pick
delegations           GET  login 403   403   403   403   200   200   200   200   200   403   302   403   403   302   pick
delegations_ended     GET  login 403   403   403   403   200   200   200   200   200   403   302   403   403   302   pick
delegation_tonight    GET  login 403   403   403   403   403   403   200   200   403   403   403   403   403   403   pick
delegation_new        GET  login 403   403   403   403   200   200   403   403   403   403   403   403   403   403   pick
delegation_new        POST login 403   403   403   403   200   200   403   403   403   403   403   403   403   403   pick
delegation_stance     GET  login 403   403   403   403   403   403   200   403   403   403   403   403   403   403   pick
delegation_stance     POST login 403   403   403   403   403   403   422   403   403   403   403   403   403   403   pick
delegation_tasks      GET  login 403   403   403   403   200   200   200   200   200   403   200   403   403   200   pick
delegation_tasks_new  GET  login 403   403   403   403   403   403   403   403   403   403   200   403   403   200   pick
delegation_tasks_new  POST login 403   403   403   403   403   403   403   403   403   403   422   403   403   422   pick
delegation_person     GET  login 403   403   403   403   404   404   200   404   404   403   404   403   403   404   pick
delegation            GET  login 404   404   404   404   404   404   200   404   404   404   404   404   404   404   pick
delegation_accept     POST login 404   404   404   404   404   404   403   404   404   404   404   404   404   404   pick
delegation_follow_up  GET  login 404   404   404   404   404   404   403   404   404   404   404   404   404   404   pick
delegation_follow_up  POST login 404   404   404   404   404   404   403   404   404   404   404   404   404   404   pick
delegation_withdraw   GET  login 404   404   404   404   404   404   403   404   404   404   404   404   404   404   pick
delegation_withdraw   POST login 404   404   404   404   404   404   403   404   404   404   404   404   404   404   pick
deviation_investigate GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_investigate POST login 302   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
deviation_take_over   GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_take_over   POST login 302   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
deviation_return      GET  login 200   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
deviation_return      POST login 422   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
deviation_reopen      GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_reopen      POST login 422   404   404   404   404   404   422   404   403   404   404   404   404   404   pick
deviation_enclose     GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_enclose     POST login 422   404   404   404   404   404   422   404   422   404   404   404   404   404   pick
deviation_file        GET  login 200   404   404   404   404   404   200   404   404   404   404   404   404   404   pick
deviation_thank       GET  login 302   302   302   302   302   302   302   302   302   403   403   403   403   403   pick
deviation_thank       POST login 404   404   404   404   404   404   404   404   404   403   403   403   403   403   pick
deviation_write       GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_write       POST login 422   404   404   404   404   404   422   404   403   404   404   404   404   404   pick
deviation_board       GET  login 403   403   403   403   403   403   403   403   200   403   403   403   403   403   pick
deviation_trends      GET  login 403   403   403   403   403   403   403   403   200   403   403   403   403   403   pick
deviation_trend_diagram GET  login 403   403   403   403   403   403   403   403   200   403   403   403   403   403   pick
deviation_year        GET  login 403   403   403   403   403   403   403   403   200   403   403   403   403   403   pick
deviation_year_file   GET  login 403   403   403   403   403   403   403   403   200   403   403   403   403   403   pick
deviation_alike       GET  login 403   403   403   403   403   403   403   403   200   403   403   403   403   403   pick
deviation_alike       POST login 403   403   403   403   403   403   403   403   302   403   403   403   403   403   pick
deviation_board_lift  POST login 403   403   403   403   403   403   403   403   302   403   403   403   403   403   pick
deviation_board_views GET  login 403   403   403   403   403   403   403   403   200   403   403   403   403   403   pick
deviation_board_views POST login 403   403   403   403   403   403   403   403   422   403   403   403   403   403   pick
deviation_board_view_remove POST login 403   403   403   403   403   403   403   403   404   403   403   403   403   403   pick
deviation_move        GET  login 403   403   403   403   403   403   403   403   403   403   403   403   403   403   pick
deviation_move        POST login 403   403   403   403   403   403   403   403   403   403   403   403   403   403   pick
deviation_routes      GET  login 403   403   403   403   403   403   403   403   200   403   200   403   403   403   pick
deviation_route_new   GET  login 403   403   403   403   403   403   403   403   302   403   302   403   403   403   pick
deviation_route_new   POST login 403   403   403   403   403   403   403   403   302   403   302   403   403   403   pick
deviation_route       GET  login 403   403   403   403   403   403   403   403   200   403   404   403   403   403   pick
deviation_route       POST login 403   403   403   403   403   403   403   403   422   403   404   403   403   403   pick
investigation         GET  login 200   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
investigation_write   GET  login 200   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
investigation_write   POST login 422   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
investigation_course  GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
investigation_course  POST login 302   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
investigation_action  GET  login 200   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
investigation_action  POST login 422   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
investigation_action_done GET  login 200   404   404   404   404   404   404   404   404   404   404   403   403   403   pick
investigation_action_done POST login 422   404   404   404   404   404   404   404   404   404   404   403   403   403   pick
investigation_action_effect GET  login 200   404   404   404   404   404   404   404   404   404   404   403   403   403   pick
investigation_action_effect POST login 422   404   404   404   404   404   404   404   404   404   404   403   403   403   pick
deviation_join        GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_join        POST login 422   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
deviation_part        GET  login 302   404   404   404   404   404   302   404   302   404   404   404   404   404   pick
deviation_part        POST login 422   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
serious               GET  login 200   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
serious_assess        GET  login 200   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
serious_assess        POST login 422   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
serious_hand_over     GET  login 200   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
serious_hand_over     POST login 422   404   404   404   404   404   403   404   403   404   404   404   404   404   pick
serious_file          GET  login 200   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
deviation_proposals   GET  login 200   200   200   200   200   200   200   200   200   403   403   403   403   403   pick
deviation_proposal_rules GET  login 403   403   403   403   403   403   403   403   200   403   200   403   403   403   pick
deviation_proposal_rules POST login 403   403   403   403   403   403   403   403   422   403   422   403   403   403   pick
deviation_proposal_dismiss GET  login 200   404   404   404   404   404   404   404   404   403   403   403   403   403   pick
deviation_proposal_dismiss POST login 422   404   404   404   404   404   404   404   404   403   403   403   403   403   pick
deviation_terms       GET  login 403   403   403   403   403   403   403   403   200   403   200   403   403   403   pick
deviation_terms       POST login 403   403   403   403   403   403   403   403   422   403   422   403   403   403   pick
meetings              GET  login 200   200   200   200   200   200   200   200   200   200   200   403   403   403   pick
mandates              GET  login 200   200   200   200   200   200   200   200   200   200   200   403   403   403   pick
mandate_new           GET  login 403   403   403   403   403   403   403   403   200   200   200   403   403   403   pick
mandate_new           POST login 403   403   403   403   403   403   403   403   422   422   422   403   403   403   pick
forum_new             GET  login 403   403   403   403   403   403   403   403   200   200   200   403   403   403   pick
forum_new             POST login 403   403   403   403   403   403   403   403   422   422   422   403   403   403   pick
mandate               GET  login 403   403   403   403   403   403   403   403   200   200   404   403   403   403   pick
mandate               POST login 403   403   403   403   403   403   403   403   422   422   404   403   403   403   pick
forum                 GET  login 404   404   404   404   200   404   404   404   200   404   404   403   403   403   pick
forum_change          GET  login 403   403   403   403   403   403   403   403   200   404   404   403   403   403   pick
forum_change          POST login 403   403   403   403   403   403   403   403   422   404   404   403   403   403   pick
forum_seat_new        GET  login 404   404   404   404   403   404   404   404   200   404   404   403   403   403   pick
forum_seat_new        POST login 404   404   404   404   403   404   404   404   422   404   404   403   403   403   pick
forum_seat            GET  login 404   404   404   404   403   404   404   404   200   404   404   403   403   403   pick
forum_seat            POST login 404   404   404   404   403   404   404   404   422   404   404   403   403   403   pick
meeting_call          GET  login 404   404   404   404   403   404   404   404   200   404   404   403   403   403   pick
meeting_call          POST login 404   404   404   404   403   404   404   404   422   404   404   403   403   403   pick
meeting_decide        GET  login 404   404   404   404   403   404   404   404   200   404   404   403   403   403   pick
meeting_decide        POST login 404   404   404   404   403   404   404   404   422   404   404   403   403   403   pick
meeting_close         GET  login 404   404   404   404   403   404   404   404   200   404   404   403   403   403   pick
meeting_close         POST login 404   404   404   404   403   404   404   404   422   404   404   403   403   403   pick
meeting               GET  login 404   404   404   404   200   404   404   404   200   404   404   403   403   403   pick
meeting_lift          GET  login 404   404   404   404   200   404   404   404   200   404   404   403   403   403   pick
meeting_lift          POST login 404   404   404   404   302   404   404   404   302   404   404   403   403   403   pick
meeting_lift_readmission POST login 404   404   404   404   404   404   404   404   404   404   404   403   403   403   pick
meeting_item          GET  login 404   404   404   404   200   404   404   404   200   404   404   403   403   403   pick
meeting_item          POST login 404   404   404   404   422   404   404   404   422   404   404   403   403   403   pick
meeting_decision_done GET  login 404   404   404   404   200   404   404   404   200   404   404   403   403   403   pick
meeting_decision_done POST login 404   404   404   404   422   404   404   404   422   404   404   403   403   403   pick
meeting_minutes       GET  login 404   404   404   404   404   404   404   404   404   404   404   403   403   403   pick
meeting_decision      GET  login 404   404   404   404   200   404   404   404   200   404   404   403   403   403   pick
meeting_effect        GET  login 404   404   404   404   200   404   404   404   200   404   404   403   403   403   pick
local_agreements      GET  login 200   200   200   200   200   200   200   200   200   200   200   403   403   403   pick
agreement_new         GET  login 403   403   403   403   403   403   403   403   200   200   200   403   403   403   pick
agreement_new         POST login 403   403   403   403   403   403   403   403   422   422   422   403   403   403   pick
agreement             GET  login 200   200   200   404   200   200   404   200   200   200   200   403   403   403   pick
agreement_change      GET  login 403   403   403   403   403   403   403   403   200   403   403   403   403   403   pick
agreement_change      POST login 403   403   403   403   403   403   403   403   422   403   403   403   403   403   pick
agreement_sign        POST login 403   403   403   404   403   403   404   403   302   302   302   403   403   403   pick
agreement_end         POST login 403   403   403   404   403   403   404   403   302   403   403   403   403   403   pick
reports               GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
dashboard             GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
dashboard_changes     GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
dashboard_diagram     GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
dashboard_cases       GET  login 200   200   200   200   200   200   200   200   403   403   403   403   403   403   pick
recommendations       GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
recommendations       POST login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
letter_answer         GET  login 403   403   403   403   403   403   403   403   403   200   200   403   403   403   pick
letter_answer         POST login 403   403   403   403   403   403   403   403   403   422   422   403   403   403   pick
reception_effect      GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
planning_measurement  GET  login 403   403   403   403   403   403   403   403   403   200   200   403   403   403   pick
planning_measurement  POST login 403   403   403   403   403   403   403   403   403   200   200   403   403   403   pick
sip_statistics        GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
sip_statistics_file   POST login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
report_diagram        GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
report_order          POST login 302   302   302   302   302   302   302   302   302   302   302   302   302   302   pick
report_run            GET  login 404   404   404   404   404   404   404   404   404   200   404   404   404   404   pick
report_file           GET  login 404   404   404   404   404   404   404   404   404   200   404   404   404   404   pick
report_goals          GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
goal_new              GET  login 403   403   403   403   403   403   403   403   403   200   200   403   403   403   pick
goal_new              POST login 403   403   403   403   403   403   403   403   403   422   422   403   403   403   pick
goal_change           GET  login 403   403   403   403   403   403   403   403   403   200   404   403   403   403   pick
goal_change           POST login 403   403   403   403   403   403   403   403   403   422   404   403   403   403   pick
goal_comment          GET  login 403   403   403   403   403   403   403   403   403   200   404   403   403   403   pick
goal_comment          POST login 403   403   403   403   403   403   403   403   403   422   404   403   403   403   pick
action_plan           GET  login 403   403   403   403   403   403   403   403   403   200   200   403   403   403   pick
activity_new          GET  login 403   403   403   403   403   403   403   403   403   200   200   403   403   403   pick
activity_new          POST login 403   403   403   403   403   403   403   403   403   422   422   403   403   403   pick
activity_change       GET  login 403   403   403   403   403   403   403   403   403   200   404   403   403   403   pick
activity_change       POST login 403   403   403   403   403   403   403   403   403   422   404   403   403   403   pick
board_reports         GET  login 403   403   403   403   403   403   403   403   403   200   200   403   403   403   pick
board_reports         POST login 403   403   403   403   403   403   403   403   403   422   422   403   403   403   pick
board_schedule        POST login 403   403   403   403   403   403   403   403   403   302   302   403   403   403   pick
board_report          GET  login 403   403   403   403   403   403   403   403   403   200   404   403   403   403   pick
board_report          POST login 403   403   403   403   403   403   403   403   403   409   404   403   403   403   pick
board_final           GET  login 403   403   403   403   403   403   403   403   403   200   404   403   403   403   pick
board_final           POST login 403   403   403   403   403   403   403   403   403   409   404   403   403   403   pick
board_file            POST login 403   403   403   403   403   403   403   403   403   404   404   403   403   403   pick
patient_view          GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
patient_text          POST login 403   403   403   403   403   403   403   403   404   404   403   403   403   403   pick
experience_offers     GET  login 403   403   200   200   200   403   403   403   403   403   403   403   403   403   pick
experience_offer      GET  login 403   403   200   404   200   403   403   403   403   403   403   403   403   403   pick
experience_offer      POST login 403   403   422   404   422   403   403   403   403   403   403   403   403   403   pick
experience_paper      POST login 403   403   200   404   200   403   403   403   403   403   403   403   403   403   pick
experience_enter      GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
experience_enter      POST 422   422   422   422   422   422   422   422   422   422   422   422   422   422   422   pick
experience_answer     GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
experience_answer     POST 422   422   422   422   422   422   422   422   422   422   422   422   422   422   422   pick
choose_assignment     GET  login 302   302   302   302   302   302   302   302   302   302   302   302   302   302   200
choose_assignment     POST login 404   404   404   404   404   404   404   404   404   404   404   404   404   404   404
siths_start           GET  404   404   404   404   404   404   404   404   404   404   404   404   404   404   404   404
siths_callback        GET  404   404   404   404   404   404   404   404   404   404   404   404   404   404   404   404
own_portrait          GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
own_portrait          POST login 422   422   422   422   422   422   422   422   422   422   422   422   422   422   pick
portrait              GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
practice              GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
practice              POST login 404   404   404   404   404   404   404   404   404   404   404   404   404   404   pick
directory             GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
unit                  GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
unit                  POST login 403   403   403   403   403   403   403   403   403   403   403   403   422   422   pick
unit_hours            GET  login 403   403   200   403   403   403   403   403   403   403   403   403   200   200   pick
unit_hours            POST login 403   403   302   403   403   403   403   403   403   403   403   403   302   302   pick
unit_days             GET  login 403   403   200   403   403   403   403   403   403   403   403   403   200   200   pick
unit_days             POST login 403   403   422   403   403   403   403   403   403   403   403   403   422   422   pick
unit_duty             GET  login 403   403   200   403   403   403   403   403   403   403   403   403   200   200   pick
unit_duty             POST login 403   403   422   403   403   403   403   403   403   403   403   403   422   422   pick
unit_absence          GET  login 403   403   200   403   403   403   403   403   403   403   403   403   200   200   pick
unit_absence          POST login 403   403   422   403   403   403   403   403   403   403   403   403   422   422   pick
unit_ways             GET  login 403   403   403   403   403   403   403   403   403   403   403   200   403   200   pick
unit_ways             POST login 403   403   403   403   403   403   403   403   403   403   403   422   403   422   pick
unit_system           GET  login 403   403   403   403   403   403   403   403   403   403   403   200   403   200   pick
unit_system           POST login 403   403   403   403   403   403   403   403   403   403   403   422   403   422   pick
lead_hours            GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
lead_hours            POST login 403   403   403   403   403   403   403   403   403   403   403   403   302   302   pick
api_message           GET  401   401   401   401   401   401   401   401   401   401   401   401   401   401   401   401
api_message_receipts  POST 401   401   401   401   401   401   401   401   401   401   401   401   401   401   401   401
unit_phones           GET  login 403   403   403   403   403   403   403   403   403   403   403   200   403   200   pick
unit_phones           POST login 403   403   403   403   403   403   403   403   403   403   403   422   403   422   pick
welcome               GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   pick
session               GET  401   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
session               POST 401   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
confirm_identity      GET  login 200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
confirm_identity      POST login 302   302   302   302   302   302   302   302   302   302   302   302   302   302   302
draft                 GET  login 204   204   204   204   204   204   204   204   204   204   204   204   204   204   pick
draft                 POST login 422   422   422   422   422   422   422   422   422   422   422   422   422   422   pick
draft_discard         POST login 204   204   204   204   204   204   204   204   204   204   204   204   204   204   pick
unit_new              GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
unit_new              POST login 403   403   403   403   403   403   403   403   403   403   403   403   422   422   pick
unit_end              GET  login 403   403   403   403   403   403   403   403   403   403   403   403   200   200   pick
unit_end              POST login 403   403   403   403   403   403   403   403   403   403   403   403   422   422   pick
access                GET  login 403   403   403   403   403   403   403   403   403   403   403   302   302   302   pick
unit_access           GET  login 403   403   403   403   403   403   403   403   403   403   403   200   404   200   pick
access_new            GET  login 403   403   403   403   403   403   403   403   403   403   403   200   404   200   pick
access_new            POST login 403   403   403   403   403   403   403   403   403   403   403   422   404   422   pick
assignment            GET  login 403   403   403   403   403   403   403   403   403   403   403   200   404   200   pick
access_end            GET  login 403   403   403   403   403   403   403   403   403   403   403   200   404   200   pick
access_end            POST login 403   403   403   403   403   403   403   403   403   403   403   302   404   302   pick
log_out_everywhere    GET  login 403   403   403   403   403   403   403   403   403   403   403   200   404   200   pick
log_out_everywhere    POST login 403   403   403   403   403   403   403   403   403   403   403   302   404   302   pick
open_login            GET  login 403   403   403   403   403   403   403   403   403   403   403   200   404   200   pick
open_login            POST login 403   403   403   403   403   403   403   403   403   403   403   200   404   200   pick
staff_protection      GET  login 403   403   403   403   403   403   403   403   403   403   403   200   404   200   pick
staff_protection      POST login 403   403   403   403   403   403   403   403   403   403   403   302   404   302   pick
organisations         GET  login 403   403   403   403   403   403   403   403   403   403   403   403   403   200   pick
organisation_new      GET  login 403   403   403   403   403   403   403   403   403   403   403   403   403   200   pick
organisation_new      POST login 403   403   403   403   403   403   403   403   403   403   403   403   403   422   pick
organisation          GET  login 403   403   403   403   403   403   403   403   403   403   403   403   403   200   pick
organisation          POST login 403   403   403   403   403   403   403   403   403   403   403   403   403   422   pick
organisation_end      GET  login 403   403   403   403   403   403   403   403   403   403   403   403   403   200   pick
organisation_end      POST login 403   403   403   403   403   403   403   403   403   403   403   403   403   422   pick
event_loads           GET  login 403   403   403   403   403   403   403   403   403   403   403   403   403   200   pick
event_loads           POST login 403   403   403   403   403   403   403   403   403   403   403   403   403   422   pick
event_load            GET  login 403   403   403   403   403   403   403   403   403   403   403   403   403   200   pick
event_load            POST login 403   403   403   403   403   403   403   403   403   403   403   403   403   302   pick
operations            GET  login 403   403   403   403   403   403   403   403   403   403   403   403   403   200   pick
operations            POST login 403   403   403   403   403   403   403   403   403   403   403   403   403   302   pick
help                  GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
fallback_routine      GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
accessibility         GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
settings              GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
settings              POST 422   422   422   422   422   422   422   422   422   422   422   422   422   422   422   422
styleguide            GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
styleguide            POST 200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
api_cases             GET  401   401   401   401   401   401   401   401   401   401   401   401   401   401   401   401
api_case              GET  401   401   401   401   401   401   401   401   401   401   401   401   401   401   401   401
api_admission_notices POST 401   401   401   401   401   401   401   401   401   401   401   401   401   401   401   401
api_schema            GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
api_docs              GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
"""

POSITIONS: dict[str, str] = {
    "anon": "ingen inloggning",
    "nurse": "sjuksköterska på avdelningen i ärendet",
    "nurs2": "annan avdelning hos samma vårdgivare, utanför ärendet",
    "asses": "biståndshandläggare i ärendet (annan huvudman)",
    "asse2": "biståndshandläggare i en annan kommun, utanför ärendet",
    "vc": "vårdcentral i ärendet",
    "rehab": "primärvårdsrehab, utanför ärendet",
    "home": "privat hemtjänst i ärendet",
    "night": "nattpatrull, utanför ärendet",
    "mas": "MAS i kommunen",
    "mgr": "chef i kommunens ledning",
    "ctrl": "controller i regionens ledning",
    "uadm": "administratör på avdelningen",
    "admin": "administratör i kommunens ledning",
    "opera": "administratör i regionens ledning, som driver installationen",
    "ended": "sjuksköterska på avdelningen vars uppdrag är avslutat",
}
"""Each column in words."""

_HEAD, *_ROWS = [
    line.split() for line in _TABLE.strip().splitlines() if line.strip() and not line.startswith("#")
]

COLUMNS: list[str] = _HEAD[2:]
MATRIX: dict[tuple[str, str], dict[str, str]] = {
    (name, method): dict(zip(COLUMNS, answers, strict=True)) for name, method, *answers in _ROWS
}

DATA: dict[tuple[str, str], dict[str, str]] = {
    ("statement_order", "POST"): {"format": "csv"},
    ("report_order", "POST"): {"format": "csv", "period": "2026-10"},
    ("sip_statistics_file", "POST"): {"format": "csv", "period": "2026-10"},
}
"""What is sent where nothing is not enough to tell a refusal from an error."""

OTHERS = re.compile(
    r"admin:.*|(?:account|socialaccount|mfa|openid_connect)_\w+|social/.*|core:(?:healthz|readyz)"
)
"""Addresses of other packages, and those for machines: tests/access/test_others.py."""


_ANSWERS = {
    "200": "sidan visas",
    "204": "inget nytt",
    "302": "görs, och leder vidare",
    "422": "får skicka; ett tomt formulär läses och nekas",
    "401": "nekas: ingen nyckel",
    "403": "nekas",
    "404": "finns inte för den personen",
    "409": "får; det som hindrar sägs på sidan",
    "405": "finns inte på den adressen",
    "login": "till inloggningen",
    "pick": "till valet av uppdrag",
}


def as_markdown() -> str:
    """The whole table as a page of docs/."""
    positions = [f"- `{column}`: {words}" for column, words in POSITIONS.items()]
    answers = [f"- `{code}`: {words}" for code, words in _ANSWERS.items()]
    head = ["adress", "sätt", *COLUMNS]
    rows = [
        [f"`{name}`", method, *(by[column] for column in COLUMNS)] for (name, method), by in MATRIX.items()
    ]
    table = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join(
        [
            "# Vem som når vad",
            "",
            "Varje adress i Hemväg, för varje slags person. Sidan skrivs ur `tests/access/matrix.py`, som provas vid",
            "varje ändring: ett svar som avviker, eller en adress som saknas här, stoppar bygget. Ett nekat anrop",
            "ändrar och skickar ingenting. En främmande persons ärende svarar som ett som inte finns.",
            "",
            "## Personer",
            "",
            *positions,
            "",
            "## Svar",
            "",
            *answers,
            "",
            "## Tabell",
            "",
            *table,
            "",
        ]
    )


if __name__ == "__main__":
    Path(__file__).parents[2].joinpath("docs/behorigheter.md").write_text(as_markdown(), encoding="utf-8")
