"""What a model may say: only what the person did."""

import pytest

from services.conversation.model.grounding import Source
from shared.values.phone import Country

SEND = (
    "Envoyer un carton de savon de potopoto chez Marie 06 123 45 67 vers talangay, ça vaut 15 000"
)

DICTATED = "zéro six, douze, trente-quatre, cinquante-six, sept"


def holds(text: str, value: str) -> bool:
    return Source(text, Country.CONGO).holds(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (SEND, "06 123 45 67"),
        (SEND, "061234567"),
        (SEND, "+242 06 123 45 67"),
        (SEND, "15000"),
        (SEND, "15 000 FCFA"),
        (SEND, "15 mille"),
        (SEND, "quinze mille"),
        (SEND, "Talangaï"),
        (SEND, "Poto-Poto"),
        (SEND, "Marie"),
        (SEND, "un carton de savon"),
        (SEND, "le carton de savon"),
        (DICTATED, DICTATED),
        (DICTATED, "061234567"),
        ("061234567", DICTATED),
        ("prends 2 sacs a 5k", "5000"),
        ("prends 2 sacs a 5k", "2"),
        ("prends deux sacs", "2 sacs"),
        ("je suis vers PK14", "PK 14"),
        ("demain 15h30 au rond point", "15h30"),
        ("aux 4 chemins", "Quatre Chemins"),
    ],
)
def test_what_was_said_is_kept_however_it_is_written(text: str, value: str) -> None:
    assert holds(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (SEND, "06 999 88 77"),
        (SEND, "06 123 45 68"),
        (SEND, "06 123"),
        (SEND, "+237 6 12 34 56 70"),
        (SEND, "75 000"),
        (SEND, "15"),
        (SEND, "5000"),
        (SEND, "1500"),
        (SEND, "soixante-quinze mille"),
        (SEND, "Aéroport Maya-Maya"),
        (SEND, "Marché Total"),
        (SEND, "Marie Ngouabi"),
        (SEND, "derrière le marché de Talangaï"),
        (SEND, "15 000 et 3 sacs"),
        (SEND, "Talangaï 42"),
        (SEND, "de la"),
        (SEND, "oui"),
        (SEND, "😀"),
        (SEND, "你好"),
        ("06 123 45 67", "123"),
        ("06 123 45 67", "4567"),
        ("du poulet", "un"),
        ("du poulet", "1"),
        ("du poulet", "deux"),
        ("chez Ali", "Ari"),
    ],
)
def test_what_nobody_said_is_dropped(text: str, value: str) -> None:
    assert not holds(text, value)
