"""Whole messages: intent, slots and what is left to be asked, in every language and mix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conversation.understanding import (
    Country,
    FoundPlace,
    Intent,
    Lang,
    SlotName,
    Understood,
    understand,
)

_ROUTES = [
    "de Moungali à Talangaï",
    "de Moungali vers Talangaï",
    "depuis Moungali jusqu'à Talangaï",
    "à partir de Moungali pour Talangaï",
    "vers Talangaï depuis Moungali",
    "à récupérer à Moungali et à livrer à Talangaï",
    "prendre à Moungali, déposer à Talangaï",
    "Moungali → Talangaï",
    "départ Moungali, destination Talangaï",
    "uta Moungali kino Talangaï",
    "na Moungali kino na Talangaï",
    "ewuti Moungali ekei Talangaï",
    "from Moungali to Talangaï",
    "for Moungali carry am go Talangaï",
    "pick up in Moungali and deliver to Talangaï",
]


def _plain(read: Understood) -> dict[str, object]:
    return {
        name.value: value.name if isinstance(value, FoundPlace) else value
        for name, value in read.slots.items()
    }


def test_a_whole_order_is_read_from_one_message() -> None:
    read = understand("Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille")
    assert read.intent is Intent.COURIER
    assert _plain(read) == {
        "pickup": "Moungali",
        "dropoff": "Talangaï",
        "contact_name": "Marie",
        "contact_phone": "+242061234567",
        "declared_value": 5000,
    }
    assert (read.ambiguous, read.lang) == ({}, Lang.FRENCH)


@pytest.mark.parametrize("route", _ROUTES)
def test_every_way_to_say_a_route_gives_the_same_ends(route: str) -> None:
    read = understand(f"colis {route}")
    assert read.intent is Intent.COURIER
    assert (_plain(read)["pickup"], _plain(read)["dropoff"]) == ("Moungali", "Talangaï")


def test_an_ambiguous_value_is_offered_and_not_filled() -> None:
    read = understand("Envoyer un colis de Moungali à Bacongo, deux mille cinq")
    assert SlotName.DECLARED_VALUE not in read.slots
    assert read.ambiguous == {SlotName.DECLARED_VALUE: (2500, 2005)}


def test_a_phone_that_lacks_its_zero_is_offered_and_not_filled() -> None:
    read = understand("Colis pour Bacongo, contact Jean +24261234567")
    assert SlotName.CONTACT_PHONE not in read.slots
    assert read.ambiguous == {SlotName.CONTACT_PHONE: ("+242061234567",)}


def test_namesakes_of_two_cities_are_offered_and_not_filled() -> None:
    read = understand("Envoyer un colis au centre-ville")
    assert SlotName.DROPOFF not in read.slots
    cities = [
        place.city for place in read.ambiguous[SlotName.DROPOFF] if isinstance(place, FoundPlace)
    ]
    assert cities == ["Brazzaville", "Pointe-Noire"]


@pytest.mark.parametrize("address", ["Talangaï", "à côté du marché de Ouenzé", "Rue du Plateau"])
def test_an_address_during_a_flow_stays_an_answer(address: str) -> None:
    read = understand(address, flow="courier")
    assert read.intent is Intent.UNKNOWN
    assert set(read.slots) == {SlotName.PLACE}


@pytest.mark.parametrize("words", ["gâteau", "du riz", "poulet mayo", "chaussures"])
def test_goods_named_during_a_courier_flow_start_no_purchase(words: str) -> None:
    assert understand(words, flow="courier").intent is Intent.UNKNOWN


def test_a_clear_sentence_changes_the_errand_in_mid_flow() -> None:
    read = understand("en fait je veux commander au restaurant", flow="courier")
    assert read.intent is Intent.MARKETPLACE


def test_a_correction_in_mid_flow_fills_that_one_slot() -> None:
    read = understand("non, c'est 06 55 123 45", flow="courier")
    assert (read.intent, _plain(read)) == (Intent.UNKNOWN, {"contact_phone": "+242065512345"})


def test_a_bare_amount_answers_the_flow_that_asks() -> None:
    assert _plain(understand("5 mille", flow="courier")) == {"declared_value": 5000}
    assert _plain(understand("20 000", flow="service")) == {"budget": 20000}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "un colis de chaussures pour Bacongo",
            {"dropoff": "Bacongo", "description": "chaussures"},
        ),
        ("envoyer des documents à Djiri", {"dropoff": "Djiri", "description": "documents"}),
        (
            "Livrer un gâteau à Mfilou demain 15h",
            {"dropoff": "Mfilou", "description": "gâteau", "when": "demain 15:00"},
        ),
        ("récupérer un sac de riz à Diata", {"pickup": "Diata", "description": "sac de riz"}),
        ("Natinda eloko na Talangaï", {"dropoff": "Talangaï"}),
        (
            "envoyer un pli à Ouenzé, contact Jean 05 544 33 22",
            {
                "dropoff": "Ouenzé",
                "description": "pli",
                "contact_name": "Jean",
                "contact_phone": "+242055443322",
            },
        ),
        (
            "nalingi komema bilamba na Tié-Tié epai ya Jeanne",
            {"dropoff": "Tié-Tié", "description": "bilamba", "contact_name": "Jeanne"},
        ),
    ],
)
def test_a_parcel_is_read(text: str, slots: dict[str, object]) -> None:
    read = understand(text)
    assert (read.intent, _plain(read)) == (Intent.COURIER, slots)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("poulet mayo moins de 3000", {"product": "poulet mayo", "max_price": 3000}),
        ("Je voudrais acheter 2 pizzas", {"product": "pizzas", "quantity": 2}),
        ("Une douzaine d'œufs", {"product": "oeufs", "quantity": 12}),
        (
            "commander trois burgers chez Nandos",
            {"product": "burgers", "quantity": 3, "merchant": "Nandos"},
        ),
        ("nalingi kosomba masanga mibale", {"product": "masanga", "quantity": 2}),
        ("rice under 5000", {"product": "rice", "max_price": 5000}),
        (
            "Commander 5 kg de sucre et livrer à Ouenzé",
            {"product": "sucre", "quantity": 5, "place": "Ouenzé"},
        ),
        (
            "gars je ya mo le poulet DG, pas plus de 3 kolos",
            {"product": "poulet DG", "max_price": 3000},
        ),
    ],
)
def test_a_purchase_is_read(text: str, slots: dict[str, object]) -> None:
    read = understand(text)
    assert (read.intent, _plain(read)) == (Intent.MARKETPLACE, slots)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "J'ai une fuite d'eau dans la cuisine",
            {"trade": "plomberie", "problem": "fuite d'eau dans la cuisine"},
        ),
        ("Je cherche un plombier à Moungali", {"trade": "plomberie", "place": "Moungali"}),
        (
            "Mon frigo ne refroidit plus, c'est urgent",
            {
                "trade": "électroménager",
                "problem": "Mon frigo ne refroidit plus",
                "urgency": "urgent",
            },
        ),
        (
            "Besoin d'un menuisier pour réparer une porte, budget 20 000",
            {"trade": "menuiserie", "problem": "réparer une porte", "budget": 20000},
        ),
        (
            "La clim ne marche plus, venez demain à 10h",
            {"trade": "climatisation", "problem": "La clim ne marche plus", "when": "demain 10:00"},
        ),
        (
            "Courant ezali te na ndako",
            {"trade": "électricité", "problem": "Courant ezali te na ndako"},
        ),
        (
            "my fridge is not working",
            {"trade": "électroménager", "problem": "my fridge is not working"},
        ),
        (
            "plonbié urgen a mougali",
            {"trade": "plomberie", "place": "Moungali", "urgency": "urgent"},
        ),
    ],
)
def test_a_repair_is_read(text: str, slots: dict[str, object]) -> None:
    read = understand(text)
    assert (read.intent, _plain(read)) == (Intent.SERVICE, slots)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("STOCK RIZ", "RIZ"),
        ("stock huile 5L", "huile 5L"),
        ("il reste combien de sacs de ciment ?", "sacs de ciment"),
    ],
)
def test_a_stock_question_names_its_product(text: str, product: str) -> None:
    read = understand(text)
    assert (read.intent, _plain(read)) == (Intent.STOCK, {"product": product})


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("où en est COUR-20261121-001", "COUR-20261121-001"),
        ("suivre cmd 20261120 014", "CMD-20261120-014"),
        ("srv-20261119-003", "SRV-20261119-003"),
        ("COUR20261121001", "COUR-20261121-001"),
    ],
)
def test_a_reference_is_read_however_it_is_spaced(text: str, reference: str) -> None:
    read = understand(text)
    assert (read.intent, _plain(read)) == (Intent.FOLLOW, {"reference": reference})


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Je veux envoyer un colis", Lang.FRENCH),
        ("Nalingi kotinda colis na Bacongo", Lang.LINGALA),
        ("Mbote", Lang.LINGALA),
        ("I want to send a parcel", Lang.ENGLISH),
        ("English", Lang.ENGLISH),
        ("lingala", Lang.LINGALA),
        ("5000", Lang.FRENCH),
    ],
)
def test_the_language_is_detected(text: str, lang: Lang) -> None:
    assert understand(text).lang is lang


def test_the_known_language_is_kept_when_words_do_not_tell() -> None:
    assert understand("5000", lang="ln").lang is Lang.LINGALA


def test_a_message_of_ten_thousand_characters_is_read_to_its_first_part() -> None:
    read = understand("Envoyer un colis de Moungali à Bacongo. " + "bla 12 Moungal " * 700)
    assert _plain(read)["pickup"] == "Moungali"


@given(
    text=st.text(max_size=400),
    flow=st.sampled_from([None, "courier", "marketplace", "service", "autre"]),
    country=st.sampled_from(Country),
)
def test_no_text_breaks_it(text: str, flow: str | None, country: Country) -> None:
    read = understand(text, flow=flow, country=country)
    assert set(read.slots).isdisjoint(read.ambiguous)


@given(
    st.lists(
        st.sampled_from(
            [
                "k",
                "mille",
                "cent",
                "de",
                "à",
                "na",
                "kolo",
                "5",
                ",",
                "06",
                "-",
                "chez",
                "pour",
                "marché",
                "derrière",
                "la",
                "Bacongo",
                ".",
                "F",
            ]
        )
    )
)
def test_no_order_of_known_words_breaks_it(words: list[str]) -> None:
    read = understand(" ".join(words))
    assert set(read.slots).isdisjoint(read.ambiguous)
