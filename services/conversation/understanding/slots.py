"""From a message to its intent and slots: every reader in turn, each taking its words away.

Order matters and is the rule: references, phones, times, places, amounts, then free text.
"""

import re
from dataclasses import dataclass, field

from services.conversation.understanding import phrases
from services.conversation.understanding.amounts import LARGEST_FCFA, Figure, find_figures
from services.conversation.understanding.intents import find_intent
from services.conversation.understanding.language import detect_language
from services.conversation.understanding.normalise import Message, Token, normalise, read_message
from services.conversation.understanding.phones import PhoneSpan, find_phones
from services.conversation.understanding.places import Mention, find_mentions
from services.conversation.understanding.routes import is_route, read_route
from services.conversation.understanding.spelling import corrected
from services.conversation.understanding.times import When, find_when
from services.conversation.understanding.understood import (
    Country,
    Intent,
    Lang,
    SlotName,
    SlotValue,
    Understood,
)
from services.conversation.understanding.vocabulary.number_words import UNITS
from services.conversation.understanding.vocabulary.trades import CALM_PHRASES, URGENT_PHRASES

_REFERENCE = re.compile(
    r"\b(cour|cmd|srv|inv)[ \-_#.]*(\d{8})[ \-_.]*(\d{3,6})\b|\b(inv)[ \-]*(\d{6})\b"
)
_LEADS = frozenset(
    {
        "a",
        "au",
        "aux",
        "vers",
        "na",
        "de",
        "du",
        "for",
        "to",
        "in",
        "at",
        "jusqu",
        "chez",
        "from",
        "on",
        "le",
        "la",
        "pour",
    }
)
_STOCK = re.compile(
    r"\bstocks?\s+(?:(?:de|du|des|d)\b['\s]*)?(\S.*)"
    r"|combien\s+(?:de|d')\s*(.+?)(?:\s+(?:il )?(?:en stock|me reste|nous reste|reste).*)?\s*\??$"
)
_MOST_QUANTITY = 999
_ERRANDS = frozenset({Intent.COURIER, Intent.MARKETPLACE, Intent.SERVICE})


@dataclass(slots=True)
class _Found:
    """Slots being filled; the first reading of a slot wins."""

    slots: dict[SlotName, SlotValue] = field(default_factory=dict)
    ambiguous: dict[SlotName, tuple[SlotValue, ...]] = field(default_factory=dict)

    def put(self, name: SlotName, value: SlotValue | None) -> None:
        """Fill a slot with a certain value."""
        if value is not None and name not in self.slots and name not in self.ambiguous:
            self.slots[name] = value

    def offer(
        self, name: SlotName, values: tuple[SlotValue, ...], *, is_exact: bool = True
    ) -> None:
        """Fill a slot when there is one certain reading, else keep the readings to choose from."""
        if len(values) == 1 and is_exact:
            self.put(name, values[0])
        elif values and name not in self.slots and name not in self.ambiguous:
            self.ambiguous[name] = values


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the readers of fixed shapes found in a message."""

    message: Message
    reference: str | None
    phones: list[PhoneSpan]
    when: When | None
    mentions: list[Mention]
    figures: list[Figure]
    words: tuple[str, ...]
    urgency: str | None
    urgency_at: frozenset[int]


def understand(
    text: str,
    *,
    lang: str | None = None,
    role: str | None = None,
    flow: str | None = None,
    country: Country = Country.CONGO,
    city: str | None = None,
) -> Understood:
    """Read one message by rules alone: no model, no network, no database.

    `lang` is the person's language when known, `flow` the errand being filled in, `city` decides
    between namesakes. `role` is accepted for the contract; the words decide.
    """
    del role
    parts = _read(text, country=country, city=city)
    points = [mention for mention in parts.mentions if mention.kind != "city"]
    routed = len(points) >= 2 or is_route(parts.message.tokens, parts.mentions)
    spelled = " ".join(parts.words).split()
    intent = find_intent(text, spelled, flow=flow, is_route=routed)
    if parts.reference and intent is Intent.UNKNOWN:
        intent = Intent.FOLLOW
    found = _Found()
    _fill_fixed(parts, found)
    if intent in _ERRANDS | {Intent.UNKNOWN}:
        found.put(SlotName.WHEN, parts.when.text if parts.when else None)
    errand = _errand_of(intent, flow)
    if errand is Intent.COURIER:
        _fill_courier(parts, found, is_said=intent is Intent.COURIER)
    elif errand is Intent.MARKETPLACE:
        _fill_marketplace(parts, found, is_said=intent is Intent.MARKETPLACE)
    elif errand is Intent.SERVICE:
        _fill_service(parts, found)
    elif intent is Intent.STOCK:
        found.put(SlotName.PRODUCT, _stock_product(parts))
    elif intent not in {Intent.STOCK, Intent.LANGUAGE}:
        _put_place(parts, found)
    default = Lang(lang) if lang in set(Lang) else _default_language(text, intent)
    return Understood(
        intent, found.slots, found.ambiguous, detect_language(spelled, default=default)
    )


def warm_up() -> None:
    """Load the gazetteer, the matcher and the numbering plans now, not at the first message."""
    understand("colis pour Mari moungaly 06 123 45 67")


def find_quantity(text: str) -> int | None:
    """Read how many are wanted (`2`, `trois`, `une douzaine`); None for money or no number."""
    message = read_message(text)
    return _quantity(find_figures(message), message.tokens, None)


def _read(text: str, *, country: Country, city: str | None) -> _Parts:
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
    closed = _indexes(message.tokens, spans)
    mentions = find_mentions(
        message, country=country, city=city, taken=[(i, i + 1) for i in closed]
    )
    placed = [(message.tokens[m.first].start, message.tokens[m.last - 1].end) for m in mentions]
    figures = find_figures(message, taken=[*spans, *placed])
    fixed = frozenset(index for mention in mentions for index in range(mention.first, mention.last))
    words = tuple(corrected([token.text for token in message.tokens], fixed=fixed))
    urgency, urgency_at = _urgency(words)
    return _Parts(
        message, _reference(reference), phones, when, mentions, figures, words, urgency, urgency_at
    )


def _fill_fixed(parts: _Parts, found: _Found) -> None:
    found.put(SlotName.REFERENCE, parts.reference)
    exact = tuple(dict.fromkeys(n for span in parts.phones if span.is_exact for n in span.numbers))
    offered = tuple(dict.fromkeys(n for span in parts.phones for n in span.numbers))
    found.offer(SlotName.CONTACT_PHONE, exact or offered, is_exact=bool(exact))


def _fill_courier(parts: _Parts, found: _Found, *, is_said: bool) -> None:
    route = read_route(parts.message.tokens, parts.mentions)
    is_answer = (
        not is_said and not route.is_complete and not is_route(parts.message.tokens, parts.mentions)
    )
    if is_answer:
        _put_place(parts, found)
    else:
        for name, mention in (
            (SlotName.PICKUP, route.pickup),
            (SlotName.DROPOFF, route.dropoff),
            (SlotName.PLACE, route.elsewhere),
        ):
            _put_mention(found, name, mention)
    _put_money(parts, found, SlotName.DECLARED_VALUE, accepts_bare=not is_said)
    reading = _reading(parts)
    found.put(SlotName.CONTACT_NAME, phrases.contact_name(reading))
    found.put(SlotName.URGENCY, parts.urgency)
    if is_said:
        found.put(SlotName.DESCRIPTION, phrases.description(reading))


def _fill_marketplace(parts: _Parts, found: _Found, *, is_said: bool) -> None:
    _put_place(parts, found)
    _put_money(parts, found, SlotName.MAX_PRICE, accepts_bare=not is_said)
    reading = _reading(parts)
    found.put(SlotName.MERCHANT, phrases.merchant(reading))
    found.put(SlotName.URGENCY, parts.urgency)
    bought = phrases.product(reading) if is_said else None
    if bought:
        found.put(SlotName.PRODUCT, bought[0])
    if bought or not is_said:
        found.put(SlotName.QUANTITY, _quantity(parts.figures, parts.message.tokens, bought))


def _fill_service(parts: _Parts, found: _Found) -> None:
    _put_place(parts, found)
    _put_money(parts, found, SlotName.BUDGET, accepts_bare=False)
    found.put(SlotName.TRADE, phrases.trade(" ".join(parts.words).split()))
    found.put(SlotName.PROBLEM, phrases.problem(_reading(parts, with_leads=True)))
    found.put(SlotName.URGENCY, parts.urgency)


def _put_place(parts: _Parts, found: _Found) -> None:
    """Take the best place of the message, a city only when nothing is closer."""
    best = sorted(parts.mentions, key=lambda mention: mention.kind == "city")
    _put_mention(found, SlotName.PLACE, best[0] if best else None)


def _put_mention(found: _Found, name: SlotName, mention: Mention | None) -> None:
    if mention is not None:
        found.offer(name, mention.choices or (mention.place,))


def _put_money(parts: _Parts, found: _Found, name: SlotName, *, accepts_bare: bool) -> None:
    """Take the figure that is money: named so, or at least 100 and counting nothing."""
    figures = [f for f in parts.figures if f.unit is None and f.readings[0] <= LARGEST_FCFA]
    if any(figure.is_negative for figure in figures):
        return
    money = [f for f in figures if f.is_money] or [f for f in figures if f.readings[0] >= 100]
    if not money and accepts_bare and len(parts.words) == 1:
        money = figures
    readings = tuple(dict.fromkeys(value for figure in money for value in figure.readings))
    found.offer(name, readings, is_exact=all(figure.is_exact for figure in money))


def _quantity(
    figures: list[Figure], tokens: tuple[Token, ...], bought: tuple[str, int] | None
) -> int | None:
    """Take the first number that is no money: `2 pizzas`, `5 kg de sucre`, `soso moko`."""
    for figure in figures:
        value = figure.readings[0]
        is_weight = figure.unit in {"kg", "kgs", "kilo", "kilos", "litre", "litres", "l"}
        is_article = (
            tokens[figure.first].text in {"un", "une", "one", "wan"}
            and figure.last == figure.first + 1
        )
        if (
            figure.is_money
            or figure.is_negative
            or len(figure.readings) > 1
            or (is_article and bought is not None)
        ):
            continue
        if (
            0 < value <= _MOST_QUANTITY
            and (figure.unit is None or is_weight)
            and (value < 100 or bought is None)
        ):
            return value
    return None


def _stock_product(parts: _Parts) -> str | None:
    found = _STOCK.search(parts.message.folded)
    if not found:
        return None
    group = 1 if found[1] else 2
    return parts.message.quote(found.start(group), found.end(group)) or None


def _reading(parts: _Parts, *, with_leads: bool = False) -> phrases.Reading:
    """Close what is already read; `with_leads` also closes the prepositions before it."""
    tokens = parts.message.tokens
    closed = {i for m in parts.mentions for i in range(m.first, m.last)}
    money = [figure for figure in parts.figures if figure.is_money or figure.readings[0] >= 100]
    closed |= {i for figure in money for i in range(figure.first, figure.last)}
    counts = {
        i
        for figure in parts.figures
        if figure not in money and not _is_article(tokens, figure)
        for i in range(figure.first, figure.last)
    }
    spans = [(p.start, p.end) for p in parts.phones] + list(parts.when.spans if parts.when else ())
    closed |= _indexes(tokens, spans)
    if with_leads:
        closed |= {
            i for i in range(len(tokens) - 1) if i + 1 in closed and tokens[i].text in _LEADS
        }
        closed |= parts.urgency_at
    phone_at = tuple(min(_indexes(tokens, [(p.start, p.end)]), default=0) for p in parts.phones)
    counts |= {i + 1 for i in counts if i + 1 < len(tokens) and tokens[i + 1].text in UNITS}
    return phrases.Reading(
        parts.message, parts.words, frozenset(closed), phone_at, frozenset(counts)
    )


def _is_article(tokens: tuple[Token, ...], figure: Figure) -> bool:
    return figure.last == figure.first + 1 and tokens[figure.first].text in {"un", "une"}


def _urgency(words: tuple[str, ...]) -> tuple[str | None, frozenset[int]]:
    for level, known in (("planned", CALM_PHRASES), ("urgent", URGENT_PHRASES)):
        for phrase in known:
            wanted = tuple(phrase.split())
            for index in range(len(words) - len(wanted) + 1):
                if words[index : index + len(wanted)] == wanted:
                    return level, frozenset(range(index, index + len(wanted)))
    return None, frozenset()


def _reference(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    if found[4]:
        return f"INV-{found[5]}"
    return f"{found[1].upper()}-{found[2]}-{found[3]}"


def _errand_of(intent: Intent, flow: str | None) -> Intent | None:
    """Tell whose slots to fill: the errand said, else the one being filled in."""
    if intent in _ERRANDS:
        return intent
    if intent is Intent.UNKNOWN and flow in _ERRANDS:
        return Intent(flow)
    return None


def _default_language(text: str, intent: Intent) -> Lang:
    named = {"english": Lang.ENGLISH, "anglais": Lang.ENGLISH, "lingala": Lang.LINGALA}
    if intent is not Intent.LANGUAGE:
        return Lang.FRENCH
    return next((lang for word, lang in named.items() if word in normalise(text)), Lang.FRENCH)


def _masked(folded: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        folded = folded[:start] + "," * (end - start) + folded[end:]
    return folded


def _indexes(tokens: tuple[Token, ...], spans: list[tuple[int, int]]) -> set[int]:
    return {i for i, token in enumerate(tokens) if any(a <= token.start < b for a, b in spans)}
