"""How long the steps of a statement may take, between two parties: entered by either side's administrator, kept."""

from actors.acting import Acting
from core import audit, scope
from core.invalid import Invalid
from liability import permissions
from liability.models import StatementDeadlines
from liability.rules.statement_life import DAYS_ALLOWED, Deadlines
from liability.selectors.parties import parties_of
from transitions.locks import NotFound

FIELDS = ("propose_days", "dispute_days", "answer_days", "source")


@scope.atomic
def set_deadlines(
    *, acting: Acting, region: str, municipality: str, deadlines: Deadlines, source: str
) -> StatementDeadlines:
    """The deadlines between these parties from now on. Raises Invalid, and NotFound for parties of others.

    What was proposed or disputed before keeps the last day that it was given. The same once more changes nothing.
    """
    permissions.require(acting, permissions.SET_DEADLINES)
    if (region, municipality) not in {(each.region, each.municipality) for each in parties_of(acting)}:
        raise NotFound
    values = {
        "propose_days": deadlines.propose_days,
        "dispute_days": deadlines.dispute_days,
        "answer_days": deadlines.answer_days,
    }
    for name, days in values.items():
        if days not in DAYS_ALLOWED:
            raise Invalid("days", f"Ange ett antal dagar från 1 till {DAYS_ALLOWED[-1]}.", name)
    said = source.strip()
    if not said:
        raise Invalid(
            "no_source", "Ange var fristerna är bestämda, till exempel i överenskommelsen.", "source"
        )
    row, created = StatementDeadlines.objects.select_for_update().get_or_create(
        region=region, municipality=municipality, defaults={**values, "source": said}
    )
    wanted = {**values, "source": said}
    before = {} if created else {name: getattr(row, name) for name in FIELDS}
    if before == wanted:
        return row
    for name, value in wanted.items():
        setattr(row, name, value)
    if not created:
        row.save()
    told = {name: (before.get(name), wanted[name]) for name in FIELDS if before.get(name) != wanted[name]}
    audit.record(acting, "liability.deadlines.set", row, told)
    return row
