"""The house as it is, with what only a bench needs: a count of queries, and a page without its trace."""

from carenet.settings import *
from carenet.settings import MIDDLEWARE, REST_FRAMEWORK

ROOT_URLCONF = "bench.house_urls"
MIDDLEWARE = ["bench.watching.count", *MIDDLEWARE]
REST_FRAMEWORK = REST_FRAMEWORK | {
    "DEFAULT_THROTTLE_RATES": dict.fromkeys(("anon", "user", "secret"), "1000000/min"),
}
