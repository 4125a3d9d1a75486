"""Whole-message answers: yes, no, greetings, thanks; and words inside sentences left alone."""

import pytest

from services.conversation.understanding import (
    find_quantity,
    is_greeting,
    is_thanks,
    normalise,
    yes_or_no,
)


@pytest.mark.parametrize(
    "text",
    [
        "oui",
        "Oui !",
        "OUI",
        "ouiii",
        "ouais",
        "ok",
        "d'accord",
        "c'est bon",
        "oui c'est bon",
        "je confirme",
        "oui allez-y",
        "vas-y",
        "👍",
        "👍🏾",
        "ok 👍",
        "✅",
        "ee",
        "iyo",
        "ndimi",
        "malamu",
        "yes",
        "yes na",
        "yes please",
        "sure",
        "na so",
        "oui oui",
        "bien sûr",
        "parfait",
        "ça marche",
    ],
)
def test_it_is_a_yes(text: str) -> None:
    assert yes_or_no(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "non",
        "Non.",
        "NON",
        "nooon",
        "non merci",
        "pas du tout",
        "jamais",
        "je ne veux pas",
        "👎",
        "❌",
        "te",
        "boye te",
        "nalingi te",
        "naboyi",
        "no",
        "no o",
        "no be so",
        "no thank you",
        "pas d'accord",
        "surtout pas",
        "c'est pas ça",
        "mba",
    ],
)
def test_it_is_a_no(text: str) -> None:
    assert yes_or_no(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "non, c'est 06 55 44 33 22",
        "oui mais à Bacongo",
        "Rue du Plateau",
        "demain",
        "5000",
        "",
        "merci",
        "Moungali",
        "je ne sais pas où",
        "noël",
    ],
)
def test_it_is_neither(text: str) -> None:
    assert yes_or_no(text) is None


@pytest.mark.parametrize(
    "text", ["Bonjour", "bjr", "salut 👋", "mbote na yo", "good morning", "how far"]
)
def test_it_only_says_hello(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize(
    "text", ["merci", "ok merci", "matondo mingi", "thanks a lot", "🙏", "mrc bcp"]
)
def test_it_only_says_thank_you(text: str) -> None:
    assert is_thanks(text)


@pytest.mark.parametrize("text", ["bonjour, un colis pour Bacongo", "non merci", "poulet mayo"])
def test_it_says_more_than_thank_you(text: str) -> None:
    assert not is_thanks(text)


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("  Ça   VA ?! ", "ca va"),
        ("Œufs, cœur", "oeufs coeur"),
        ("l’été à Tié-Tié", "l ete a tie tie"),
        ("✅️ Confirmer", "confirmer"),
        ("🛵", ""),
    ],
)
def test_text_is_flattened_to_bare_words(text: str, flat: str) -> None:
    assert normalise(text) == flat


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2", 2),
        ("trois", 3),
        ("une douzaine", 12),
        ("mibale", 2),
        ("x4", 4),
        ("deux pizzas", 2),
        ("5 kg", 5),
        ("one", 1),
        ("0", None),
        ("5000 F", None),
        ("beaucoup", None),
    ],
)
def test_a_quantity_is_counted(text: str, count: int | None) -> None:
    assert find_quantity(text) == count
