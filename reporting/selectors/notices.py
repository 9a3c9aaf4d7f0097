"""What an organisation's inskrivningsmeddelanden say and do not say, from the chains."""

from datetime import datetime

from actors.rules.names import with_hospital
from reporting.rules.facts import placed_or_registered
from reporting.rules.notice_quality import NoticeFact
from reporting.rules.scope import Scope, ScopeKind
from reporting.selectors.directory import Directory
from transitions.selectors import notice_quality as notices


def load(scope: Scope, known: Directory, *, since: datetime, until: datetime) -> list[NoticeFact]:
    """The notices of the time: a ward's, hospital's and region's are those they sent, a municipality's those of its
    patients, and everybody else's those they were sent. One query.
    """
    units = known.unit_ids(scope.units)
    match scope.kind:
        case ScopeKind.MUNICIPAL:
            which = notices.of_patients_in(known.organisation_ids(scope.organisations))
        case ScopeKind.PROVIDER | ScopeKind.UNIT:
            which = notices.received_by(units)
        case _:
            which = notices.sent_by(units)
    return [
        NoticeFact(
            patient=str(row.patient_id),
            ward=_name(known, row.sent_by_id),
            sent_at=row.sent_at,
            answered=row.quality.answered,
            unknown=row.quality.unknown,
            missing=row.quality.missing,
        )
        for row in notices.notice_rows(which, since=since, until=until)
        if scope.kind is not ScopeKind.MUNICIPAL
        or placed_or_registered(
            known.organisation_codes[row.registered_in_id],
            known.organisation_codes.get(row.placed_by_id or 0),
            known.organisations,
        )
        in scope.organisations
    ]


def _name(known: Directory, unit_id: int) -> str:
    unit = known.units[known.unit_codes[unit_id]]
    return with_hospital(unit.name, unit.hospital or "")
