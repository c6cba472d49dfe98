"""The same web server as the house's, with the floors behind it; they have no templates of ours to load."""

import gc
from runpy import run_path

HOUSE = run_path("deploy/gunicorn.py")
globals().update({name: HOUSE[name] for name in HOUSE if name[0] != "_" and name != "when_ready"})
wsgi_app = "bench.floor_wsgi:application"


def when_ready(server: object) -> None:
    """Keep what is loaded out of the garbage collector's way, as the house does."""
    gc.collect()
    gc.freeze()
