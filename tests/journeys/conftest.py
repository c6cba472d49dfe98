"""A served house, a post office and a real browser, for the stories people live in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.post import PostOffice, open_office
from tests.journeys.visitor import Visitor

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
NO_CHROMIUM = (
    "The journeys need a browser. Install it: apt install chromium. As root, `make check` does so itself."
)


def chromium() -> str | None:
    """Where this machine keeps the browser."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if any(item.get_closest_marker("journey") for item in items) and not chromium():
        raise pytest.UsageError(NO_CHROMIUM)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; every visitor has a profile of their own in it."""
    # The browser's own loop runs in this thread; the house is served from another one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=[*SWITCHES])
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def post(settings: Any) -> Iterator[PostOffice]:
    """Where every mail of the house arrives, by SMTP."""
    with open_office() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = office.server_address
        yield office


@pytest.fixture
def site(live_server: Any, post: PostOffice, settings: Any) -> str:
    """The address of the served house."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """Makes somebody at a browser, ``visitor("nl")``, or without JavaScript: with ``scripts=False``."""
    here: list[Visitor] = []

    def arrive(language: str, **options: Any) -> Visitor:
        here.append(Visitor(browser, site, language, **options))
        return here[-1]

    yield arrive
    for one in here:
        one.go_away()
