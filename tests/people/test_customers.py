"""Simulated customers: who they are, how they write, and that they want what they say."""

from random import Random

import pytest

from bench.people.life import customer
from bench.people.personas import PERSONAS, Errand
from bench.people.phrases import Say, Tongue, phrases
from bench.people.speaker import Speaker
from bench.people.wishes import draw_basket, draw_parcel, places
from shared.values.phone import Country


def test_a_number_is_the_same_person_every_time() -> None:
    first, errand = customer(1, 4711)
    again, same = customer(1, 4711)

    assert (first.persona, first.country, errand) == (again.persona, again.country, same)
    wanted = draw_parcel(first.chance, country=first.country)
    assert wanted == draw_parcel(again.chance, country=again.country)
    assert first.speaker.parcel(wanted) == again.speaker.parcel(wanted)


def test_another_seed_is_another_crowd() -> None:
    crowds = [[customer(seed, number)[1] for number in range(1, 60)] for seed in (1, 2)]

    assert crowds[0] != crowds[1]


def test_every_persona_comes_and_each_has_a_number_of_its_own() -> None:
    crowd = [customer(3, number)[0] for number in range(1, 29)]

    assert {one.persona.name for one in crowd} == {one.name for one in PERSONAS}
    assert len({one.phone for one in crowd}) == 28


@pytest.mark.parametrize("tongue", list(Tongue))
def test_a_whole_sentence_says_everything_in_every_tongue(tongue: Tongue) -> None:
    chance = Random(7)  # noqa: S311 - nothing secret is drawn
    parcel = draw_parcel(chance, country=Country.CONGO)
    speaker = Speaker(tongue, Country.CONGO, chance)

    for template in phrases(tongue, Say.PARCEL):
        assert all(field in template for field in ("{p}", "{d}", "{n}", "{t}", "{v}"))
    said = speaker.parcel(parcel)
    assert parcel.name in said
    assert "{" not in said


def test_an_amount_next_to_a_number_is_not_run_into_it() -> None:
    chance = Random(1)  # noqa: S311 - nothing secret is drawn
    parcel = draw_parcel(chance, country=Country.CONGO)
    speaker = Speaker(Tongue.TERSE, Country.CONGO, chance)

    digits = parcel.phone.national.replace(" ", "")
    run_together = [said for said in (speaker.parcel(parcel) for _ in range(40)) if digits in said]
    assert run_together
    assert all(said.endswith(("f", "k")) for said in run_together if f"{digits} " in said)


def test_slips_leave_numbers_and_short_words_alone() -> None:
    speaker = Speaker(Tongue.FRENCH, Country.CONGO, Random(2), slips=1.0)  # noqa: S311 - the same

    said = speaker.say(Say.NEW_PHONE, t="06 123 45 67")

    assert "06 123 45 67" in said
    assert "{" not in said


def test_what_is_wanted_lies_in_one_city() -> None:
    for seed in range(40):
        chance = Random(seed)  # noqa: S311 - nothing secret is drawn
        parcel = draw_parcel(chance, country=Country.CAMEROON)
        basket = draw_basket(chance, country=Country.CONGO)

        assert parcel.pickup.city == parcel.dropoff.city
        assert parcel.pickup != parcel.dropoff
        assert basket.product.city == basket.address.city


def test_places_have_a_name_that_means_one_place() -> None:
    for country in Country:
        names = [entry.name for entry in places(country)]
        assert len(names) == len(set(names)) > 100


def test_every_errand_is_somebodys() -> None:
    assert {errand for one in PERSONAS for errand in one.errands} == set(Errand)
