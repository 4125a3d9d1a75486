"""The README's tour, in the browser: what a newcomer does first must work."""

import re

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from shared.local.people import CLIENTS, DRIVERS, MERCHANTS, Person
from tests.support.errands import SENTENCE, STEPS
from tests.support.screen import Screen, picture
from tests.support.town import Town

pytestmark = pytest.mark.browser

AWA, CEDRIC, MIREILLE = CLIENTS[0], DRIVERS[0], MERCHANTS[0]
NEWS = (
    "COURSE ACCEPTÉE",
    "LIVREUR AU POINT DE RETRAIT",
    "COLIS RÉCUPÉRÉ",
    "LIVREUR ARRIVÉ À DESTINATION",
    "COLIS LIVRÉ",
)
NARROW: ViewportSize = {"width": 360, "height": 740}


async def test_a_parcel_by_one_sentence_seen_on_three_phones(
    page: Page, town: Town, chromium: Browser
) -> None:
    awa, cedric, mireille = (Screen(page, one.phone) for one in (AWA, CEDRIC, MIREILLE))
    await mireille.types("Bonjour")
    await mireille.sees("bienvenue")

    await awa.types(SENTENCE)
    recap = await awa.sees("VOTRE ENVOI")
    await expect(recap).to_contain_text("Prix")
    await awa.taps("Confirmer")
    await awa.sees("C’EST CONFIRMÉ")
    reference = await awa.reference()
    for step in ("Accepter", *STEPS[:3]):
        await cedric.taps(step, about=reference)
    await awa.sees("COLIS RÉCUPÉRÉ")
    await expect(awa.frame.get_by_role("link", name=re.compile(r"06 555 02 01"))).to_be_visible()
    await cedric.is_offered("En route", about=reference)
    await picture(page, "browser-phone.png")

    await _follows_on_a_small_phone(page, awa, chromium)
    for step in STEPS[3:]:
        await cedric.taps(step, about=reference)
    await _gives_the_code(awa, cedric, reference)
    for headline in NEWS:
        await awa.sees(headline)
    await cedric.sees("Course terminée")
    assert (await town.mission(reference))["status"] == "delivered"


async def test_the_same_by_buttons_and_places_on_the_map(page: Page, town: Town) -> None:
    awa, cedric = Screen(page, AWA.phone), Screen(page, CEDRIC.phone)
    confirmed = await _received(town, AWA, "C’EST CONFIRMÉ")
    delivered = await _received(town, AWA, "COLIS LIVRÉ")
    await awa.types("menu")
    await awa.sees("Que puis-je faire pour vous")
    await awa.picks("Envoyer un colis", off="Voir le menu")
    await awa.sees("Où récupérer le colis")
    await awa.pins("Moungali")
    await awa.sees("Où le livrer")
    await awa.pins("Talangaï")
    await awa.sees("Qui le livreur doit-il appeler")
    await awa.taps("Passer")
    await awa.sees("Que contient le colis")
    await awa.taps("Documents")
    await awa.sees("Contenu : Documents")
    await awa.taps("Confirmer")
    await awa.sees("C’EST CONFIRMÉ", times=confirmed + 1)
    reference = await awa.reference()

    for step in ("Accepter", *STEPS):
        await cedric.taps(step, about=reference)
    await _gives_the_code(awa, cedric, reference)
    await awa.sees("COLIS LIVRÉ", times=delivered + 1)
    assert (await town.mission(reference))["status"] == "delivered"


async def test_on_a_narrow_screen_one_phone_fills_it_and_nothing_sticks_out(
    chromium: Browser, town: Town
) -> None:
    context = await chromium.new_context(
        viewport=NARROW,
        locale="fr-FR",
        reduced_motion="reduce",
        has_touch=True,
        device_scale_factor=2,
        base_url=town.stack.addresses.simulator,
    )
    page = await context.new_page()
    await page.goto("/")
    awa, cedric = Screen(page, AWA.phone), Screen(page, CEDRIC.phone)

    shown = await _received(town, AWA, "Que puis-je faire")
    await awa.types("Bonjour")
    await awa.sees("Que puis-je faire", times=shown + 1)
    await expect(awa.frame).to_be_visible()
    await expect(cedric.frame).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    await picture(page, "phone-360.png")
    await page.get_by_role("tab", name=re.compile(CEDRIC.name)).click()
    await expect(cedric.frame).to_be_visible()
    await expect(awa.frame).to_be_hidden()
    await context.close()


async def _gives_the_code(client: Screen, driver: Screen, reference: str) -> None:
    """The driver types what the client reads out at the door."""
    code = await client.delivery_code(about=reference)
    await expect(driver.messages("Quel code").filter(has_text=reference)).to_be_visible()
    await driver.types(code)


async def _received(town: Town, person: Person, words: str) -> int:
    """Count what somebody was sent before this test."""
    return len([one for one in await town.phone(person.phone).received() if words in one.text])


async def _follows_on_a_small_phone(page: Page, awa: Screen, chromium: Browser) -> None:
    """Open the link that the client got, on a phone without JavaScript."""
    async with page.context.expect_page() as opened:
        await awa.messages("C’EST CONFIRMÉ").get_by_role("link", name="Suivre").click()
    url = (await opened.value).url
    context = await chromium.new_context(
        viewport=NARROW, java_script_enabled=False, device_scale_factor=2, locale="fr-FR"
    )
    small = await context.new_page()
    await small.goto(url)
    await expect(small.get_by_text("Le colis est avec le livreur")).to_be_visible()
    await picture(small, "tracking-page.png", is_whole=True)
    await context.close()
