"""What every test stands on: real servers, the application's own database role, and the cast."""

import gc

import pytest

pytest_plugins = ["tests.database", "tests.cast"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--servers-only", action="store_true", help="only tests that speak with the database or the broker"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On other servers nothing is proven by a test that asks none."""
    if not config.getoption("--servers-only"):
        return
    asks = {"db", "transactional_db", "django_db_setup"}
    others = [item for item in items if asks.isdisjoint(getattr(item, "fixturenames", ()))]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in set(others)]


def pytest_collection_finish() -> None:
    """Thousands of tests and what they import stay to the end: nobody has to look for waste there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
