"""People who write one thought in many messages, on the real lane of a person."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from shared.contracts.orders.fake import FakeOrders
from tests.conversation.conftest import Said, TakeIn
from tests.support.meta import message, update

Settle = Callable[[], Awaitable[None]]
PIN: Final[dict[str, Any]] = {
    "type": "location",
    "location": {"latitude": -4.2186, "longitude": 15.2925},
}
PHOTO: Final[dict[str, Any]] = {
    "type": "image",
    "image": {"id": "media.1", "mime_type": "image/jpeg", "sha256": "x"},
}


async def burst(take_in: TakeIn, *contents: dict[str, Any] | str) -> None:
    """Take in several messages in one go, as one batch of the channel brings them."""
    await take_in(*(update(message(one)) for one in contents))


async def test_four_lines_are_one_thought_and_read_back_at_once(
    take_in: TakeIn, settle: Settle, replies: Said, orders: FakeOrders
) -> None:
    lines = ("Envoyer un colis", "de Moungali vers Talangaï", "Marie 06 123 45 67", "ça vaut 5k")
    await burst(take_in, *lines)
    await settle()

    [said] = await replies()
    for words in ("Moungali", "Talangaï", "Marie 06 123 45 67", "5\u202f000\u202fFCFA"):
        assert words in said
    assert orders.missions == {}


async def test_words_a_position_and_a_photo_in_one_breath_are_all_kept(
    take_in: TakeIn, settle: Settle, replies: Said
) -> None:
    await burst(take_in, "Envoyer un colis de Moungali", PIN, PHOTO)
    await settle()
    await burst(take_in, "Marie 06 123 45 67", "ça vaut 15 000")
    await settle()

    said = (await replies())[-1]
    for words in ("Moungali", "Position", "Marie", "15\u202f000", "Photo jointe"):
        assert words in said


async def test_a_global_word_between_two_lines_is_no_part_of_the_thought(
    take_in: TakeIn, settle: Settle, replies: Said
) -> None:
    await burst(take_in, "Envoyer un colis de Moungali", "statut", "Talangaï")
    await settle()

    to_whom, status = await replies()
    assert "Qui le livreur doit-il appeler" in to_whom
    assert status == "Rien n’est en cours pour vous."


async def test_a_word_that_stops_everything_at_the_end_of_a_burst_stops_it(
    take_in: TakeIn, settle: Settle, replies: Said, orders: FakeOrders
) -> None:
    await burst(take_in, "Envoyer un colis de Moungali vers Talangaï", "non", "annuler")
    await settle()

    assert "C’est annulé, rien n’a été envoyé." in (await replies())[-1]
    assert orders.missions == {}


async def test_a_yes_written_before_the_read_back_was_seen_confirms_nothing(
    take_in: TakeIn, settle: Settle, replies: Said, orders: FakeOrders
) -> None:
    sentence = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"
    await burst(take_in, sentence, "oui", "oui oui")
    await settle()

    assert "*VOTRE ENVOI*" in (await replies())[-1]
    assert orders.missions == {}


async def test_a_newcomer_whose_first_question_became_needless_is_welcomed_all_the_same(
    take_in: TakeIn, settle: Settle, replies: Said
) -> None:
    await burst(take_in, "envoyer un colis", "menu")
    await settle()

    [menu] = await replies()
    assert menu.startswith("👋 Bonjour Awa, bienvenue chez *TokTok* !")
    assert "Où récupérer" not in menu
