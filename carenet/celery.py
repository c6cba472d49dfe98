"""Background work: the Celery application, and the whole timetable in one list."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carenet.settings")

app = Celery("carenet")
app.conf.update(settings.CELERY)
app.autodiscover_tasks()

# What runs by itself, and when (UTC). Each is safe to run twice.
TIMETABLE: dict[str, tuple[str, crontab | float]] = {
    "the heart beats": ("carenet.heartbeat", crontab()),
    "invitations leave": ("networks.tasks.mail_due_invitations", 10.0),
    "what nobody answered or saved is closed": ("networks.tasks.tidy_up", crontab(minute="20")),
    "what has expired is cleared": ("carenet.clear_expired", crontab(hour="2", minute="40")),
}
app.conf.beat_schedule = {
    name: {"task": task, "schedule": moment, "options": {"expires": 3600}}
    for name, (task, moment) in TIMETABLE.items()
}


@beat_init.connect
def _first_beat(**kwargs: Any) -> None:
    """Let the house become ready at once, and not only when the next minute begins."""
    app.send_task("carenet.heartbeat")
