"""A real browser for tests, and what they ask of every page. conftest.py makes the fixtures known everywhere."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from contactcenter.accounts.models import User
from tests import patience

NO_CHROMIUM = "The browser tests need Chromium: apt-get install chromium"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ANSWERED = (
    "Failed to load resource",
    "Response Status Error Code",
)  # 4xx, which tests look at themselves
NARROW = {"width": 320, "height": 640}
CHECKS = (Path(__file__).parent / "browser_checks.js").read_text()

# Text as a reader with their own style sheet may want it (WCAG 1.4.12). Constructed sheets pass our security policy.
TEXT_SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
                     p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


def chromium() -> str:
    """Find the system's Chromium. Without it the tests are skipped, aloud; on a build server that is a failure."""
    found = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(NO_CHROMIUM)
    pytest.skip(NO_CHROMIUM)


# Where Tab goes on from: blurring a field that took the focus by itself would leave it there.
FROM_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  scrollTo(0, 0);
}"""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright's loop runs in the tests' own thread; Django would take that for an asynchronous program.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=patience.SECONDS * 1000)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(
        executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
    )
    yield running
    running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window. What the page complains about (script errors, refused styles) fails the test."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(patience.SECONDS * 1000)
    window = context.new_page()
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(ANSWERED):
            complaints.append(message.text)

    window.on("console", hear)
    window.on("pageerror", lambda error: complaints.append(str(error)))
    yield window
    heard = [*complaints]  # closing cuts off what is asked just then: no complaint of the page
    context.close()
    assert heard == []


def ready_at(place: Locator) -> None:
    """Wait until the focus is there and the page's scripts are: a key that is pressed before is lost."""
    expect(place).to_be_focused()
    place.page.wait_for_load_state()


def sign_in(page: Page, address: str, user: User) -> None:
    """Give the window the person's session, without the sign-in pages."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def axe(page: Page) -> None:
    """Assert that axe finds nothing, WCAG 2.2 AA and its best practices."""
    rules = {"type": "tag", "values": STANDARD}
    results = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()


def every_check(page: Page) -> None:
    """Assert what axe misses; leaves the window at its width."""
    fields_have_visible_labels(page)
    targets_are_large_enough(page)
    focus_is_seen(page)
    no_sideways_scroll(page)


def fields_have_visible_labels(page: Page) -> None:
    assert page.evaluate(CHECKS + "fieldsWithoutLabel()") == []


def targets_are_large_enough(page: Page, least: int = 24) -> None:
    """Assert WCAG 2.5.8: links and controls of 24 px or with room round them; links within text are let off."""
    assert page.evaluate(CHECKS + f"smallTargets({least})") == []


def focus_is_seen(page: Page, steps: int = 200) -> None:
    """Walk through the page by Tab: each stop has a ring, lies in view and is covered by nothing; order is the page's."""
    page.evaluate(FROM_THE_TOP)
    places: list[int] = []
    for _step in range(steps):
        page.keyboard.press("Tab")
        stop = page.evaluate(CHECKS + "focusedElement()")
        if stop is None or stop["place"] in places:
            break
        assert stop["faults"] == [], stop
        places.append(stop["place"])
    assert places == sorted(places)
    assert places != []


def no_sideways_scroll(page: Page, width: int = 320) -> None:
    """Assert that everything fits 320 px (1280 px at 400 % zoom), also with the reader's own text spacing."""
    before = page.viewport_size
    page.set_viewport_size(NARROW | {"width": width})
    assert page.evaluate(CHECKS + "tooWide()") == []
    page.evaluate(TEXT_SPACING)
    assert page.evaluate(CHECKS + "tooWide()") == []
    page.evaluate("document.adoptedStyleSheets = []")
    if before:
        page.set_viewport_size(before)
