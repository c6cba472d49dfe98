"""What every page of a journey must pass: accessible in light and dark, and whole at 320 px."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
EVERYTHING = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
BAD = ("serious", "critical")
WIDE, NARROW = {"width": 1320, "height": 900}, {"width": 320, "height": 640}

# Whatever sticks out of the page to the right, unless something around it scrolls or clips by itself.
STICKS_OUT = """() => {
  const room = document.documentElement.clientWidth;
  const wider = document.documentElement.scrollWidth - room;
  if (wider <= 0) return [];
  const scrolls = (one) => one && one !== document.body
    && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
  const found = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > room + 1 && !scrolls(one.parentElement))
    .map((one) => `${one.tagName} ${one.getAttribute("class")}: ${one.textContent.trim().slice(0, 40)}`);
  return [`the page is ${wider} px too wide`, ...found.slice(0, 5)];
}"""


def faults_of(page: Page, options: dict[str, Any] = EVERYTHING) -> list[str]:
    """Serious and critical findings of axe, one line for each place."""
    found = AXE.run(page, options=options).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:120]}"
        for one in found
        if one["impact"] in BAD
        for node in one["nodes"][:4]
    ]


def inspect(page: Page, *, dark: bool = True) -> list[str]:
    """Every fault of this page: narrow, wide, and its colours in the dark. Leaves it wide and light."""
    page.set_viewport_size(NARROW)
    faults = [f"320 px: {fault}" for fault in page.evaluate(STICKS_OUT)]
    faults += [f"320 px: {fault}" for fault in faults_of(page)]
    page.set_viewport_size(WIDE)
    faults += [f"1320 px: {fault}" for fault in faults_of(page)]
    if dark:
        page.emulate_media(color_scheme="dark")
        faults += [f"dark: {fault}" for fault in faults_of(page, COLOURS)]
        page.emulate_media(color_scheme="light")
    return faults
