"""What the readers of fixed shapes found in a message: each takes its words away from the next.

Order matters and is the rule: references, phones, times, places, then amounts.
"""

import re
from dataclasses import dataclass

from services.conversation.understanding.amounts import Figure, find_figures
from services.conversation.understanding.normalise import Message, Token, read_message
from services.conversation.understanding.phones import PhoneSpan, find_phones
from services.conversation.understanding.places import Mention, find_mentions
from services.conversation.understanding.sentence.corrections import standing
from services.conversation.understanding.sentence.routes import Route, read_route
from services.conversation.understanding.spelling import corrected
from services.conversation.understanding.times import When, find_when
from services.conversation.understanding.understood import Country
from services.conversation.understanding.vocabulary.trades import CALM_PHRASES, URGENT_PHRASES

_REFERENCE = re.compile(
    r"\b(cour|cmd|srv|inv)[ \-_#.]*(\d{8})[ \-_.]*(\d{3,6})\b|\b(inv)[ \-]*(\d{6})\b"
)
_CALM = frozenset(tuple(phrase.split()) for phrase in CALM_PHRASES)
_URGENT = frozenset(tuple(phrase.split()) for phrase in URGENT_PHRASES)
_LONGEST_PHRASE = max(map(len, _CALM | _URGENT))
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_ARTICLES = frozenset({"un", "une", "one", "a", "an", "wan"})


@dataclass(frozen=True, slots=True)
class Parts:
    """What the readers of fixed shapes found in a message."""

    message: Message
    reference: str | None
    reference_at: tuple[int, int] | None
    phones: list[PhoneSpan]
    when: When | None
    is_since: bool
    """Whether the time tells since when something lasts, and not when it is wanted."""
    mentions: list[Mention]
    """Every place named."""
    places: list[Mention]
    """Those not taken back in the same sentence."""
    route: Route
    figures: list[Figure]
    words: tuple[str, ...]
    urgency: str | None
    urgency_at: frozenset[int]


def read_parts(text: str, *, country: Country, city: str | None = None) -> Parts:
    """Read every fixed shape of a message."""
    message = read_message(text)
    reference = _REFERENCE.search(message.folded)
    masked = _masked(message.folded, [reference.span()] if reference else [])
    phones = find_phones(masked, country=country)
    masked = _masked(masked, [(span.start, span.end) for span in phones])
    when = find_when(masked)
    spans = [
        *([reference.span()] if reference else []),
        *((p.start, p.end) for p in phones),
        *(when.spans if when else ()),
    ]
    closed = indexes_in(message.tokens, spans)
    mentions = find_mentions(
        message, country=country, city=city, taken=[(i, i + 1) for i in closed]
    )
    placed = [(message.tokens[m.first].start, message.tokens[m.last - 1].end) for m in mentions]
    figures = find_figures(message, taken=[*spans, *placed])
    fixed = frozenset(index for mention in mentions for index in range(mention.first, mention.last))
    words = tuple(
        corrected([_STRETCHED.sub(r"\1", token.text) for token in message.tokens], fixed=fixed)
    )
    urgency, urgency_at = _urgency(words)
    places = standing(message.tokens, mentions)
    return Parts(
        message=message,
        reference=_reference(reference),
        reference_at=reference.span() if reference else None,
        phones=phones,
        when=when,
        is_since=when is not None and _is_since(message, when),
        mentions=mentions,
        places=places,
        route=read_route(message.tokens, places),
        figures=figures,
        words=words,
        urgency=urgency,
        urgency_at=urgency_at,
    )


def _is_since(message: Message, when: When) -> bool:
    before = [token.text for token in message.tokens if token.end <= min(when.spans)[0]]
    return bool(before) and before[-1] in {"depuis", "since", "banda"}


def _urgency(words: tuple[str, ...]) -> tuple[str | None, frozenset[int]]:
    """Read how pressing it is: "pas urgent" before "urgent", the longest words first."""
    for level, known in (("planned", _CALM), ("urgent", _URGENT)):
        for length in range(_LONGEST_PHRASE, 0, -1):
            for index in range(len(words) - length + 1):
                if words[index : index + length] in known:
                    return level, frozenset(range(index, index + length))
    return None, frozenset()


def _reference(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    if found[4]:
        return f"INV-{found[5]}"
    return f"{found[1].upper()}-{found[2]}-{found[3]}"


def _masked(folded: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        folded = folded[:start] + "," * (end - start) + folded[end:]
    return folded


def indexes_in(tokens: tuple[Token, ...], spans: list[tuple[int, int]]) -> set[int]:
    """List the tokens that begin inside one of the spans of characters."""
    return {i for i, token in enumerate(tokens) if any(a <= token.start < b for a, b in spans)}


def shapes_of(parts: Parts) -> tuple[str, ...]:
    """Write the words with every place, phone, amount, hour and reference as its kind."""
    kinds = _kinds(parts)
    shapes: list[str] = []
    for index, word in enumerate(parts.words):
        kind = kinds.get(index)
        if kind is None:
            shapes.extend(word.split())
        elif shapes[-1:] != [kind]:
            shapes.append(kind)
    if parts.route.is_told:
        shapes.insert(0, "_route")
    return (*shapes, "?") if "?" in parts.message.source else tuple(shapes)


def _kinds(parts: Parts) -> dict[int, str]:
    tokens = parts.message.tokens
    kinds = {i: "_place" for m in parts.mentions for i in range(m.first, m.last)}
    for figure in parts.figures:
        words = {tokens[i].text for i in range(figure.first, figure.last)}
        if not words <= _ARTICLES:
            kind = "_money" if figure.is_money or figure.readings[0] >= 100 else "_number"
            kinds |= dict.fromkeys(range(figure.first, figure.last), kind)
    phones = [(span.start, span.end) for span in parts.phones]
    kinds |= dict.fromkeys(indexes_in(tokens, phones), "_phone")
    when = list(parts.when.spans) if parts.when else []
    kinds |= dict.fromkeys(indexes_in(tokens, when), "_when")
    named = [parts.reference_at] if parts.reference_at else []
    return kinds | dict.fromkeys(indexes_in(tokens, named), "_reference")
