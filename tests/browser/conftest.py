"""A real Chromium, one for the run, a fresh context for each test."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.support.screen import CHROMIUM, FLAGS
from tests.support.town import Town


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture(scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A platform of the file's own: its phones show nothing that other tests were told."""
    async with Town.of(tmp_path_factory.mktemp("seen")) as town:
        yield town


@pytest.fixture
async def page(chromium: Browser, town: Town) -> AsyncIterator[Page]:
    """The browser phone on a laptop's screen; an error in its console fails the test."""
    context = await chromium.new_context(
        viewport={"width": 1440, "height": 900},
        locale="fr-FR",
        reduced_motion="reduce",
        timezone_id="Africa/Brazzaville",
        base_url=town.stack.addresses.simulator,
    )
    page = await context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    await page.goto("/")
    yield page
    await context.close()
    assert problems == []
