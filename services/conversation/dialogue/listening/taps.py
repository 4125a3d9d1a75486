"""Taps: on the question being asked, on an old one, on a message sent outside any errand."""

from datetime import timedelta
from typing import Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.forms import SKIP, Choice, parse_option_id
from services.conversation.dialogue.listening import languages, misses
from services.conversation.dialogue.listening.lone_places import place_unplaced
from services.conversation.dialogue.listening.resuming import Wants
from services.conversation.dialogue.listening.texts import on_text, on_word, resume
from services.conversation.dialogue.listening.words import Word
from services.conversation.dialogue.menu import say_or_do, show_menu, wear
from services.conversation.dialogue.pages import next_page
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from shared.contracts.conversation.api import Action, parse_action
from shared.texts import t
from shared.values.language import Language

DOUBLE_TAP: Final = timedelta(seconds=10)


def on_tap(turn: Turn, said: Said) -> None:
    """Do what the button says, if it still can be done."""
    state = turn.state
    is_again = state.last_tap == said.tapped and parse_option_id(said.tapped) is not None
    if is_again and state.last_said_at and said.at - state.last_said_at < DOUBLE_TAP:
        return
    state.last_tap = said.tapped
    if (action := parse_action(said.tapped)) is not None:
        _act(turn, action[0], action[1])
    elif (option := parse_option_id(said.tapped)) is not None:
        _choose(turn, *option)
    else:
        _command(turn, said)


def _choose(turn: Turn, run: str, field: str, key: str) -> None:
    current = turn.state.current
    if current is not None and current.run == run and current.asking == field:
        turn.state.stop_waiting()
        filling.take_option(turn, current, field, key)
        return
    if current is not None and current.run == run and _changes_answer(turn, current, field, key):
        return
    stale = t("🙂 Ce bouton n’est plus actif.")
    if current is None:
        show_menu(turn, stale, t("Que puis-je faire pour vous ?"))
    else:
        filling.ask_again(turn, current, stale)


def _changes_answer(turn: Turn, current: Progress, field: str, key: str) -> bool:
    """Take a tap on an earlier question of the same draft as a change of mind, if it still fits."""
    question = dict(turn.flow_of(current).questions()).get(field)
    if question is None or not question.is_editable or field not in current.filled:
        return False
    fixed: tuple[Choice, ...] = () if callable(question.choices) else question.choices
    chosen = next((one for one in fixed if one.key == key and key != SKIP), None)
    if chosen is None or current.asking is None:
        return False
    filling.set_fields(turn, current, chosen.values, t("✏️ C’est corrigé."))
    return True


def _command(turn: Turn, said: Said) -> None:
    """Take the ids of our own menus; anything else is read as its label."""
    verb, _, target = said.tapped.partition(":")
    match verb:
        case "start" if target in turn.book.flows:
            _start(turn, target)
        case "word" if target in set(Word):
            on_word(turn, Word(target))
        case "lang" if target in set(Language):
            languages.speak(turn, Language(target))
        case "hat":
            wear(turn, target)
        case "resume":
            resume(turn, said, wants=Wants.ON if target == "yes" else Wants.ANEW)
        case misses.RETRY:
            misses.retry(turn)
        case "more":
            _show_more(turn)
        case "place" if turn.state.unplaced is not None:
            place_unplaced(turn, target)
        case _:
            on_text(turn, said)


def _show_more(turn: Turn) -> None:
    following = next_page(turn.state)
    if following is not None:
        turn.add(following)
    elif turn.state.current is not None:
        filling.ask_again(turn, turn.state.current)
    else:
        show_menu(turn)


def _start(turn: Turn, flow: str) -> None:
    stack, current = turn.state.stack, turn.state.current
    begun = next((one for one in stack if one.flow == flow), None)
    if begun is None:
        notices = filling.kept_below(turn, current) if current is not None else ()
        filling.start(turn, flow, filled={}, notices=notices)
        return
    filling.take_up(turn, begun)


def _act(turn: Turn, action: Action, targets: tuple[str, ...]) -> None:
    key = (action, len(targets))
    if (command := turn.book.commands.get(key)) is not None:
        turn.ask(command.request(targets))
    elif (tapped := turn.book.asks_first.get(key)) is not None:
        say_or_do(turn, tapped(targets))
    elif (flow := turn.book.openings.get(key)) is not None:
        filling.start(
            turn, flow.name, filled=dict(zip(flow.opened_by[action], targets, strict=True))
        )
    elif action is Action.MENU:
        show_menu(turn)
    else:
        show_menu(turn, t("🙂 Ce bouton n’est plus actif."))
