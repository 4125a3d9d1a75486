"""Which end is which: who moves what, who and what is where, what is put right, in every tongue."""

import pytest

from services.conversation.understanding import Country, FoundPlace, Understood, understand
from services.conversation.understanding.understood import SlotName


def _name(value: object) -> object:
    return value.name if isinstance(value, FoundPlace) else value


def _ends(read: Understood) -> tuple[object, object]:
    return _name(read.slots.get(SlotName.PICKUP)), _name(read.slots.get(SlotName.DROPOFF))


@pytest.mark.parametrize(
    ("text", "pickup", "dropoff"),
    [
        ("Ma mère attend à Talangaï le sac que j'ai laissé à Bacongo", "Bacongo", "Talangaï"),
        ("Il faut ramener à Ouenzé les clés restées à Moungali", "Moungali", "Ouenzé"),
        ("Un colis m'attend à Mpila, je suis à Mikalou, apportez-le moi", "Mpila", "Mikalou"),
        ("Je suis à Mikalou, j'attends un colis qui est à Mpila", "Mpila", "Mikalou"),
        ("Je suis à Mikalou, envoyez un colis à ma sœur à Mpila", "Mikalou", "Mpila"),
        ("Je dois envoyer un colis à ma cousine à Ouenzé, je suis à Mpila", "Mpila", "Ouenzé"),
        ("Je dois recevoir un colis de ma cousine à Ouenzé, je suis à Mpila", "Ouenzé", "Mpila"),
        ("C'est à Ouenzé qu'on livre le colis, il est à Mpila", "Mpila", "Ouenzé"),
        ("C'est ma tante à Mfilou qui doit recevoir le colis, il est à Mpila", "Mpila", "Mfilou"),
        ("Colis à Bacongo depuis Moungali", "Moungali", "Bacongo"),
        ("Un colis pour Massengo, départ Diata", "Diata", "Massengo"),
        ("Bring me my parcel from Moungali, I am in Bacongo", "Moungali", "Bacongo"),
        ("Send my parcel, get it to Mikalou, it is at Mpila", "Mpila", "Mikalou"),
        ("My parcel dey for Mpila, I want am for Mikalou", "Mpila", "Mikalou"),
        ("Zwa colis na Moungali memela yango na Bacongo", "Moungali", "Bacongo"),
        ("Memela nga colis na Talangaï, eza na Ouenzé", "Ouenzé", "Talangaï"),
        ("Colis uta Moungali, te uta Ouenzé, kino Talangaï", "Ouenzé", "Talangaï"),
        ("Colis de Moungali, non pardon de Ouenzé, vers Talangaï", "Ouenzé", "Talangaï"),
        ("Send a parcel from Moungali, sorry from Ouenzé, to Talangaï", "Ouenzé", "Talangaï"),
    ],
)
def test_who_is_where_tells_the_two_ends_apart(text: str, pickup: str, dropoff: str) -> None:
    assert _ends(understand(text)) == (pickup, dropoff)


def test_two_places_that_nothing_tells_apart_are_both_offered_for_either_end() -> None:
    read = understand("un colis à Moungali à Bacongo")
    both = ("Moungali", "Bacongo")
    assert _ends(read) == (None, None)
    assert tuple(map(_name, read.ambiguous[SlotName.PICKUP])) == both
    assert tuple(map(_name, read.ambiguous[SlotName.DROPOFF])) == both


@pytest.mark.parametrize(
    ("text", "slot", "place"),
    [
        ("non, le départ c'est la plaine", SlotName.PICKUP, "La Plaine"),
        ("c'est Ouenzé le départ", SlotName.PICKUP, "Ouenzé"),
        ("finalement on récupère à Mpila", SlotName.PICKUP, "Mpila"),
        ("no, pick it up in Moungali", SlotName.PICKUP, "Moungali"),
        ("te, bozwa yango na Ouenzé", SlotName.PICKUP, "Ouenzé"),
        ("te, ebandeli ezali na Moungali", SlotName.PICKUP, "Moungali"),
        ("pardon, je me suis trompée, l'arrivée c'est Ouenzé", SlotName.DROPOFF, "Ouenzé"),
        ("plutôt vers Bacongo", SlotName.DROPOFF, "Bacongo"),
        ("actually to Bacongo", SlotName.DROPOFF, "Bacongo"),
        ("te, bomema yango na Mpila", SlotName.DROPOFF, "Mpila"),
        ("te, esika ya kokomisa ezali Mfilou", SlotName.DROPOFF, "Mfilou"),
        ("je suis à Mpila", SlotName.PLACE, "Mpila"),
        ("elle habite à Mpila, en face de l'école", SlotName.PLACE, "Mpila"),
    ],
)
def test_an_answer_names_its_end_or_is_just_the_place(
    text: str, slot: SlotName, place: str
) -> None:
    read = understand(text, flow="courier")
    found = {name: _name(value) for name, value in read.slots.items()}
    assert found == {slot: place}


@pytest.mark.parametrize(
    "text",
    [
        "mauvais numéro c'est 05 512 34 56",
        "sorry, 05 512 34 56",
        "pardon je me suis trompée, son numéro c'est 05 512 34 56",
    ],
)
def test_a_number_put_right_makes_nobody_a_name(text: str) -> None:
    assert understand(text, flow="courier").slots == {SlotName.CONTACT_PHONE: "+242055123456"}


def test_the_lines_of_one_thought_fill_who_what_and_how_much() -> None:
    read = understand("Marie 06 123 45 67\nchaussures, 15 000", flow="courier")
    assert read.slots == {
        SlotName.CONTACT_NAME: "Marie",
        SlotName.CONTACT_PHONE: "+242061234567",
        SlotName.DESCRIPTION: "chaussures",
        SlotName.DECLARED_VALUE: 15_000,
    }


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("c'est une perceuse", "perceuse"),
        ("ce sont des bougies parfumées", "bougies parfumées"),
        ("it's a vase", "vase"),
        ("mbongo 5 mille", None),
        ("c'est une erreur", None),
    ],
)
def test_what_a_thing_is_said_to_be_is_the_contents_and_money_is_not(
    text: str, what: str | None
) -> None:
    assert understand(text, flow="courier").slots.get(SlotName.DESCRIPTION) == what


def test_a_count_after_the_french_thousand_is_counted_as_in_lingala() -> None:
    read = understand("mille mitano", flow="courier", country=Country.CONGO)
    assert read.slots == {SlotName.DECLARED_VALUE: 5_000}
