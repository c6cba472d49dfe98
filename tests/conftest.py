"""What every test stands on: real servers, the application's own database role, and the cast."""

import gc

from django.middleware import csrf

pytest_plugins = ["tests.database", "tests.cast"]
csrf.CSRF_ALLOWED_CHARS = "bcdfghjklmnpqrstvwxz"
"""A form's mark spells no name by chance: pages are searched for the names of people."""


def pytest_collection_finish() -> None:
    """Thousands of tests and what they import stay to the end: nobody has to look for waste there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
