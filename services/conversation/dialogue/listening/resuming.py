"""After a silence: go on with the errand that was left, begin it again, or let it go."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.listening.corrections import is_correction
from services.conversation.dialogue.listening.words import global_word
from services.conversation.dialogue.menu import show_menu
from services.conversation.dialogue.replies import Option
from services.conversation.dialogue.said import Kind, Said
from services.conversation.dialogue.state import State
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import normalise, yes_or_no
from shared.texts import t

RESUME_AFTER: Final = timedelta(minutes=30)
FORGET_AFTER: Final = timedelta(days=7)
"""Prices, stocks and people's minds have changed by then."""


class Wants(StrEnum):
    """What somebody who comes back wants with what was left."""

    ON = "on"
    ANEW = "anew"
    DROP = "drop"


_ANSWERS: Final = {
    **dict.fromkeys(("1", "continuer", "continue", "on continue", "kokoba", "go on"), Wants.ON),
    **dict.fromkeys(("2", "recommencer", "nouveau", "restart", "start again"), Wants.ANEW),
    **dict.fromkeys(("start over", "banda lisusu"), Wants.ANEW),
}


def forget_old_drafts(turn: Turn, said: Said) -> None:
    """Let go of what was left long ago, and say so."""
    state = turn.state
    if state.last_said_at is None or said.at - state.last_said_at < FORGET_AFTER:
        return
    current = state.current
    if current is not None and current.awaiting is None:
        state.stack = []
        state.stop_waiting()
        title = turn.flow_of(current).title
        turn.preface.append(t("🧹 Votre ancien brouillon « {title} » est effacé.", title=title))


def asks_to_resume(turn: Turn, said: Said) -> bool:
    """After a long silence ask whether to go on; what was just written is taken up afterwards."""
    state, current = turn.state, turn.state.current
    if current is None or state.last_said_at is None or state.waits_for_resume:
        return False
    if current.awaiting is not None or global_word(said.text) is not None:
        return False
    if said.at - state.last_said_at < RESUME_AFTER or said.kind is not Kind.TEXT:
        return False
    if turn.flow_of(current).is_fleeting:
        state.stack.remove(current)
        return asks_to_resume(turn, said)
    if is_correction(said.text) and len(said.text.split()) > 1:
        return False
    state.waits_for_resume = True
    state.held_text = said.text
    title = turn.flow_of(current).title
    turn.say(
        t("👋 Re-bonjour ! On continue : *{errand}* ?", errand=title),
        options=(
            Option("resume:yes", t("▶️ Continuer")),
            Option("resume:no", t("🆕 Recommencer")),
        ),
    )
    return True


def answer_of(state: State, text: str) -> Wants | None:
    """Read a text as the answer to "on continue ?"; None when it is something else."""
    if not state.waits_for_resume:
        return None
    says = yes_or_no(text)
    plain = None if says is None else Wants.ON if says else Wants.DROP
    return _ANSWERS.get(normalise(text), plain)


def resume(turn: Turn, *, wants: Wants) -> str:
    """Go on, begin again or drop it; returns what the person had written when they came back."""
    state = turn.state
    held = state.held_text
    state.stop_waiting()
    current = state.current
    if current is None:
        show_menu(turn)
        return ""
    if current.awaiting is not None:
        filling.ask_again(turn, current)
        return ""
    match wants:
        case Wants.DROP:
            filling.cancel(turn)
            return ""
        case Wants.ANEW:
            state.stack.pop()
            filling.start(turn, current.flow, filled={})
            return ""
        case Wants.ON:
            again = filling.go_on if current.asking == filling.CONFIRM else filling.ask_again
            again(turn, current)
            return held
