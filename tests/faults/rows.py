"""The rows of the table of bad inputs and faults (security note, section 12) that delivery has to survive, each with
the tests that show it. What is long is not run by `make test`, but has a short form there unless `LONG_ONLY` says why.
"""

from typing import Final

_SYSTEM: Final = "tests/faults/test_system.py"
_LONG: Final = "tests/faults/test_system_long.py"
_SOAK: Final = f"{_SYSTEM}::test_nothing_is_lost_doubled_or_out_of_order_whatever_is_broken"
_POISON: Final = f"{_SYSTEM}::test_a_message_that_kills_whoever_handles_it_is_set_aside_and_the_others_go_on"
_RECEIPTS: Final = "tests/faults/test_receipts.py"
_WAYS: Final = "tests/faults/test_ways.py"
_LADDER: Final = "tests/transitions/test_ladder.py"
_LINKS: Final = "tests/transitions/test_links.py"
_MIGRATIONS: Final = "tests/faults/test_migrations.py"
_BACKUPS: Final = "tests/faults/test_backups.py"

ROWS: Final[dict[int, tuple[str, ...]]] = {
    1: (_SOAK,),
    2: (
        _SOAK,
        "tests/faults/test_kill_worker.py::test_killed_worker_and_wiped_broker_lose_nothing_and_double_nothing",
    ),
    3: (_SOAK,),
    4: (_SOAK,),
    5: (_SOAK,),
    6: (_SOAK,),
    7: (_SOAK, f"{_LONG}::test_the_broker_is_killed_with_work_in_it"),
    8: (_SOAK, f"{_LONG}::test_a_wiped_broker_and_a_thousand_messages"),
    9: (_SOAK,),
    10: (
        "tests/environment/test_workers.py::test_a_broker_that_throws_away_queues_is_refused",
        "tests/environment/test_workers.py::test_a_worker_does_not_start_beside_it",
    ),
    11: (f"{_LONG}::test_a_slow_broker_makes_no_slow_pages",),
    12: (f"{_LONG}::test_a_broker_restored_from_an_old_copy_rings_for_what_is_done",),
    13: (_SOAK,),
    14: (_SOAK,),
    15: (f"{_SYSTEM}::test_connections_run_out",),
    16: (f"{_SYSTEM}::test_a_transaction_that_hangs_is_ended_and_lets_go",),
    17: (f"{_SYSTEM}::test_two_that_wait_for_each_other_both_come_through",),
    18: (f"{_SYSTEM}::test_two_that_cannot_both_have_happened_come_one_after_the_other",),
    19: (
        f"{_LONG}::test_the_databases_disk_is_full_and_has_room_again",
        "tests/core/test_unavailable.py::test_errors_are_told_apart_by_what_the_server_calls_them",
    ),
    20: (
        "tests/faults/test_full_disk.py::test_a_file_that_finds_no_room_leaves_nothing_and_may_be_sent_again",
    ),
    36: (f"{_RECEIPTS}::test_the_four_combinations_of_envelope_and_message",),
    37: (f"{_RECEIPTS}::test_the_four_combinations_of_envelope_and_message",),
    38: (
        f"{_WAYS}::test_what_is_taken_and_never_fetched_is_sent_again_at_agreed_times_then_a_person_is_asked",
    ),
    39: (f"{_RECEIPTS}::test_a_negative_receipt_is_told_to_the_sender_with_its_reason",),
    40: (_POISON, f"{_LONG}::test_eight_tries_and_no_more_of_what_kills"),
    41: (f"{_RECEIPTS}::test_an_unknown_version_is_answered_in_the_negative_and_changes_nothing",),
    42: (
        f"{_RECEIPTS}::test_a_receiver_that_has_ended_is_told_through_its_successor_or_the_sender_is_asked",
        f"{_RECEIPTS}::test_a_receiver_that_was_closed_without_successor_becomes_the_senders_task",
    ),
    43: (f"{_LINKS}::test_a_message_called_back_while_unread_cannot_be_opened",),
    44: (f"{_LADDER}::test_each_step_is_taken_once_within_a_minute_through_the_weekend_of_the_long_hour",),
    45: (
        f"{_LINKS}::test_a_link_opens_one_message_once_with_a_code_and_the_sender_sees_it",
        f"{_LINKS}::test_a_link_that_nobody_opened_becomes_the_senders_task",
    ),
    46: (
        f"{_WAYS}::test_a_gateway_that_is_down_lets_the_next_way_go_within_five_minutes",
        f"{_WAYS}::test_a_gateway_that_answers_late_does_not_hold_the_worker",
    ),
    47: (f"{_WAYS}::test_a_mail_that_bounces_marks_the_address_and_asks_a_person",),
    48: (
        f"{_LADDER}::test_two_schedulers_at_the_same_moment_take_each_step_once",
        "tests/faults/test_schedulers.py::test_a_killed_scheduler_and_two_at_once_take_each_step_once",
    ),
    89: (f"{_MIGRATIONS}::test_a_migration_gives_up_after_a_second_and_comes_back",),
    90: (
        f"{_MIGRATIONS}::test_every_migration_can_live_beside_the_release_before_it",
        f"{_MIGRATIONS}::test_two_releases_serve_side_by_side_while_the_schema_changes",
    ),
    91: (
        f"{_BACKUPS}::test_a_restored_database_sends_nothing_old_and_tells_what_it_lacks",
        f"{_BACKUPS}::test_the_gap_is_told_and_what_was_restored_is_as_protected_as_what_was_dumped",
    ),
    92: (f"{_BACKUPS}::test_a_corrupt_byte_is_found_the_same_night",),
    93: (f"{_BACKUPS}::test_a_role_that_the_policies_bind_makes_no_backup",),
    96: ("tests/core/test_watches.py::test_a_certificate_that_ends_is_told_in_time",),
    97: (
        "tests/core/test_outward.py::test_a_name_that_is_not_answered_or_slow_ends_in_time_and_the_breaker_opens",
    ),
    98: (f"{_WAYS}::test_a_network_cut_for_eight_hours_gives_everything_in_order_without_a_storm",),
    99: (
        f"{_SYSTEM}::test_more_than_can_be_done_is_turned_away_and_the_core_goes_on",
        f"{_LONG}::test_three_hundred_users_in_ten_seconds",
    ),
    100: (
        "tests/transitions/test_packs.py::test_it_holds_all_open_cases_of_the_unit_and_no_others",
        "tests/pages/test_paper.py::test_a_receipt_on_paper_keeps_its_time_and_is_entered_once",
        "tests/pages/test_paper.py::test_rows_entered_out_of_order_take_their_place_and_a_row_is_not_doubled",
    ),
}

LONG_ONLY: Final[dict[int, str]] = {
    11: "the broker has to stand still for five seconds while clients send",
    12: "the worker and the broker are stopped and started three times",
}
"""Rows without a short form in `make test`, and why."""

WANTED: Final = frozenset({*range(1, 21), *range(36, 49), *range(89, 94), *range(96, 101)})
