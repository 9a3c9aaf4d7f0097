"""The demo's settings, with the measurement's receivers."""

from config.settings.demo import *  # noqa: F403
from config.settings.demo import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.apps.BenchmarksConfig"]
