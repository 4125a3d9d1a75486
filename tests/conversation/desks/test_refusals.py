"""Nobody is left with a code: every refusal that a call may meet has one French line."""

import pytest

from services.conversation.dialogue.forms import Flow
from services.conversation.dialogue.intents import Answer
from services.conversation.dialogue.wording import Voice
from services.conversation.flows import the_book
from shared.contracts.orders.calls import CALLS, MAKE_QUOTE, PRICE_CART
from shared.errors import AppError

REFUSALS = sorted(
    {(call.name, refusal) for call in CALLS.values() for refusal in call.refusals},
    key=lambda pair: (pair[1].code, pair[0]),
)
# Which errand asks what its recap needs; a command is its errand's by `ends_with`.
ASKED_BY = {MAKE_QUOTE.name: "courier", PRICE_CART.name: "marketplace"}


@pytest.mark.parametrize(("call", "refusal"), REFUSALS, ids=lambda one: getattr(one, "code", one))
def test_a_refusal_is_said_in_one_line(call: str, refusal: type[AppError]) -> None:
    book = the_book()
    lines = [
        line
        for flow in book.flows.values()
        if call in (flow.ends_with.name, *(c for c, name in ASKED_BY.items() if name == flow.name))
        for line in own_lines(flow, call, refusal.code)
    ]
    if refusal.code in book.refusals:
        lines.append(Voice().say(book.line_of(refused(call, refusal.code))))

    assert lines, f"nobody has a line for {refusal.code}"
    for line in lines:
        assert "\n" not in line
        assert refusal.code not in line


def own_lines(flow: Flow, call: str, code: str) -> list[str]:
    """What an errand says of a refusal, unless it says the same of any refusal."""
    if flow.refused is None:
        return []
    mend, any_mend = (flow.refused(refused(call, one), {}) for one in (code, "nonsense"))
    return [Voice().say(mend.why)] if mend is not None and mend != any_mend else []


def refused(call: str, code: str) -> Answer:
    return Answer(intent_id="i", ask=call, body={}, refusal=code)
