"""From a model's text to a reading: what does not belong there is dropped, nothing is believed."""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.dialogue.intents import ModelQuestion, ModelReading
from services.conversation.model.calling import Unreadable
from services.conversation.model.grounding import Source
from services.conversation.model.prompt import user_prompt
from services.conversation.understanding import Country

LONGEST_VALUE: Final = 200
_MOST_READ: Final = 32_000
_STARTS_TRIED: Final = 5
_OBJECT: Final = re.compile(r"\{")


def read_answer(text: str, question: ModelQuestion) -> ModelReading:
    """Take from a model's answer what the question asked for and the message holds.

    Raises:
        Unreadable: there is no answer in it.
    """
    found = _first_answer(text[:_MOST_READ])
    errand = found.get("errand")
    fields = found.get("fields")
    return ModelReading(
        errand=errand if isinstance(errand, str) and errand in question.errands else None,
        fields=_grounded(fields, question) if isinstance(fields, Mapping) else {},
    )


def clean(text: str) -> str:
    """Replace control and invisible characters by spaces, and join what is left."""
    kept = (" " if unicodedata.category(c).startswith("C") else c for c in text)
    return " ".join("".join(kept).split())


def _grounded(fields: Mapping[str, Any], question: ModelQuestion) -> dict[str, str]:
    source = Source(user_prompt(question), _country(question.country))
    values = {name: _written(fields.get(name)) for name in question.fields}
    return {name: value for name, value in values.items() if value and source.holds(value)}


def _written(value: object) -> str | None:
    """Give a value as a person could have typed it; servers without a schema give bare numbers."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    written = clean(str(value))
    return written if len(written) <= LONGEST_VALUE else None


def _country(code: str) -> Country:
    return next((country for country in Country if country == code), Country.CONGO)


def _first_answer(text: str) -> dict[str, Any]:
    """Find the first JSON object that looks like an answer, whatever stands around it."""
    decoder = json.JSONDecoder()
    for start in list(_OBJECT.finditer(text))[:_STARTS_TRIED]:
        try:
            found, _ = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and {"errand", "fields"} & found.keys():
            return found
    raise Unreadable
