"""The browser phone as somebody sits before it: phones side by side, typed into and tapped.

Playwright waits for what is asked for; nothing here waits for time to pass.
"""

import os
import re
from pathlib import Path
from typing import Final

from playwright.async_api import Locator, Page, expect

from shared.local.spawn import ROOT
from tests.support.errands import CODE, ORDER_REFERENCE, REFERENCE

CHROMIUM: Final = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
PATIENCE_MS: Final = 20_000
_PICTURES: Final = ROOT / "docs" / "pictures"
_CUT: Final = """all => all
    .filter(one => [one, ...one.querySelectorAll("*")].some(
        part => part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1))
    .map(one => one.innerText)"""


class Screen:
    """One phone on the page."""

    def __init__(self, page: Page, number: str) -> None:
        self._page = page
        self.frame = page.get_by_test_id(f"phone-{number.lstrip('+')}")

    async def types(self, words: str) -> None:
        """Write in the line at the bottom and send."""
        await self.frame.get_by_test_id("chat-input").fill(words)
        await self.frame.get_by_test_id("send").click()

    async def taps(self, title: str, *, about: str = "") -> None:
        """Touch the newest button with this title, on a message about something."""
        await self.messages(about).get_by_role("button", name=title).last.click()

    async def picks(self, row: str, *, off: str) -> None:
        """Open the newest list with this label, and touch a row of it."""
        await self.taps(off)
        sheet = self.frame.get_by_role("dialog")
        await sheet.get_by_role("button", name=row).first.click()

    async def is_offered(self, title: str, *, about: str) -> None:
        """Wait until a message about something has a button with this title.

        Raises:
            AssertionError: none comes.
        """
        button = self.messages(about).get_by_role("button", name=title)
        await expect(button).to_be_visible(timeout=PATIENCE_MS)

    async def pins(self, quartier: str) -> None:
        """Touch the location request, choose a quartier on the map and send it."""
        await self.taps("Envoyer ma position")
        sheet = self.frame.get_by_role("dialog")
        await sheet.get_by_role("searchbox").fill(quartier)
        await sheet.get_by_role("button", name=quartier, exact=True).click()
        await sheet.get_by_role("button", name="Envoyer cette position").click()

    def messages(self, words: str = "") -> Locator:
        """Find what the platform sent, by its words."""
        sent = self.frame.locator("[data-testid=message][data-direction=out]")
        return sent.filter(has_text=words) if words else sent

    async def sees(self, words: str, *, times: int = 1) -> Locator:
        """Wait until so many messages hold these words; returns the newest.

        Raises:
            AssertionError: they do not come, or too many do.
        """
        found = self.messages(words)
        await expect(found).to_have_count(times, timeout=PATIENCE_MS)
        return found.last

    async def reference(self) -> str:
        """Read the mission's reference off the newest confirmation."""
        return await self._read(REFERENCE, off="C’EST CONFIRMÉ")

    async def order_reference(self) -> str:
        """Read the order's reference off the newest confirmation."""
        return await self._read(ORDER_REFERENCE, off="COMMANDE ENVOYÉE")

    async def delivery_code(self, *, about: str) -> str:
        """Read the code that the client gives to the driver."""
        words = await self.messages("Code de livraison").filter(has_text=about).last.inner_text()
        found = CODE.search(words)
        assert found is not None, words
        return found[1]

    async def cut_labels(self) -> list[str]:
        """List the buttons and rows whose words do not fit."""
        cut: list[str] = await self.frame.get_by_role("button").evaluate_all(_CUT)
        return cut

    async def picture(self, name: str) -> None:
        """Keep a picture of this phone alone, as `picture` does of the page."""
        if path := _wanted(name):
            await self._page.mouse.move(0, 0)
            await self.frame.screenshot(path=path, animations="disabled")

    async def _read(self, pattern: re.Pattern[str], *, off: str) -> str:
        words = await self.messages(off).last.inner_text()
        found = pattern.search(words)
        assert found is not None, words
        return found[0]


async def picture(page: Page, name: str, *, is_whole: bool = False) -> None:
    """Keep a picture for the docs; only when it is missing or `TOKTOK_PICTURES=1` asks for it."""
    if path := _wanted(name):
        await page.mouse.move(0, 0)
        await page.screenshot(path=path, full_page=is_whole, animations="disabled")


def _wanted(name: str) -> Path | None:
    path = _PICTURES / name
    if os.environ.get("TOKTOK_PICTURES") != "1" and path.exists():
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
