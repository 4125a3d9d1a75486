"""A model's text, read without believing any of it."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.conversation.model.calling import Unreadable
from services.conversation.model.reading import read_answer
from tests.conversation.model.conftest import QUESTION

ANSWER = {"errand": "courier", "fields": {"dropoff": "talangay", "declared_value": 5000}}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ANSWER),
        f"Here you are:\n```json\n{json.dumps(ANSWER)}\n```\nAnything else?",
        "<think>{it is a parcel}</think>" + json.dumps(ANSWER),
        json.dumps({"note": "first"}) + json.dumps(ANSWER),
    ],
)
def test_the_first_answer_is_found_whatever_stands_around_it(text: str) -> None:
    reading = read_answer(text, QUESTION)

    assert reading.errand == "courier"
    assert reading.fields == {"dropoff": "talangay", "declared_value": "5000"}


@pytest.mark.parametrize("text", ["", "Bonjour !", "[]", "null", "{", '{"a": 1}', '{"a":' * 4_000])
def test_where_there_is_no_answer_there_is_none(text: str) -> None:
    with pytest.raises(Unreadable):
        read_answer(text, QUESTION)


def test_what_was_not_asked_for_is_dropped() -> None:
    odd = {
        "errand": ["courier"],
        "fields": {
            "dropoff": ["talangay"],
            "declared_value": True,
            "contact_name": None,
            "contact_phone": {"number": "061234567"},
            "description": "un carton\x00\n\u202e de savon",
            "price": "5 mille",
        },
        "confirm": True,
    }

    reading = read_answer(json.dumps(odd), QUESTION)

    assert reading.errand is None
    assert reading.fields == {"description": "un carton de savon"}


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(
    fields=st.dictionaries(st.sampled_from([*QUESTION.fields, "other"]), anything) | anything,
    errand=st.sampled_from([*QUESTION.errands, "driver_off", "none"]) | anything,
)
def test_no_answer_breaks_out_of_the_question(fields: object, errand: object) -> None:
    reading = read_answer(json.dumps({"errand": errand, "fields": fields}), QUESTION)

    assert reading.errand in {None, *QUESTION.errands}
    assert reading.fields.keys() <= QUESTION.fields.keys()
    for value in reading.fields.values():
        assert 0 < len(value) <= 200
        assert not any(unicodedata.category(character).startswith("C") for character in value)
