"""The composition root: settings, addresses, workers, embedded services. Nothing else imports it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
