"""The people of the demo can be dialled, told apart and found in every city."""

from collections import Counter

import phonenumbers
import pytest

from shared.local.people import PEOPLE, SHOWN, City, Person, Role


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_every_phone_is_a_valid_mobile_number_of_the_city_s_country(person: Person) -> None:
    number = phonenumbers.parse(person.phone)
    country = "CM" if person.city is City.DOUALA else "CG"
    assert phonenumbers.is_valid_number_for_region(number, country)
    assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE


def test_nobody_shares_a_phone_or_a_name() -> None:
    assert len({person.phone for person in PEOPLE}) == len(PEOPLE)
    assert len({person.name for person in PEOPLE}) == len(PEOPLE)


def test_the_town_has_the_people_the_demo_promises() -> None:
    assert Counter(person.role for person in PEOPLE) == {
        Role.CLIENT: 4,
        Role.DRIVER: 8,
        Role.MERCHANT: 12,
        Role.PROVIDER: 10,
        Role.ADMIN: 1,
    }


def test_drivers_are_spread_over_the_three_cities() -> None:
    drivers = Counter(person.city for person in PEOPLE if person.role is Role.DRIVER)
    assert drivers == {City.BRAZZAVILLE: 3, City.POINTE_NOIRE: 2, City.DOUALA: 3}


def test_whom_an_order_concerns_is_shown_first_and_of_one_city() -> None:
    concerned = [Role.CLIENT, Role.MERCHANT, Role.DRIVER, Role.DRIVER]
    assert [one.role for one in SHOWN[:4]] == concerned
    assert {one.city for one in SHOWN[:4]} == {City.BRAZZAVILLE}
