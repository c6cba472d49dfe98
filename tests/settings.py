"""The house's settings, made quick and strict for tests."""

import os
import sys

from tests import servers

if "pytest" in sys.modules:
    servers.start()
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
# Type checking and other tools read these settings without any server; conftest names real ones.
os.environ.setdefault("DATABASE_URL", "postgresql://carenet_app@/carenet?host=/nowhere")
os.environ.setdefault("BROKER_URL", "redis+socket:///nowhere/broker.sock?virtual_host=0")

from carenet.settings import *
from carenet.settings import CACHES, CELERY, REST_FRAMEWORK, STORAGES, TEMPLATES

DEMO = True
REQUIRE_SECOND_FACTOR = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True

# Tasks run at once, in the caller; what they raise is raised.
CELERY = CELERY | {"task_always_eager": True, "task_eager_propagates": True}

# Every parallel worker of the test runner has a cache of its own.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CACHES = {
    "default": CACHES["default"]
    | {"LOCATION": f"{CACHES['default']['LOCATION'].rpartition('1')[0]}{WORKER + 2}"}
}
REST_FRAMEWORK = REST_FRAMEWORK | {
    "DEFAULT_THROTTLE_RATES": {"anon": "100000/min", "user": "100000/min", "secret": "100000/min"},
}


class Missing(str):
    """What a template asked for and nobody gave: shown, it fails the test."""

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"A template shows {name}, which does not exist.")

    def __contains__(self, part: object) -> bool:
        return part == "%s"


TEMPLATES = [TEMPLATES[0] | {"OPTIONS": TEMPLATES[0]["OPTIONS"] | {"string_if_invalid": Missing("%s")}}]
