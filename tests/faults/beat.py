"""The scheduler with the ladder alone, each second: what it rings for each minute else."""

from config.celery import app

app.conf.beat_schedule = {"climb-ladder": {"task": "transitions.tasks.climb_ladder", "schedule": 1.0}}
