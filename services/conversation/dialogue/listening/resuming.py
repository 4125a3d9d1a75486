"""After a silence: go on with the errand that was left, begin it again, or let it go."""

from datetime import timedelta
from typing import Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.listening.corrections import is_correction
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
_ANSWERS: Final = {
    **dict.fromkeys(("1", "continuer", "continue", "on continue", "kokoba", "go on"), True),
    **dict.fromkeys(
        ("2", "recommencer", "nouveau", "restart", "start again", "start over", "banda lisusu"),
        False,
    ),
}


def forget_old_drafts(turn: Turn, said: Said) -> None:
    """Let go of what was left long ago, and say so."""
    state = turn.state
    if state.last_said_at is None or said.at - state.last_said_at < FORGET_AFTER:
        return
    current = state.current
    if current is not None and current.awaiting is None:
        state.stack, state.waits_for_resume = [], False
        title = turn.flow_of(current).title
        turn.preface.append(t("🧹 Votre ancien brouillon « {title} » est effacé.", title=title))


def asks_to_resume(turn: Turn, said: Said) -> bool:
    """After a long silence ask whether to go on; what was just written is taken up afterwards."""
    state, current = turn.state, turn.state.current
    if current is None or state.last_said_at is None or state.waits_for_resume:
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


def answer_of(state: State, text: str) -> bool | None:
    """Read a text as the answer to "on continue ?"; None when it is something else."""
    if not state.waits_for_resume:
        return None
    return _ANSWERS.get(normalise(text), yes_or_no(text))


def resume(turn: Turn, *, wants_to: bool) -> str:
    """Go on, or begin again; returns what the person had written when they came back."""
    state = turn.state
    state.waits_for_resume = False
    held, state.held_text = state.held_text, ""
    current = state.current
    if current is None:
        show_menu(turn)
        return ""
    if not wants_to:
        state.stack.pop()
        filling.start(turn, current.flow, filled={})
        return ""
    if current.asking == filling.CONFIRM:
        filling.go_on(turn, current)
    else:
        filling.ask_again(turn, current)
    return held
