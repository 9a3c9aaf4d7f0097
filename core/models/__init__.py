"""Rows of the plumbing. Private to core: other apps use its functions."""

from core.models.access import AccessLogRow, LookAlert
from core.models.audit import AuditRow, ChangeRow
from core.models.chain import AuditHead, AuditLink, LogRemoval, RetentionRule
from core.models.delivery import Channel, Delivery, DeliveryStatus
from core.models.idempotency import IdempotencyKey
from core.models.installation import Installation, Watch
from core.models.limits import LimitCount
from core.models.link import OneTimeLink
from core.models.outbox import OutboxMessage
from core.models.preference import Preference
from core.models.reconciling import Reconciliation, ReconciliationFinding
from core.models.review import LogSample, LogVerdict
from core.models.ways import Reach, Way
from core.models.webhook import WebhookCall, WebhookEndpoint, WebhookSecret

__all__ = [
    "AccessLogRow",
    "AuditHead",
    "AuditLink",
    "AuditRow",
    "ChangeRow",
    "Channel",
    "Delivery",
    "DeliveryStatus",
    "IdempotencyKey",
    "Installation",
    "LimitCount",
    "LogRemoval",
    "LogSample",
    "LogVerdict",
    "LookAlert",
    "OneTimeLink",
    "OutboxMessage",
    "Preference",
    "Reach",
    "Reconciliation",
    "ReconciliationFinding",
    "RetentionRule",
    "Watch",
    "Way",
    "WebhookCall",
    "WebhookEndpoint",
    "WebhookSecret",
]
