"""How gunicorn serves the house; `make run` and the containers use the same file.

The application is loaded once and shared by the workers, so that two of them need little more memory than
one. A slow page holds one of a few threads; the reverse proxy in front holds slow clients.
"""

import gc
import os
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation

from carenet.lib import env

wsgi_app = "carenet.wsgi:application"
bind = f"{env.text('BIND', '127.0.0.1')}:{env.number('PORT', 8000, 1, 65535)}"
worker_class = "gthread"
workers = env.number("WEB_WORKERS", 2, 1, 64)
threads = env.number("WEB_THREADS", 4, 1, 64)
preload_app = True
control_socket_disable = True
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 10_000
max_requests_jitter = 1_000
limit_request_line = 8_190  # the cursors of the API are long
# Only the heartbeat of the workers lies there, in memory, under names gunicorn makes itself.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK) else None  # noqa: S108
loglevel = "warning"


def when_ready(server: object) -> None:
    """Load all that every worker needs before they part, and keep it out of the garbage collector's way."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            get_resolver()._populate()
            translation.gettext("English")
    folder = settings.BASE_DIR / "templates"
    for template in folder.rglob("*.html"):
        get_template(str(template.relative_to(folder)))
    gc.collect()
    gc.freeze()
