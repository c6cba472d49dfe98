"""Background work: the Celery application, and the whole timetable in one list."""

import gc
import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carenet.settings")

app = Celery("carenet")
app.conf.update(settings.CELERY)
app.autodiscover_tasks()

# What runs by itself, and when (UTC, or every so many seconds), and with what. Each is safe to run twice, so
# that two timetables by mistake do no harm.
TIMETABLE: dict[str, tuple[Any, ...]] = {
    "the heart beats": ("carenet.heartbeat", crontab()),
    "invitations leave": ("networks.tasks.mail_due_invitations", 10.0),
    "moments at which the house looks": ("networks.tasks.send_due", 5.0, "plan"),
    "notices appear": ("networks.tasks.send_due", 5.0, "notice"),
    "mail leaves": ("networks.tasks.send_due", 5.0, "mail"),
    "messages to browsers leave": ("networks.tasks.send_due", 5.0, "push"),
    "what nobody answered or saved is closed": ("networks.tasks.tidy_up", crontab(minute="20")),
    "who never answered is forgotten": ("networks.tasks.tidy_helpers", crontab(minute="50")),
    "dates are planned ahead": ("networks.tasks.plan_ahead", crontab(hour="*/6", minute="10")),
    "asks go wider": ("networks.tasks.widen_due", crontab(minute="*/5")),
    "letters of the week are written down": ("networks.tasks.look_ahead", crontab(hour="*/3", minute="30")),
    "people are asked about what they seem to do": (
        "networks.tasks.propose_all_roles",
        crontab(hour="3", minute="10"),
    ),
    "networks are looked after": ("networks.tasks.look_after", crontab(minute="5")),
    "organisations' totals are counted": ("networks.tasks.count_for_offices", crontab(hour="4", minute="40")),
    "how networks go is counted": ("networks.tasks.read_health", 20.0),
    "new networks are counted too": ("networks.tasks.begin_health", crontab(hour="0", minute="45")),
    "what has expired is cleared": ("carenet.clear_expired", crontab(hour="2", minute="40")),
}
app.conf.beat_schedule = {
    name: {
        "task": task,
        "schedule": moment,
        "args": arguments,
        # What comes back within seconds is not done twice when the workers are busy.
        "options": {"expires": 3600 if isinstance(moment, crontab) else 2 * moment},
    }
    for name, (task, moment, *arguments) in TIMETABLE.items()
}


@worker_init.connect
def _keep(**kwargs: Any) -> None:
    """What a worker has loaded stays as long as it lives: nobody need look for rubbish among it again."""
    gc.collect()
    gc.freeze()


@beat_init.connect
def _first_beat(**kwargs: Any) -> None:
    """Let the house become ready at once, and not only when the next minute begins."""
    app.send_task("carenet.heartbeat")
