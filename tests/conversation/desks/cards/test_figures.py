"""Numbers with a decimal, and the kinds of shops, in the words of who reads them."""

import pytest

from services.conversation.desks.cards.figures import kilometres, one_decimal
from services.conversation.desks.cards.kinds import KIND_WORDS
from services.conversation.dialogue.wording import Voice
from services.conversation.flows.marketplace.kinds import KINDS
from shared.texts import restored, stored, t
from shared.values.language import Language


@pytest.mark.parametrize(
    ("language", "said"), [(Language.FRENCH, "à 6,5 km"), (Language.ENGLISH, "6.5 km away")]
)
def test_a_distance_is_written_as_its_reader_writes_it(language: Language, said: str) -> None:
    line = t("{pay} · à {km} km", pay="800 FCFA", km=kilometres(6_480))

    assert Voice(language).say(line) == f"800 FCFA · {said}"
    assert Voice(language).say(restored(stored(line))) == f"800 FCFA · {said}"


def test_one_decimal_is_rounded_and_never_left_out() -> None:
    assert [Voice().say(one_decimal(number)) for number in (0, 4, 4.96, 12.34)] == [
        "0,0",
        "4,0",
        "5,0",
        "12,3",
    ]


def test_every_kind_of_shop_that_can_be_looked_for_has_its_words() -> None:
    assert set(KINDS) == set(KIND_WORDS)
    assert Voice(Language.ENGLISH).say(KIND_WORDS["Quincaillerie"]) == "🔨 Hardware"
