"""The rules of the intents: whole-message words, then sentences, then the weight of errand words.

Inside a flow an errand must be said clearly to be taken for a change of mind: an address, a dish
or a parcel's contents are answers (conversation.md, "Dialogue engine").
"""

import re
from collections.abc import Sequence

from services.conversation.understanding.intents.answers import answer_intent, global_intent
from services.conversation.understanding.understood import Intent
from services.conversation.understanding.vocabulary.concepts import (
    CONCEPTS,
    CONJUNCTIONS,
    SHORT_CONJUNCTIONS,
)
from services.conversation.understanding.vocabulary.goods import FOOD_WORDS, GOODS_WORDS
from services.conversation.understanding.vocabulary.intent_patterns import (
    ERRAND_PATTERNS,
    SENTENCES,
)
from services.conversation.understanding.vocabulary.trades import (
    ALL_PEOPLE,
    ALL_THINGS,
    BROKEN_PHRASES,
    COMPLAINT_WORDS,
    FAILURE_WORDS,
    REPAIR_WORDS,
)

_STARTS_ERRAND = re.compile(
    r"^(?:livrer|envoyer|envoyez|commander|acheter|expedier|send|deliver|order|buy|kotinda|kosomba)\b"
    r"|\b(?:veux|voudrais|aimerais|souhaite|besoin d|besoin de|nalingi|want to|wan|like to|faut"
    r"|pouvez vous|can you|could) (?:\w+ ){0,3}?(?:envoy\w+|expedier|livrer|commander|acheter|send"
    r"|order|buy|deliver|kotinda|kosomba|collect|pick|chop|manger)\b"
)
_WANTS_SOME = re.compile(
    r"\b(?:je (?:veux|voudrais|prends)|il (?:me|nous) faut|nalingi|i want|i wan|i need|j aimerais"
    r"|donnez moi|pesa ngai|envie) (?:\w+ )?(?:un|une|du|des|de|d|deux|trois|some|a|\d+)\b"
)
"""With food named, what is wanted and no complaint: `je voudrais un plat de poisson salé`."""
_WHERE = re.compile(
    r"(?:^|\b(?:est|es|e|sont|etes|dey|c|la|colis|livreur|commande) )ou$|^ou\b"
    r"|\bou (?:est|en|es|e|et|sont|se|le|la|mon|ma|ca|ai)\b|(?:est|etes|es|e|c) ou\b"
    r"|\b(?:wapi|where|wusai|quand|when|which side)\b"
)
_VISITED = re.compile(
    r"\b(?:chez|epai ya|rue|maison|salon|atelier|garage|boutique|voisin|derriere|face|cote|pres"
    r"|devant|apres|avant)(?: \w+)? (?:(?:de|du|d|le|la|l|mon|ma|un|une) )*(\w+)"
    r"|\b(?:chez|voisin|derriere|rue) (?:(?:de|du|d|le|la|l|mon|ma|un|une) )*(\w+)"
)
"""`chez le menuisier` and `le salon de coiffure` are where something is, and no wish for one."""
# What is done to food is no breakdown: "poisson grillé" is no burnt-out thing and no gate.
_COOKED = frozenset({"grille", "grilles", "grillee", "brule", "saute", "casse"})
_SHORT = 8
_LONGEST_ANSWER = 20
_ENOUGH = 2.0
_ENOUGH_INSIDE_A_FLOW = 4.0


def whole_message(text: str, words: Sequence[str]) -> Intent | None:
    """Recognise a message that is one answer or one global word, typos put right."""
    if len(words) > _LONGEST_ANSWER:
        return _given_up(text)
    sentence = " ".join(words)
    return (
        global_intent(text)
        or answer_intent(text)
        or global_intent(sentence)
        or answer_intent(sentence)
        or _given_up(text)
    )


def _given_up(text: str) -> Intent | None:
    """Hear the end in `oubliez, je vais me débrouiller`: the first words alone would cancel."""
    first, comma, _ = text.partition(",")
    return Intent.CANCEL if comma and global_intent(first) is Intent.CANCEL else None


def told(words: Sequence[str], *, flow: str | None, is_route: bool) -> Intent:
    """Name the intent of a sentence; `words` are normalised and spell-corrected."""
    sentence = " ".join(words)
    for intent, pattern in SENTENCES:
        if pattern.search(sentence) and not _is_trade_talk(intent, words, sentence):
            return intent
    is_craving = bool(FOOD_WORDS.intersection(words)) and bool(_WANTS_SOME.search(sentence))
    if not is_craving and not _STARTS_ERRAND.search(sentence):
        by_ideas = _told_by_ideas(sentence, words)
        if by_ideas is not None:
            return by_ideas
    return _errand(sentence, words, flow=flow, is_route=is_route)


def errand_weights(sentence: str, words: Sequence[str], *, is_route: bool) -> dict[Intent, float]:
    """Weigh the three errands against each other."""
    weights = {
        Intent.SERVICE: _service_weight(sentence, words),
        Intent.MARKETPLACE: 0.0,
        Intent.COURIER: 0.0,
    }
    for intent, pattern, weight in ERRAND_PATTERNS:
        if pattern.search(sentence):
            weights[intent] += weight
    goods = FOOD_WORDS.intersection(words)
    weights[Intent.MARKETPLACE] += (
        1.75 if goods else (1.5 if GOODS_WORDS.intersection(words) else 0.0)
    )
    weights[Intent.COURIER] += 2.5 if is_route else 0.0
    return weights


def _told_by_ideas(sentence: str, words: Sequence[str]) -> Intent | None:
    rows: tuple[tuple[Intent, tuple[str, ...]], ...]
    rows = (*CONJUNCTIONS, *(SHORT_CONJUNCTIONS if len(words) <= _SHORT else ()))
    for intent, ideas in rows:
        is_told = all(_has(idea, sentence, words) for idea in ideas)
        if is_told and not _is_trade_talk(intent, words, sentence):
            return intent
    return None


def _has(idea: str, sentence: str, words: Sequence[str]) -> bool:
    if idea == "when_or_where":
        return _WHERE.search(sentence) is not None
    single, phrases = CONCEPTS[idea]
    is_said = any(word in single or word.removesuffix("s") in single for word in words)
    return is_said or any(f" {phrase} " in f" {sentence} " for phrase in phrases)


def _errand(sentence: str, words: Sequence[str], *, flow: str | None, is_route: bool) -> Intent:
    weights = errand_weights(sentence, words, is_route=is_route and flow is None)
    best = max(weights, key=lambda intent: weights[intent])
    needed = _ENOUGH if flow is None else _ENOUGH_INSIDE_A_FLOW
    is_goods_alone = flow is None and weights[Intent.MARKETPLACE] >= 1.5
    if weights[best] >= needed:
        return best
    return Intent.MARKETPLACE if is_goods_alone and best is Intent.MARKETPLACE else Intent.UNKNOWN


def _service_weight(sentence: str, words: Sequence[str]) -> float:
    said = {*words, *(word.removesuffix("s") for word in words)}
    if said & FOOD_WORDS:
        said -= _COOKED
    if "m arrange" in sentence:
        said.discard("arrange")
    visited = {word for pair in _VISITED.findall(sentence) for word in pair}
    weight = 5.0 if (said & ALL_PEOPLE) - visited else 0.0
    things = said & ALL_THINGS
    is_broken = bool(said & FAILURE_WORDS) or any(phrase in sentence for phrase in BROKEN_PHRASES)
    if is_broken and things:
        return weight + 5.0
    if said & REPAIR_WORDS:
        return weight + 4.5
    if things and said & COMPLAINT_WORDS and not said & (FOOD_WORDS | {"colis"}):
        return weight + 3.0
    return weight + (0.5 if things else 0.0)


def _is_trade_talk(intent: Intent, words: Sequence[str], sentence: str) -> bool:
    """Whether a sentence that sounds like support is about something broken at home."""
    if intent is not Intent.SUPPORT:
        return False
    delivery = {
        "colis",
        "commande",
        "livraison",
        "livreur",
        "order",
        "parcel",
        "delivery",
        "driver",
        "rider",
    }
    return _service_weight(sentence, words) >= 5.0 and not delivery.intersection(words)
