"""What the rules do not understand a model may read: it only ever sets fields or opens an errand.

The model gives the person's own words for each field; the same readers take them as when they are
typed. Only errands that are read back before they act may be read into, so nothing is ever done
on a model's word (conversation.md, Understanding).
"""

from typing import Any, Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.forms import Flow, Heard, Values
from services.conversation.dialogue.intents import (
    READ_BY_MODEL,
    Answer,
    ModelReading,
    Request,
)
from services.conversation.dialogue.menu import do_meaning, explain
from services.conversation.dialogue.said import Kind, Said
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from services.conversation.dialogue.wording import CATALOGUE
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import understand
from shared.texts import t
from shared.values.language import Language

_SHORTEST: Final = 3
_LOOKS: Final = {
    "follow": (Meaning.FOLLOW, "see where a parcel or an order is"),
    "history": (Meaning.HISTORY, "see past deliveries and orders"),
    "help": (Meaning.HELP, "learn what can be written here"),
}
"""What only shows something, with what it is for: the other errands a model may name."""


def asks(turn: Turn, heard: Heard) -> bool:
    """Ask the model, when there is one and it has something to read; say whether it was asked."""
    said = heard.said
    is_words = said.kind is Kind.TEXT and sum(char.isalpha() for char in said.text) >= _SHORTEST
    if not turn.book.has_model or heard.is_second or not is_words:
        return False
    fields = _fields(turn)
    current = turn.state.current
    if current is not None and not fields:
        return False
    intent = turn.ask(
        Request(
            READ_BY_MODEL,
            {
                "text": said.text,
                "errands": {flow.name: _in_english(flow.title) for flow in _readable(turn)}
                | {name: purpose for name, (_, purpose) in _LOOKS.items()},
                "fields": fields,
                "asking": current.asking if current is not None else None,
                "country": turn.state.country.value,
                "language": turn.state.language.value,
            },
        )
    )
    turn.state.reading = [intent, said.text]
    return True


def read_of(turn: Turn, answer: Answer) -> tuple[Heard, ModelReading] | None:
    """Give what was said with what the model read of it; None when the person has gone on since."""
    if turn.state.reading is None or turn.state.reading[0] != answer.intent_id:
        return None
    turn.state.reading = None
    text = str(answer.body["text"])
    current = turn.state.current
    words = understand(
        text, flow=current.flow if current is not None else None, country=turn.state.country
    )
    said = Said(id=answer.intent_id, kind=Kind.TEXT, at=turn.now, text=text)
    heard = Heard(said, words, turn.state.country, is_second=True)
    refused = answer.refusal is not None
    return heard, ModelReading() if refused else ModelReading.model_validate(answer.answer)


def apply(turn: Turn, heard: Heard, reading: ModelReading) -> bool:
    """Set what was read; say whether there was anything."""
    current = turn.state.current
    named = next((flow for flow in _readable(turn) if flow.name == reading.errand), None)
    if named is not None and (current is None or named.name != current.flow):
        _open(turn, named, reading, heard)
        return True
    if current is not None and _is_readable(turn.flow_of(current)):
        values = _values(turn.flow_of(current), reading, heard, current)
        if values:
            filling.set_fields(turn, current, values, t("✏️ C’est noté."))
            return True
    return _look(turn, reading)


def _open(turn: Turn, flow: Flow, reading: ModelReading, heard: Heard) -> None:
    below = turn.state.current
    notices = filling.kept_below(turn, below) if below is not None else ()
    filled = _values(flow, reading, heard, None)
    filling.start(turn, flow.name, filled=filled, notices=notices)


def _look(turn: Turn, reading: ModelReading) -> bool:
    meaning, _ = _LOOKS.get(reading.errand or "", (None, ""))
    if meaning is None:
        return False
    if meaning is Meaning.HELP:
        explain(turn)
        return True
    return do_meaning(turn, meaning)


def _values(
    flow: Flow, reading: ModelReading, heard: Heard, progress: Progress | None
) -> dict[str, Any]:
    """Read each field's words by the field's own reader; what it does not take is dropped."""
    questions = dict(flow.questions())
    values: dict[str, Any] = {}
    for name, words in reading.fields.items():
        question = questions.get(name)
        if question is None or not question.is_editable:
            continue
        said = Said(id=heard.said.id, kind=Kind.TEXT, at=heard.said.at, text=words)
        again = Heard(
            said,
            understand(words, flow=flow.name, country=heard.country),
            heard.country,
            is_second=True,
        )
        read = question.reader(again.at(progress) if progress is not None else again)
        if isinstance(read, Values):
            values |= read.by_field
    return values


def _is_readable(flow: Flow) -> bool:
    return flow.recap is not None


def _readable(turn: Turn) -> list[Flow]:
    return [flow for flow in turn.book.flows_of(turn.state.roles) if _is_readable(flow)]


def _fields(turn: Turn) -> dict[str, str]:
    """Say what each field is for: the errand's at hand, or of all that may begin."""
    current = turn.state.current
    flows = [turn.flow_of(current)] if current is not None else _readable(turn)
    return {
        name: _in_english(question.again)
        for flow in reversed(flows)
        if _is_readable(flow)
        for name, question in flow.questions()
        if question.is_editable
    }


def _in_english(text: Any) -> str:  # noqa: ANN401 - a Text
    return CATALOGUE.wording(text.message, Language.ENGLISH)
