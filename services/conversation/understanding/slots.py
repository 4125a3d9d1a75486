"""From a message to its intent and slots: every reader in turn, each taking its words away.

Order matters and is the rule: references, phones, times, places, amounts, then free text.
"""

import re
from dataclasses import dataclass, field

from services.conversation.understanding.amounts import LARGEST_FCFA, Figure, find_figures
from services.conversation.understanding.intents import find_intent
from services.conversation.understanding.normalise import Token, normalise, read_message
from services.conversation.understanding.phones import of_others
from services.conversation.understanding.places import Mention
from services.conversation.understanding.sentence.goods import (
    SHOPS,
    clause_of_goods,
    description,
    merchant,
    product,
)
from services.conversation.understanding.sentence.language import detect_language
from services.conversation.understanding.sentence.names import contact_name
from services.conversation.understanding.sentence.parts import (
    Parts,
    indexes_in,
    read_parts,
    shapes_of,
)
from services.conversation.understanding.sentence.problems import problem, trade
from services.conversation.understanding.sentence.purchases import (
    Purchase,
    delivered_first,
    read_purchase,
    without_shop,
)
from services.conversation.understanding.sentence.reading import Reading
from services.conversation.understanding.sentence.routes import is_route, told_side
from services.conversation.understanding.understood import (
    Country,
    Intent,
    Lang,
    SlotName,
    SlotValue,
    Understood,
)
from services.conversation.understanding.vocabulary.goods import FOOD_WORDS, GOODS_WORDS, MEASURES
from services.conversation.understanding.vocabulary.number_words import UNITS
from services.conversation.understanding.vocabulary.people import PEOPLE

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
_A_FEW_WORDS = 4
_NEAR = 3
"""Words between a number and what it counts: `deux bons plats de riz`."""
_ONES = frozenset({"un", "une", "one", "wan"})
_BEFORE_SIZES = frozenset({"taille", "size", "pointure", "format", "modele", "model", "type"})
_ASKED_PRICES = frozenset({"vendez", "vends", "vendu", "vend", "coute", "coutait", "sold", "sell"})
_TELLS_WHAT = frozenset({("ezali",), ("eza",), ("c", "est"), ("ce", "sont"), ("it", "s"), ("na",)})
_SHOPPING = frozenset({None, Intent.MARKETPLACE})
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
    parts = read_parts(text, country=country, city=city)
    purchase = read_purchase(parts) if flow in _SHOPPING else None
    parts = without_shop(parts, purchase) if purchase else parts
    points = [mention for mention in parts.places if mention.kind != "city"]
    routed = len(points) >= 2 or is_route(parts.message.tokens, parts.places)
    spelled = " ".join(parts.words).split()
    shapes = shapes_of(parts)
    intent = find_intent(text, spelled, shapes=shapes, flow=flow, is_route=routed)
    if purchase and not flow:
        intent = Intent.MARKETPLACE
    if parts.reference and intent is Intent.UNKNOWN:
        intent = Intent.FOLLOW
    found = _Found()
    _fill_fixed(parts, found)
    if intent in _ERRANDS or (intent is Intent.UNKNOWN and (flow or _is_short(parts))):
        found.put(SlotName.WHEN, parts.when.text if parts.when and not parts.is_since else None)
    errand = _errand_of(intent, flow)
    if errand is Intent.COURIER:
        _fill_courier(parts, found, is_said=intent is Intent.COURIER)
    elif errand is Intent.MARKETPLACE:
        _fill_marketplace(parts, found, purchase, is_said=intent is Intent.MARKETPLACE)
    elif errand is Intent.SERVICE:
        _fill_service(parts, found)
    elif intent is Intent.STOCK:
        found.put(SlotName.PRODUCT, _stock_product(parts))
    elif intent is Intent.DRIVER_JOBS or (intent is Intent.UNKNOWN and _is_short(parts)):
        _put_place(parts, found)
    default = Lang(lang) if lang in set(Lang) else _default_language(text, intent)
    return Understood(
        intent, found.slots, found.ambiguous, detect_language(spelled, default=default)
    )


def warm_up() -> None:
    """Load the gazetteer, the matcher and the numbering plans now, not at the first message."""
    understand("colis de moungallli pour Mari 06 123 45 67, sinkq mille")


def find_quantity(text: str) -> int | None:
    """Read how many are wanted (`2`, `trois`, `une douzaine`); None for money or no number."""
    message = read_message(text)
    return _quantity(find_figures(message), message.tokens, None)


def _fill_fixed(parts: Parts, found: _Found) -> None:
    found.put(SlotName.REFERENCE, parts.reference)
    phones = of_others(parts.phones)
    exact = tuple(dict.fromkeys(n for span in phones if span.is_exact for n in span.numbers))
    offered = tuple(dict.fromkeys(n for span in phones for n in span.numbers))
    found.offer(SlotName.CONTACT_PHONE, exact or offered, is_exact=bool(exact))


def _fill_courier(parts: Parts, found: _Found, *, is_said: bool) -> None:
    route = parts.route
    is_answer = (
        not is_said and not route.is_complete and not is_route(parts.message.tokens, parts.places)
    )
    is_one = is_answer and len(parts.places) == 1
    side = told_side(parts.message.tokens, parts.places[0]) if is_one else None
    if side is not None:
        _put_mention(found, side, parts.places[0])
    elif is_answer:
        _put_place(parts, found)
    else:
        for name, mention in (
            (SlotName.PICKUP, route.pickup),
            (SlotName.DROPOFF, route.dropoff),
            (SlotName.PLACE, route.elsewhere),
        ):
            _put_mention(found, name, mention)
        if route.either:
            either = tuple(mention.place for mention in route.either)
            found.offer(SlotName.PICKUP, either)
            found.offer(SlotName.DROPOFF, either)
    _put_money(parts, found, SlotName.DECLARED_VALUE, accepts_bare=not is_said)
    reading = _reading(parts)
    found.put(SlotName.CONTACT_NAME, contact_name(reading))
    found.put(SlotName.URGENCY, parts.urgency)
    if is_said or parts.words[:1] in _TELLS_WHAT or parts.words[:2] in _TELLS_WHAT:
        found.put(SlotName.DESCRIPTION, description(reading, is_known_only=not is_said))
    elif parts.phones or SlotName.DECLARED_VALUE in found.slots:
        found.put(SlotName.DESCRIPTION, clause_of_goods(reading))


def _fill_marketplace(
    parts: Parts, found: _Found, purchase: Purchase | None, *, is_said: bool
) -> None:
    shop = next((m for m in parts.places if _is_shop(parts, m)), None)
    _put_place(parts, found, but=shop)
    _put_money(parts, found, SlotName.MAX_PRICE)
    reading = _reading(parts)
    if purchase:
        found.put(SlotName.MERCHANT, purchase.shop_in(parts))
    found.put(SlotName.MERCHANT, _shop_name(parts, shop) if shop else merchant(reading))
    found.put(SlotName.URGENCY, parts.urgency)
    if parts.phones and not is_said:
        found.put(SlotName.CONTACT_NAME, contact_name(reading))
    bought = product(reading) if is_said else None
    if purchase:
        first = product(reading, is_known_only=True)
        thing = (purchase.thing_in(parts), purchase.thing[0])
        bought = first if first and first[1] < thing[1] else thing
    if bought:
        found.put(SlotName.PRODUCT, bought[0])
    if bought or not is_said:
        found.put(SlotName.QUANTITY, _quantity(parts.figures, parts.message.tokens, bought))


def _is_shop(parts: Parts, mention: Mention) -> bool:
    """Whether what sounds like a place is where to buy: `restaurant Nandos`, `chez Mami Wata`."""
    words = parts.words
    is_led = words[mention.first] in SHOPS or words[max(0, mention.first - 1)] in {"chez", *SHOPS}
    return is_led and mention.place.confidence < 1 and mention.last - mention.first > 1


def _shop_name(parts: Parts, mention: Mention) -> str:
    first = mention.first + (parts.words[mention.first] in SHOPS)
    tokens = parts.message.tokens
    return parts.message.quote(tokens[first].start, tokens[mention.last - 1].end)


def _fill_service(parts: Parts, found: _Found) -> None:
    _put_place(parts, found)
    _put_money(parts, found, SlotName.BUDGET)
    found.put(SlotName.TRADE, trade(" ".join(parts.words).split()))
    found.put(SlotName.PROBLEM, problem(_reading(parts, with_leads=True)))
    found.put(SlotName.URGENCY, parts.urgency)


def _is_short(parts: Parts) -> bool:
    """Whether a message outside any flow may be a bare place or hour, and not just talk of one."""
    return len(parts.words) <= _A_FEW_WORDS


def _put_place(parts: Parts, found: _Found, *, but: Mention | None = None) -> None:
    """Take the best place of the message, a city only when nothing is closer."""
    places = [mention for mention in parts.places if mention is not but]
    best = sorted(delivered_first(parts, places), key=lambda mention: mention.kind == "city")
    _put_mention(found, SlotName.PLACE, best[0] if best else None)


def _put_mention(found: _Found, name: SlotName, mention: Mention | None) -> None:
    if mention is not None:
        found.offer(name, mention.choices or (mention.place,))


def _put_money(parts: Parts, found: _Found, name: SlotName, *, accepts_bare: bool = False) -> None:
    """Take the figure that is money: named so, or at least 100 and counting nothing."""
    figures = [f for f in parts.figures if f.unit is None and f.readings[0] <= LARGEST_FCFA]
    if any(figure.is_negative for figure in figures):
        return
    if name is SlotName.MAX_PRICE:
        figures = [f for f in figures if not _is_asked_price(parts, f)]
    money = [f for f in figures if f.is_money] or [f for f in figures if f.readings[0] >= 100]
    if not money and accepts_bare and len(parts.words) == 1:
        money = figures
    readings = tuple(dict.fromkeys(value for figure in money for value in figure.readings))
    found.offer(name, readings, is_exact=all(figure.is_exact for figure in money))


def _quantity(
    figures: list[Figure], tokens: tuple[Token, ...], bought: tuple[str, int] | None
) -> int | None:
    """Take the number that counts what is bought: `2 pizzas`, `5 kg de sucre`, `soso moko`.

    A number just before the thing counts it; else the first one after that counts nothing else.
    """
    counts = [figure for figure in figures if _is_count(figure, tokens, bought)]
    if bought is None:
        return counts[0].readings[0] if counts else None
    start = bought[1]
    before = [f for f in counts if f.last <= start <= f.last + _NEAR and f.first < start]
    after = [f for f in counts if f.first > start and not _counts_another(f, tokens)]
    chosen = before[-1:] or after[:1]
    if not before and start and tokens[start - 1].text in _ONES:
        return None
    return chosen[0].readings[0] if chosen else None


def _is_asked_price(parts: Parts, figure: Figure) -> bool:
    """Whether it is what somebody asks for a thing and no limit: `que vous vendez à 12 500`."""
    return bool(_ASKED_PRICES.intersection(parts.words[max(0, figure.first - 3) : figure.first]))


def _is_count(figure: Figure, tokens: tuple[Token, ...], bought: tuple[str, int] | None) -> bool:
    value = figure.readings[0]
    is_weight = figure.unit in {"kg", "kgs", "kilo", "kilos", "litre", "litres", "l"}
    is_article = figure.last == figure.first + 1 and tokens[figure.first].text in _ONES
    is_named = tokens[max(0, figure.first - 1)].text in _BEFORE_SIZES
    if is_named or figure.is_money or figure.is_negative or len(figure.readings) > 1:
        return False
    if (is_article and bought is not None) or not 0 < value <= _MOST_QUANTITY:
        return False
    is_size = is_weight and bought is not None and figure.first > bought[1] + 1
    return (figure.unit is None or is_weight) and not is_size and (value < 100 or bought is None)


def _counts_another(figure: Figure, tokens: tuple[Token, ...]) -> bool:
    """Whether the number belongs to the word after it: `et 2 jus`, `pour deux personnes`."""
    after = [token.text for token in tokens[figure.last : figure.last + 3]]
    first = after[0] if after else ""
    if first in PEOPLE or first.removesuffix("s") in PEOPLE:
        return True
    is_measured = after[1:2] in (["of"], ["de"], ["d"], ["ya"])
    thing = after[-1] if is_measured and len(after) > 2 else "" if first in MEASURES else first
    return thing in FOOD_WORDS or thing in GOODS_WORDS


def _stock_product(parts: Parts) -> str | None:
    """Take the whole rest of a command (`STOCK HUILE 5L`), the known thing of a sentence."""
    found = _STOCK.search(parts.message.folded)
    quoted = parts.message.quote(*found.span(1 if found[1] else 2)) if found else None
    is_command = len(parts.words) <= _A_FEW_WORDS and parts.words[:1] == ("stock",)
    named = None if is_command else product(_reading(parts), is_known_only=True)
    return named[0] if named else quoted or None


def _reading(parts: Parts, *, with_leads: bool = False) -> Reading:
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
    closed |= indexes_in(tokens, spans)
    if with_leads:
        closed |= {
            i for i in range(len(tokens) - 1) if i + 1 in closed and tokens[i].text in _LEADS
        }
        closed |= parts.urgency_at
    phone_at = tuple(min(indexes_in(tokens, [(p.start, p.end)]), default=0) for p in parts.phones)
    counts |= {i + 1 for i in counts if i + 1 < len(tokens) and tokens[i + 1].text in UNITS}
    return Reading(parts.message, parts.words, frozenset(closed), phone_at, frozenset(counts))


def _is_article(tokens: tuple[Token, ...], figure: Figure) -> bool:
    return figure.last == figure.first + 1 and tokens[figure.first].text in {"un", "une"}


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
