"""What has been ordered and made. Private to `reporting`."""

from reporting.models.run import ReportRun

__all__ = ["ReportRun"]
