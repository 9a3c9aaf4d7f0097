"""What the worker looks after of the installation itself."""

from pathlib import Path

from celery import shared_task
from django.conf import settings

from config import backups
from core import clock, scope, watches


@shared_task(name="config.tasks.check_backup", ignore_result=True)
@scope.as_system("check_backup")
def check_backup() -> bool:
    """Each night: read the latest backup from end to end. Returns whether it holds (True without BACKUP_DIR)."""
    return not settings.BACKUP_DIR or not backups.check_newest(Path(settings.BACKUP_DIR), clock.now())


@shared_task(name="config.tasks.check_certificates", ignore_result=True)
@scope.as_system("check_certificates")
def check_certificates() -> int:
    """Each night: when the certificates end. Returns how many have to be seen to."""
    return watches.check_certificates(watches.certificates(), clock.now())
