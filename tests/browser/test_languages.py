"""The browser phone in English and in Lingala: the same errand, and a language changed half-way."""

import json
from typing import Final

import pytest
from playwright.async_api import Page, ViewportSize, expect

from shared.local.people import CLIENTS
from shared.values.language import Language
from tests.support.errands import REFERENCE, accept
from tests.support.screen import PATIENCE_MS, Screen
from tests.support.town import Town
from tests.support.wording import label, says

pytestmark = pytest.mark.browser

AWA, JUNIOR = CLIENTS[0], CLIENTS[1]
TALL: Final[ViewportSize] = {"width": 900, "height": 1400}
SIDE_BY_SIDE: Final = json.dumps([one.phone.lstrip("+") for one in (AWA, JUNIOR)])
WHERE_FROM: Final = (
    "📍 *Où récupérer le colis ?*\nÉcrivez le quartier ou un repère (ex. _Moungali, "
    "rond-point_), ou envoyez votre position."
)


async def test_the_same_errand_in_english_and_in_lingala_and_a_language_changed_half_way(
    page: Page, town: Town
) -> None:
    await page.set_viewport_size(TALL)
    await page.evaluate("phones => localStorage.setItem('phones', phones)", SIDE_BY_SIDE)
    await page.reload()
    awa, junior = Screen(page, AWA.phone), Screen(page, JUNIOR.phone)
    await awa.types("Hello")
    await awa.taps(says("conversation", "Voir le menu", Language.ENGLISH))
    assert await awa.cut_labels() == []
    parcel = label("conversation", "📦 Envoyer un colis", Language.ENGLISH)
    await awa.frame.get_by_role("dialog").get_by_role("button", name=parcel).click()
    await _orders(awa, town, Language.ENGLISH)
    await awa.picture("chat-english.png")

    await junior.types("Mbote, nalingi kotinda colis")
    await _orders(junior, town, Language.LINGALA)
    await junior.picture("chat-lingala.png")

    await junior.types("tinda colis")
    await _is_asked(junior, WHERE_FROM, Language.LINGALA, times=2)
    await junior.types("english")
    await _is_asked(junior, WHERE_FROM, Language.ENGLISH)


async def _orders(client: Screen, town: Town, language: Language) -> None:
    """Answer question by question until a driver has accepted; no label is cut on the way."""
    await _is_asked(client, WHERE_FROM, language)
    for words in ("Moungali", "Talangaï", "Marie 06 123 45 67", "savon, 15 000"):
        asked = await client.messages().count()
        await client.types(words)
        await expect(client.messages()).to_have_count(asked + 1, timeout=PATIENCE_MS)
        assert await client.cut_labels() == []
    await client.sees(_shown("*VOTRE ENVOI*", language))
    await client.taps(label("conversation", "✅ Confirmer", language))
    confirmed = await client.sees(_shown("✅ *C’EST CONFIRMÉ*", language))
    found = REFERENCE.search(await confirmed.inner_text())
    assert found is not None
    await accept(town, found[0])
    await client.sees(says("notifications", "COURSE ACCEPTÉE", language))
    assert await client.cut_labels() == []


async def _is_asked(client: Screen, message: str, language: Language, *, times: int = 1) -> None:
    await client.sees(_shown(message, language), times=times)


def _shown(message: str, language: Language) -> str:
    """Give the first line of a message as the phone shows it: marks rendered, not written."""
    first = says("conversation", message, language).split("\n")[0]
    return first.partition("*")[2].rstrip("*")
