"""Taps: on the question being asked, on an old one, on a message sent outside any errand."""

from datetime import timedelta
from typing import Any, Final

from services.conversation.dialogue import errands, filling
from services.conversation.dialogue.forms import parse_option_id
from services.conversation.dialogue.intents import Ask
from services.conversation.dialogue.listening import on_text, place_unplaced
from services.conversation.dialogue.missions import confirm_cancel
from services.conversation.dialogue.pages import next_page
from services.conversation.dialogue.replies import t
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.turn import Turn
from shared.contracts.conversation.api import Action, parse_action

# Buttons that are a command to another service: its parameters are the targets, in order.
_COMMANDS: Final[dict[tuple[Action, int], tuple[Ask, tuple[str, ...], dict[str, Any]]]] = {
    (Action.ACCEPT_OFFER, 1): (Ask.ACCEPT_OFFER, ("offer_id",), {}),
    (Action.DECLINE_OFFER, 1): (Ask.DECLINE_OFFER, ("offer_id",), {}),
    (Action.RATE, 2): (Ask.RATE_MISSION, ("reference", "stars"), {}),
    (Action.STEP, 2): (Ask.REPORT_STEP, ("reference", "status"), {}),
    (Action.DUTY_ON, 0): (Ask.SET_DUTY, (), {"is_on_duty": True}),
    (Action.DUTY_OFF, 0): (Ask.SET_DUTY, (), {"is_on_duty": False}),
    (Action.JOBS, 0): (Ask.SHOW_DRIVER, (), {}),
}

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
        turn.state.waits_for_resume = False
        filling.take_option(turn, current, field, key)
        return
    stale = t("🙂 Ce bouton n’est plus actif.")
    if current is None:
        errands.menu(turn, stale, t("Que puis-je faire pour vous ?"))
    else:
        filling.ask_again(turn, current, stale)


def _command(turn: Turn, said: Said) -> None:
    """Take the ids of our own menus; anything else is read as its label."""
    verb, _, target = said.tapped.partition(":")
    match verb:
        case "start" if target in turn.flows:
            _start(turn, target)
        case "word" if target == "help":
            errands.explain(turn)
        case "resume":
            resume(turn, wants_to=target == "yes")
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
        errands.menu(turn)


def _start(turn: Turn, flow: str) -> None:
    current = turn.state.current
    if current is None or current.flow != flow:
        filling.start(turn, flow, filled={})
        return
    filling.ask_again(
        turn, current, t("Vous aviez commencé, on continue. (*annuler* pour arrêter)")
    )


def resume(turn: Turn, *, wants_to: bool) -> None:
    """Go on with the errand that was left, or begin it again."""
    turn.state.waits_for_resume = False
    current = turn.state.current
    if current is None:
        errands.menu(turn)
        return
    if wants_to:
        filling.go_on(turn, current) if current.asking == filling.CONFIRM else filling.ask_again(
            turn, current
        )
        return
    turn.state.stack.pop()
    filling.start(turn, current.flow, filled={})


def _act(turn: Turn, action: Action, target: tuple[str, ...]) -> None:
    if (command := _COMMANDS.get((action, len(target)))) is not None:
        what, names, fixed = command
        turn.ask(what, {**dict(zip(names, target, strict=True)), **fixed})
        return
    match action, target:
        case Action.FOLLOW, (reference,):
            errands.follow(turn, reference)
        case Action.FOLLOW, ():
            errands.follow(turn)
        case Action.CANCEL, (reference,):
            turn.add(confirm_cancel(reference))
        case Action.CANCEL, (reference, "yes"):
            turn.ask(Ask.CANCEL_MISSION, {"reference": reference})
        case Action.CANCEL, _:
            turn.say(t("👍 D’accord, on ne change rien."))
        case Action.MENU, _:
            errands.menu(turn)
        case _:
            errands.menu(turn, t("🙂 Ce bouton n’est plus actif."))
