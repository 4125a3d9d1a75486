"""The merchant cannot type the code: a photo of the parcel is taken along."""

import pytest

from shared.contracts.conversation.api import Action
from tests.conversation.workday import Workday, workday

CODE = "4821"


@pytest.fixture
def day() -> Workday:
    return workday()


def test_the_code_is_shown_first_and_a_photo_stands_for_it(day: Workday) -> None:
    reference = day.win()
    day.drive("🛵 Je pars", "📍 Je suis au départ")
    pickup_code = day.orders.missions[reference].pickup_code

    asked = day.cedric.act(Action.COLLECT, reference)
    told = day.cedric.photo("media.7")

    assert f"🔐 Montrez le code *{pickup_code}* au marchand" in asked
    assert told.splitlines()[0] == f"🛵 `{reference}` : *Colis récupéré*"
    assert day.cedric.asked[-1].body == {
        "reference": reference,
        "status": "picked_up",
        "photo_media_id": "media.7",
    }


def test_words_are_no_photo(day: Workday) -> None:
    reference = day.win()
    day.drive("🛵 Je pars", "📍 Je suis au départ")
    day.cedric.act(Action.COLLECT, reference)

    assert day.cedric.text("je l'ai").startswith("J’attends une photo")
