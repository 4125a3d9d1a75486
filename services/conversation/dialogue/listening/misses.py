"""What was not understood: asked in other words with an example, then with a person, then plainly.

Nobody is asked the same question three times alike (conversation.md, Dialogue engine).
"""

from typing import Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.filling import CONFIRM, EDIT
from services.conversation.dialogue.forms import Heard, LookUp, NotUnderstood
from services.conversation.dialogue.listening import second_reading
from services.conversation.dialogue.menu import show_menu
from services.conversation.dialogue.replies import HUMAN, Option, Reply
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from shared.texts import Line, t

BEFORE_HUMAN: Final = 2
BEFORE_CHOOSING: Final = 3
RETRY: Final = "retry"


def missed(turn: Turn, progress: Progress, heard: Heard) -> None:
    """Take it that nothing here understood this answer; a model may be asked before saying so."""
    if not second_reading.asks(turn, heard):
        miss(turn, progress, _why(turn, progress, heard))


def missed_outside(turn: Turn, heard: Heard, *notices: Line) -> None:
    """Take it that nothing was understood outside of any errand."""
    if second_reading.asks(turn, heard):
        return
    turn.state.misses += 1
    show_menu(turn, *notices, offers_human=turn.state.misses >= BEFORE_HUMAN)


def _why(turn: Turn, progress: Progress, heard: Heard) -> Line:
    if progress.asking in (CONFIRM, EDIT):
        return t("Je n’ai pas compris. Touchez un bouton, ou dites ce qu’il faut changer.")
    read = turn.flow_of(progress).question(str(progress.asking)).reader(heard.at(progress))
    if isinstance(read, LookUp):
        read = read.otherwise
    return read.why if isinstance(read, NotUnderstood) else t("Je n’ai pas compris.")


def miss(turn: Turn, progress: Progress, why: Line) -> None:
    """Say why, and ask differently each time."""
    progress.misses += 1
    if progress.misses < BEFORE_CHOOSING:
        filling.ask_differently(turn, progress, why, offers_human=progress.misses >= BEFORE_HUMAN)
    elif progress.misses % 2:
        _let_choose(turn, progress, why)
    else:
        filling.ask_again(turn, progress, why, filling.HUMAN_WORD)


def _let_choose(turn: Turn, progress: Progress, why: Line) -> None:
    flow = turn.flow_of(progress)
    asked = dict(flow.questions()).get(str(progress.asking))
    about = asked.label if asked is not None else flow.title
    turn.add(
        Reply(
            lines=(
                why,
                "",
                t("😕 Nous n’y arrivons pas pour *{about}*. Que préférez-vous ?", about=about),
            ),
            options=(
                HUMAN,
                Option(RETRY, t("🔁 Réessayer")),
                Option("word:cancel", t("❌ Abandonner")),
            ),
            is_prompt=True,
        )
    )


def retry(turn: Turn) -> None:
    """Ask again as if for the first time."""
    current = turn.state.current
    if current is None:
        show_menu(turn)
        return
    current.misses = 0
    filling.ask_again(turn, current)
