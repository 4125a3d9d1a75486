"""People who scroll up and touch what was shown before, or touch twice."""

from datetime import timedelta
from typing import Any, Final

from services.conversation.dialogue.filling import CONFIRM
from services.conversation.dialogue.pages import MORE
from services.conversation.dialogue.said import Kind
from services.conversation.dialogue.state import State
from shared.values.language import Language
from tests.conversation.people.people import (
    BEGIN,
    SENTENCE,
    asking,
    at_read_back,
    button,
    filled,
    flows,
    in_every_language,
    offers,
    ordered,
    said,
    speaking,
    touch,
)
from tests.support.talk import Talk

STALE: Final = "🙂 Ce bouton n’est plus actif."


def again_at_once(talk: Talk, tap: dict[str, Any]) -> str:
    """Touch a second time, two seconds after the first."""
    talk.orders.now -= timedelta(seconds=18)
    return talk.say(**tap)


@in_every_language
def test_touching_confirm_twice_makes_one_mission_and_one_answer(language: Language) -> None:
    talk = at_read_back(language)
    confirm = button(talk, "confirm:yes")

    first, second = talk.say(**confirm), again_at_once(talk, confirm)

    [reference] = talk.orders.missions
    assert reference in first
    assert (second, ordered(talk)) == ("", 1)


@in_every_language
def test_the_confirmation_of_a_finished_errand_is_answered_and_orders_nothing(
    language: Language,
) -> None:
    talk = at_read_back(language)
    confirm = button(talk, "confirm:yes")
    talk.say(**confirm)
    talk.wait(minutes=5)

    said_then = talk.say(**confirm)

    assert said_then.strip()
    assert "start:courier" in offers(talk)
    assert (ordered(talk), len(talk.orders.missions)) == (1, 1)


def test_a_row_of_an_old_menu_opens_its_errand_and_the_draft_stays_under_it() -> None:
    talk = speaking(Language.FRENCH, "menu")
    shop = button(talk, "start:marketplace")
    said(talk, "envoyer un colis", "Moungali")

    assert "📝 Je garde votre brouillon : *📦 Envoyer un colis*." in talk.say(**shop)
    assert flows(talk) == ["courier", "marketplace"]
    talk.text("annuler")

    assert (filled(talk), asking(talk)) == ({"pickup": "Moungali"}, "dropoff")


@in_every_language
def test_the_row_of_the_errand_at_hand_goes_on_with_it(language: Language) -> None:
    talk = speaking(language, "menu")
    parcel = button(talk, "start:courier")
    said(talk, BEGIN[language], "Moungali")

    talk.say(**parcel)

    assert (flows(talk), filled(talk), asking(talk)) == (
        ["courier"],
        {"pickup": "Moungali"},
        "dropoff",
    )


def test_the_row_of_an_errand_further_down_goes_back_to_its_draft() -> None:
    talk = speaking(Language.FRENCH, "menu")
    parcel, shop = button(talk, "start:courier"), button(talk, "start:marketplace")
    said(talk, "envoyer un colis", "Moungali")
    talk.say(**shop)

    talk.say(**parcel)

    assert flows(talk).count("courier") == 1
    assert (flows(talk)[-1], filled(talk), asking(talk)) == (
        "courier",
        {"pickup": "Moungali"},
        "dropoff",
    )


def test_the_read_back_of_another_errand_confirms_neither() -> None:
    talk = at_read_back()
    old = button(talk, "confirm:yes")
    talk.text("annuler")
    talk.text(SENTENCE.replace("Talangaï", "Bacongo"))

    assert talk.say(**old).startswith(STALE)

    assert (filled(talk)["dropoff"], asking(talk), ordered(talk)) == ("Bacongo", CONFIRM, 0)


def test_the_read_back_above_a_change_in_the_making_confirms_nothing() -> None:
    talk = at_read_back()
    old = button(talk, "confirm:yes")
    touch(talk, "confirm:edit")
    touch(talk, "edit:dropoff")

    assert talk.say(**old).startswith(STALE)

    assert (asking(talk), ordered(talk)) == ("dropoff", 0)
    talk.text("Bacongo")
    assert (filled(talk)["dropoff"], asking(talk)) == ("Bacongo", CONFIRM)


def test_skipping_touched_again_later_skips_nothing_else() -> None:
    talk = speaking(Language.FRENCH, "Envoyer un colis de Moungali vers Talangaï")
    skip = button(talk, "contact_phone:skip")
    talk.say(**skip)
    assert asking(talk) == "description"

    assert again_at_once(talk, skip) == ""
    talk.wait(minutes=1)
    talk.say(**skip)

    assert (asking(talk), flows(talk)) == ("description", ["courier"])


def test_the_first_page_still_works_under_the_second() -> None:
    talk = Talk(state=State(is_welcomed=True, roles=["driver", "merchant"]))
    talk.text("menu")
    parcel, more = button(talk, "start:courier"), button(talk, MORE)
    talk.say(**more)
    assert MORE not in offers(talk)

    assert talk.say(**more).strip()  # the same page again, or the first: never nothing
    talk.say(**parcel)

    assert (flows(talk), asking(talk)) == (["courier"], "pickup")


def test_a_button_nobody_knows_any_more_is_read_by_its_label() -> None:
    talk = speaking(Language.FRENCH, "envoyer un colis")

    talk.say(kind=Kind.TAP, tapped="from:a-version-before", text="Ouenzé")

    assert filled(talk) == {"pickup": "Ouenzé"}
