"""The page that explains the API, in a real browser under the house's own content security policy."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def test_a_programmer_reads_the_addresses_and_tries_one(
    visitor: Callable[..., Visitor], cast: Cast, site: str
) -> None:
    henk, browser = visitor("en"), Client()
    browser.force_login(cast.henk)
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    henk.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
    henk.open("/api/v1/schema/", look=False)
    blocks = henk.page.locator(".opblock")
    blocks.first.wait_for()
    assert blocks.count() > 70
    one = henk.page.locator("#operations-account-me_patch")
    one.locator(".opblock-summary-control").click()
    one.get_by_role("button", name="Try it out").click()
    one.get_by_placeholder("If-Match").fill("*")
    one.locator("textarea").first.fill('{"name": "Henk de Wit"}')
    one.get_by_role("button", name="Execute").click()
    one.locator(".live-responses-table").wait_for()
    assert "Henk de Wit" in (one.locator(".live-responses-table").text_content() or "")
    assert not henk.complaints
