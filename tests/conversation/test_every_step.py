"""At every step of every errand, in every language: global words, labels, odd messages."""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from services.conversation.dialogue.said import Kind
from services.conversation.dialogue.state import State
from services.conversation.flows import the_book
from shared.values.language import Language
from shared.values.place import Place
from tests.conversation.tour import Stop, questions, stops
from tests.support.talk import Talk, choices

WORDS: Final = {
    "menu": ("menu", "main menu", "accueil"),
    "help": ("aide", "help", "salisa ngai"),
    "human": ("humain", "human", "un conseiller"),
    "follow": ("statut", "where is it", "ezali wapi"),
    "language": ("langue", "english", "lingala"),
    "back": ("retour", "back", "zonga"),
    "cancel": ("annuler", "cancel", "tika"),
}
LOOKS: Final = ("menu", "help", "human", "follow", "language")
# A photo of what is wrong is only ever offered beside the question, never asked.
NEVER_ASKED: Final = {("failing", "photo")}
# Whatever is typed there is searched for, and the answer names it.
SEARCHES: Final = "marketplace.product"
UNREADABLE: Final = (Kind.STICKER, Kind.VIDEO, Kind.DOCUMENT, Kind.OTHER, Kind.AUDIO)
ODD: Final[tuple[dict[str, Any], ...]] = (
    {"kind": Kind.IMAGE, "media_id": "media.7"},
    {"kind": Kind.CONTACT, "contact_name": "Marie", "contact_phone": "+242061234567"},
    {"kind": Kind.LOCATION, "place": Place(label="Ici", latitude=-4.26, longitude=15.28)},
    {"kind": Kind.TEXT, "text": ""},
    {"kind": Kind.TEXT, "text": "🙂🙂"},
    {"kind": Kind.TEXT, "text": "x" * 5_000},
    {"kind": Kind.TAP, "tapped": "q:00000000:nothing:no", "text": "?"},
    {"kind": Kind.UNSEEN_EDIT},
)

every_stop = pytest.mark.parametrize("stop", stops(), ids=lambda stop: stop.name)
every_language = pytest.mark.parametrize("language", list(Language))


def visit(stop: Stop, language: Language) -> Talk:
    """Be at a stop, spoken to in a language, with the question asked anew in it."""
    return spoken_to(stop.look_in(), stop, language)


def spoken_to(talk: Talk, stop: Stop, language: Language) -> Talk:
    talk.state.language, talk.state.has_chosen_language = language, True
    talk.text("continuer")
    assert [one.asking for one in talk.state.stack[-1:]] == [stop.asking]
    return talk


def draft(talk: Talk, stop: Stop) -> dict[str, Any] | None:
    return next((one.filled for one in talk.state.stack if one.flow == stop.flow), None)


def commands(talk: Talk, since: int) -> list[str]:
    """Name what was ordered of other services, not only looked at, since then."""
    ends = {flow.ends_with.name for flow in the_book().flows.values()}
    return [intent.ask for intent in talk.asked[since:] if intent.ask in ends]


def offers_human(talk: Talk) -> bool:
    newest = talk.shown[-1]
    is_offered = "word:human" in [one for one, _ in choices(newest)]
    words = str(getattr(newest, "body", "")).casefold()
    return is_offered or any(f"*{word}*" in words for word in ("humain", "human", "moto"))


def test_the_tour_stops_at_every_question() -> None:
    assert questions() - {(one.flow, one.asking) for one in stops()} == NEVER_ASKED
    asked_back = {one.flow for one in stops() if one.asking == "confirm"}
    assert asked_back == {name for name, flow in the_book().flows.items() if flow.recap}


@every_language
@every_stop
def test_looking_elsewhere_keeps_the_draft_and_the_question(stop: Stop, language: Language) -> None:
    for look in LOOKS:
        for word in WORDS[look]:
            talk = visit(stop, language)
            before, asked = draft(talk, stop), len(talk.asked)

            said = talk.text(word)

            assert said.strip(), word
            assert draft(talk, stop) == before, word
            assert commands(talk, asked) == [], word
            current = talk.state.current
            assert current is not None
            assert current.asking == stop.asking, word


@every_language
@every_stop
def test_back_and_cancel_always_lead_somewhere(stop: Stop, language: Language) -> None:
    for word in WORDS["back"]:
        talk = visit(stop, language)
        asked = len(talk.asked)
        assert talk.text(word).strip(), word
        assert commands(talk, asked) == [], word
    for word in WORDS["cancel"]:
        talk = visit(stop, language)
        asked = len(talk.asked)
        assert talk.text(word).strip(), word
        assert commands(talk, asked) == [], word
        assert draft(talk, stop) is None, word


@every_language
@every_stop
def test_every_label_is_typed_as_well_as_tapped(stop: Stop, language: Language) -> None:
    for _, title in choices(visit(stop, language).shown[-1]):
        tapped, typed = (spoken_to(stop.visit(), stop, language) for _ in range(2))

        by_tap, by_words = tapped.tap(title), typed.text(title)

        assert by_words == by_tap, title
        assert _left(typed) == _left(tapped), title


def _left(talk: Talk) -> list[tuple[str, str | None, dict[str, Any]]]:
    return [(one.flow, one.asking, one.filled) for one in talk.state.stack]


@every_language
@every_stop
def test_what_cannot_be_read_is_said_the_draft_kept_and_a_person_offered(
    stop: Stop, language: Language
) -> None:
    for kind in UNREADABLE:
        talk = visit(stop, language)
        before = draft(talk, stop)

        first, second = talk.say(kind=kind), talk.say(kind=kind)

        assert first.strip(), kind
        assert second.strip(), kind
        assert draft(talk, stop) == before, kind
        assert offers_human(talk), kind


@every_stop
def test_odd_messages_are_answered_and_order_nothing(stop: Stop) -> None:
    is_command_at_once = not the_book().flows[stop.flow].recap
    for odd in ODD:
        talk = spoken_to(stop.visit(), stop, Language.FRENCH)
        asked = len(talk.asked)

        said = talk.say(**odd)

        is_passed_on = odd["kind"] is Kind.LOCATION and "driver" in talk.state.roles
        assert said.strip() or is_passed_on, odd
        if odd["kind"] is not Kind.IMAGE or not is_command_at_once:
            assert commands(talk, asked) == [], odd


@every_stop
def test_nobody_is_asked_three_times_alike(stop: Stop) -> None:
    talk = spoken_to(stop.visit(), stop, Language.FRENCH)
    asked = [talk.text(words) for words in ("blurp zog", "zog zog", "trrr gna", "blip")]
    current = talk.state.current
    if current is None or current.asking != stop.asking:
        return  # these words were taken for the answer
    if stop.name == SEARCHES:
        assert len(set(asked)) == len(asked)
        return
    tails = [one.splitlines()[-1] for one in asked]
    assert max(tails.count(one) for one in tails) < 3, asked


def menus() -> Iterator[tuple[list[str], Language]]:
    for roles in ([], ["driver"], ["merchant"], ["driver", "merchant"]):
        for language in Language:
            yield roles, language


@pytest.mark.parametrize(("roles", "language"), list(menus()))
def test_every_row_of_every_menu_is_typed_as_well_as_tapped(
    roles: list[str], language: Language
) -> None:
    def at_menu() -> Talk:
        talk = Talk(state=State(is_welcomed=True, roles=list(roles), language=language))
        talk.text("menu")
        return talk

    for _, title in choices(at_menu().shown[-1]):
        tapped, typed = at_menu(), at_menu()
        assert typed.text(title) == tapped.tap(title), title
        assert _left(typed) == _left(tapped), title
