"""What the person wants: rules and what was learned from examples, weighed together.

Whole-message words decide alone. Outside a flow the learned scores choose, and the rules' own
reading adds its weight; "unknown" is chosen when the rules do not know and nothing is clearly
better. Inside a flow only the rules speak: an address, a dish or a parcel's contents are answers
(conversation.md, "Dialogue engine").
"""

from collections.abc import Sequence

from services.conversation.understanding.intents import rules
from services.conversation.understanding.intents.learned import scores
from services.conversation.understanding.understood import Intent

__all__ = ["find_intent"]

_RULES_WEIGHT = 200
_RULES_WEIGHT_OF_FEW_WORDS = 300
"""Few words teach little; a reference with a word or two is a command of a desk."""
_UNKNOWN_WEIGHT = 150
"""Where the rules do not know either. Tuned with the others by five-fold cross-validation."""
_A_FEW_WORDS = 4


def find_intent(
    text: str,
    words: Sequence[str],
    *,
    shapes: Sequence[str],
    flow: str | None,
    is_route: bool,
) -> Intent:
    """Name the intent of a message.

    `words` are normalised and spell-corrected; `shapes` are the same with every place, phone,
    amount, hour and reference replaced by its kind.
    """
    whole = rules.whole_message(text, words)
    if whole is not None:
        return whole
    told = rules.told(words, flow=flow, is_route=is_route)
    is_short = len(words) <= _A_FEW_WORDS
    if flow is not None or not words or (is_short and "_reference" in shapes):
        return told
    weights = scores(shapes)
    if told is Intent.UNKNOWN:
        weights[told] += _UNKNOWN_WEIGHT
    else:
        weights[told] += _RULES_WEIGHT_OF_FEW_WORDS if is_short else _RULES_WEIGHT
    return max(weights, key=lambda intent: weights[intent])
