"""From typed words to a question for the database: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.orders.catalogue.search_words import Where, all_of, any_of, neighbours, parted

KNOWN = ["poulet", "poulets", "boulet", "mayo", "riz", "gingembre", "chargeur"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("poulet", ["poulet"]),
        ("puolet", ["poulet"]),
        ("pooulet", ["poulet"]),
        ("poulett", ["poulet", "poulets"]),
        ("oulet", ["boulet", "poulet"]),
        ("ginjambre", ["gingembre"]),
        ("chrageur", ["chargeur"]),
        ("maio", ["mayo"]),
        ("rez", []),
        ("tournevis", []),
    ],
)
def test_a_typo_is_taken_for_the_nearest_words(typed: str, meant: list[str]) -> None:
    assert neighbours(typed, KNOWN) == meant


def test_every_city_has_its_own_words() -> None:
    where = Where(["Pointe-Noire", "N'Djamena"], category="Plats d'ici")
    assert all_of([["riz"], ["poul", "boul"]], where=where) == (
        "(('Pointe-Noire:riz') & ('Pointe-Noire:poul' | 'Pointe-Noire:boul')"
        " & 'Pointe-Noire:#Plats_dici') | (('NDjamena:riz') & ('NDjamena:poul' | 'NDjamena:boul')"
        " & 'NDjamena:#Plats_dici')"
    )
    assert any_of([["riz"], ["poul"]], where=Where(["Douala"])) == (
        "(('Douala:riz' | 'Douala:poul'))"
    )


def test_words_part_at_hyphens_and_apostrophes() -> None:
    assert parted("saka-saka d’ici, l'eau/jus") == "saka saka d ici, l eau jus"


@given(st.text(max_size=20))
def test_quotes_never_end_a_word(stem: str) -> None:
    asked = all_of([[stem]], where=Where(["Douala"]))
    inside = asked.removeprefix("(('Douala:").removesuffix("'))")
    assert inside.replace("''", "").replace("\\\\", "").count("'") == 0
    assert inside.replace("\\\\", "").count("\\") == 0
