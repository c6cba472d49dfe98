"""Somebody at a browser, who reads and presses words in their own language."""

import re
from typing import Any

from django.utils.translation import gettext, ngettext, override
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

from tests.journeys.inspector import WIDE, inspect

PATIENCE = 60_000  # ms; a machine that does much else at the same time is slow, not wrong


class Visitor:
    """One person with one browser of their own. Every page they come to is inspected."""

    def __init__(self, browser: Browser, site: str, language: str, *, scripts: bool = True) -> None:
        self.site, self.language, self.scripts = site, language, scripts
        self.context = browser.new_context(locale=language, viewport=WIDE, java_script_enabled=scripts)  # type: ignore[arg-type]
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.inspected: set[str] = set()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)
        elif message.type == "error" and message.location.get("url", "") != self.page.url:
            self.complaints.append(f"{message.text}: {message.location.get('url')}")

    def words(self, sentence: str, plural: str = "", **values: Any) -> str:
        """A sentence of the house in this person's language."""
        with override(self.language):
            said = ngettext(sentence, plural, values["number"]) if plural else gettext(sentence)
        return said % values if values else said

    def open(self, address: str, status: int | None = 200, *, look: bool = True) -> Response:
        """Go to an address of the house. ``status`` None: whatever is answered, but no fault of the house."""
        answer = self.page.goto(address if address.startswith("http") else self.site + address)
        assert answer is not None
        assert answer.status == status if status else answer.status < 500, (address, answer.status)
        self.arrived(look)
        return answer

    def follow(self, sentence: str, *, inside: Locator | None = None, **values: Any) -> None:
        """Press a link."""
        within = inside or self.page
        link = within.get_by_role("link", name=self.words(sentence, **values), exact=not inside).first
        self.go(link)

    def press(self, sentence: str, **values: Any) -> None:
        """Press a button."""
        self.go(self.page.get_by_role("button", name=self.words(sentence, **values), exact=True).first)

    def go(self, here: Locator) -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation():
            here.click()
        self.arrived()

    def fill(self, name: str, value: str) -> None:
        self.page.locator(f"[name='{name}']").fill(value)

    def pick(self, name: str, value: str) -> None:
        """Choose in a list, or among radio buttons and boxes."""
        field = self.page.locator(f"select[name='{name}']")
        if field.count():
            field.select_option(value)
        else:
            self.page.locator(f"[name='{name}'][value='{value}']").check()

    def sees(self, sentence: str, *more: str, **values: Any) -> None:
        """The page says this sentence, in this person's language."""
        wanted = self.words(sentence, *more, **values)
        assert wanted in self.text(), f"“{wanted}” is not on {self.page.url}:\n{self.text()[:1500]}"

    def reads(self, *names: str) -> None:
        """The page holds these words, whatever the language."""
        missing = [name for name in names if name not in self.text()]
        assert not missing, f"{missing} not on {self.page.url}:\n{self.text()[:1500]}"

    def does_not_read(self, *names: str) -> None:
        there = [name for name in names if name in self.text()]
        assert not there, f"{there} on {self.page.url}"

    def text(self) -> str:
        """Everything written on the page, hidden parts included, white space folded."""
        return re.sub(r"\s+", " ", self.page.locator("body").text_content() or "")

    def arrived(self, look: bool = True) -> None:
        """Called after every press: the page is whole, in this person's language, and without faults."""
        if self.scripts:
            expect(self.page.locator(".htmx-request")).to_have_count(0, timeout=PATIENCE)
        assert self.page.locator("html").get_attribute("lang") == self.language, self.page.url
        if look and self.scripts:
            place = re.sub(r"[0-9a-f-]{36}|/join/[\w-]{20,}/", "…", self.page.url)
            faults = inspect(self.page, dark=place not in self.inspected)
            self.inspected.add(place)
            assert not faults, f"{self.page.url}:\n" + "\n".join(faults)
        assert not self.complaints, f"{self.page.url}: {self.complaints}"

    def go_away(self) -> None:
        self.context.close()
