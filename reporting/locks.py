"""The only place of the app that locks."""

from reporting.models import ReportRun


def lock_run(run_id: int) -> ReportRun | None:
    """The order, locked; None when it does not exist. Inside `atomic()`."""
    return ReportRun.objects.select_for_update().filter(pk=run_id).first()
