"""What every test stands on: real servers, the application's own database role, and the cast."""

import gc

pytest_plugins = ["tests.database", "tests.cast"]


def pytest_collection_finish() -> None:
    """Thousands of tests and what they import stay to the end: nobody has to look for waste there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
