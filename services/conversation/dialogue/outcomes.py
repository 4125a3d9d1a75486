"""What another service answered to an errand: a fact, its end, or a refusal to mend."""

from services.conversation.dialogue import filling
from services.conversation.dialogue.intents import Answer
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from shared.texts import t


def hear_answer(turn: Turn, progress: Progress, answer: Answer) -> None:
    """Go on with what another service answered to this errand."""
    flow = turn.flow_of(progress)
    progress.awaiting = None
    if answer.refusal is not None:
        _mend(turn, progress, answer)
        return
    fact = progress.facts.get(answer.ask)
    if fact is not None and answer.ask != flow.ends_with.name:
        progress.facts[answer.ask] = {"for": fact["for"], **answer.answer}
        filling.go_on(turn, progress)
        return
    turn.state.stack.remove(progress)
    turn.add(flow.told(answer))
    if (below := turn.state.current) is not None:
        filling.ask_again(turn, below, t("↩️ On reprend où vous en étiez."))


def _mend(turn: Turn, progress: Progress, answer: Answer) -> None:
    """Change what the refusal says is wrong; without a way to go on, read it all back again."""
    flow = turn.flow_of(progress)
    mend = flow.refused(answer, progress.filled) if flow.refused is not None else None
    progress.facts.clear()
    if mend is None:
        _stop_after_refusal(turn, progress, answer)
        return
    filling.put(turn, progress, mend.values)
    if mend.asks is None:
        filling.go_on(turn, progress, mend.why)
        return
    progress.filled.pop(mend.asks, None)
    if flow.question(mend.asks).needs is not None:
        filling.go_on(turn, progress, mend.why)
    else:
        filling.prompt(turn, progress, mend.asks, mend.why)


def _stop_after_refusal(turn: Turn, progress: Progress, answer: Answer) -> None:
    turn.state.stack.remove(progress)
    turn.say(turn.book.line_of(answer))
    if (below := turn.state.current) is not None:
        filling.ask_again(turn, below, t("↩️ On reprend où vous en étiez."))
