"""A thing, a shop and a place of delivery in one breath; and what only sounds like it."""

import pytest

from services.conversation.understanding import (
    Country,
    FoundPlace,
    Intent,
    SlotName,
    understand,
    yes_or_no,
)


@pytest.mark.parametrize(
    ("text", "country", "told"),
    [
        (
            "2 paracétamol chez Pharmacie du Plateau, livraison à Mpila",
            Country.CONGO,
            ("paracétamol", 2, "Pharmacie du Plateau", "Mpila"),
        ),
        (
            "je veux un poisson braisé bar chez Le Ndolè d'Akwa livré à Bonassama",
            Country.CAMEROON,
            ("poisson braisé bar", None, "Le Ndolè d'Akwa", "Bonassama"),
        ),
        (
            "2 diapers at Pharmacie Bonapriso, delivery at Koumassi",
            Country.CAMEROON,
            ("diapers", 2, "Pharmacie Bonapriso", "Koumassi"),
        ),
        (
            "nalingi kosomba savon mibale epai ya Marché Frais, memela na Bacongo",
            Country.CONGO,
            ("savon", 2, "Marché Frais", "Bacongo"),
        ),
        (
            "3 jus de gingembre et un saka-saka chez Gloire Grill, livré à Moungali",
            Country.CONGO,
            ("jus de gingembre", 3, "Gloire Grill", "Moungali"),
        ),
    ],
)
def test_the_place_in_a_shops_name_is_no_address(
    text: str, country: Country, told: tuple[str, int | None, str, str]
) -> None:
    read = understand(text, country=country)
    place = read.slots[SlotName.PLACE]
    assert isinstance(place, FoundPlace)
    assert read.intent is Intent.MARKETPLACE
    assert (
        read.slots[SlotName.PRODUCT],
        read.slots.get(SlotName.QUANTITY),
        read.slots[SlotName.MERCHANT],
        place.name,
    ) == told
    assert SlotName.PICKUP not in read.slots


@pytest.mark.parametrize(
    "text",
    [
        "je voudrais faire livrer des chaussures chez Marie, livraison à Moungali",
        "je veux récupérer 2 cartons chez Paul, livraison à Moungali",
        "un colis chez Gloire Phone, livraison à Bacongo",
        "2 chemises chez Marie 06 123 45 67, livraison à Moungali",
    ],
)
def test_a_parcel_from_somebody_is_no_purchase(text: str) -> None:
    assert understand(text).intent is Intent.COURIER


def test_an_answer_about_a_parcel_stays_an_answer() -> None:
    read = understand("2 robes chez Maman Chantal à Diata", flow="courier")
    assert read.intent is Intent.UNKNOWN
    assert read.slots[SlotName.CONTACT_NAME] == "Maman Chantal"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("oui vite s'il te plaît", True),
        ("oui d'accord merci beaucoup", True),
        ("ok ndima", True),
        ("sure go ahead", True),
        ("te, nandimi te", False),
        ("nope pas ça", False),
        ("non laisse", False),
        ("ok Moungali", None),
        ("oui na Bacongo", None),
        ("non, c'est 06 655 44 33", None),
        ("problème", None),
    ],
)
def test_small_talk_may_follow_a_firm_yes_or_no_and_nothing_else(
    text: str,
    meaning: bool | None,  # noqa: FBT001 - the answer
) -> None:
    assert yes_or_no(text) is meaning
