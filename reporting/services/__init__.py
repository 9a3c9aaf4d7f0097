"""What is done in the reporting app. Each service is one transaction."""

from reporting.services.runs import MAKE_TASK, begin_report, finish_report, note_download, order_report

__all__ = ["MAKE_TASK", "begin_report", "finish_report", "note_download", "order_report"]
