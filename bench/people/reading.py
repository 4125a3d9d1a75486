"""Reading an answer as a person does: which question is asked, and what may be tapped.

A question is known by its wording, in whichever of our languages it comes. Nothing is read from
ids, and nothing from the dialogue's state.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from bench.people.handset import choices
from services.conversation.channels.whatsapp import cut
from services.conversation.dialogue.forms import Question
from services.conversation.dialogue.wording import CATALOGUE
from services.conversation.flows import all_flows
from services.conversation.understanding import normalise
from services.conversation.understanding.gazetteer import key_of
from shared.contracts.notifications.api import Content
from shared.texts import Text
from shared.values.language import Language


class Topic(StrEnum):
    """What is being asked, or told."""

    PICKUP = "pickup"
    DROPOFF = "dropoff"
    CONTACT = "contact"
    CONTENTS = "contents"
    VALUE = "value"
    CITY = "city"
    WISH = "wish"
    SHOP = "shop"
    PRODUCT = "product"
    QUANTITY = "quantity"
    CART = "cart"
    ONE_SHOP = "one_shop"
    ADDRESS = "address"
    PAYMENT = "payment"
    READ_BACK = "read_back"
    UNHEARD = "unheard"
    EDIT = "edit"
    RESUME = "resume"
    WHICH_PLACE = "which_place"
    WHICH = "which"
    MENU = "menu"
    STUCK = "stuck"
    MISSION = "mission"
    ORDER = "order"
    SENT = "sent"
    ORDERED = "ordered"
    CALL_OFF = "call_off"
    CALLED_OFF = "called_off"
    RUNNING = "running"
    NOTHING = "nothing"
    HUMAN = "human"


DONE: Final = frozenset({Topic.SENT, Topic.ORDERED, Topic.CALLED_OFF, Topic.MISSION, Topic.HUMAN})
"""What says that something is done."""
_LANGUAGES: Final = tuple(Language)

_FORMS: Final = {
    ("courier", "pickup"): Topic.PICKUP,
    ("courier", "dropoff"): Topic.DROPOFF,
    ("courier", "contact_phone"): Topic.CONTACT,
    ("courier", "description"): Topic.CONTENTS,
    ("courier", "declared_value"): Topic.VALUE,
    ("marketplace", "city"): Topic.CITY,
    ("marketplace", "wish"): Topic.WISH,
    ("marketplace", "shop"): Topic.SHOP,
    ("marketplace", "product"): Topic.PRODUCT,
    ("marketplace", "quantity"): Topic.QUANTITY,
    ("marketplace", "is_complete"): Topic.CART,
    ("marketplace", "one_shop"): Topic.ONE_SHOP,
    ("marketplace", "dropoff"): Topic.ADDRESS,
    ("marketplace", "payment_method"): Topic.PAYMENT,
}
"""Questions with one wording; those made from what was found are among `WORDINGS`."""

WORDINGS: Final = {
    Topic.SHOP: ("🏪 *Quelle boutique ?*",),
    Topic.PRODUCT: (
        "🔎 *{what}* · {shop}",
        "Voici la suite :",
        "😕 Je n’ai rien trouvé pour « {wish} » · {shop}.",
    ),
    Topic.QUANTITY: ("🔢 *Combien ?* Ex. _2_",),
    Topic.CART: ("🛒 *VOTRE PANIER* · {shop}",),
    Topic.ONE_SHOP: ("🛒 *Un panier par boutique.*",),
    Topic.READ_BACK: ("*VOTRE ENVOI*", "*VOTRE COMMANDE* · {shop}"),
    Topic.UNHEARD: ("Je n’ai pas compris. Touchez un bouton, ou dites ce qu’il faut changer.",),
    Topic.EDIT: ("✏️ Que voulez-vous changer ?",),
    Topic.RESUME: ("👋 Re-bonjour ! On continue : *{errand}* ?",),
    Topic.WHICH_PLACE: ("📍 *{place}*, c’est le départ ou l’arrivée du colis ?",),
    Topic.WHICH: (
        "Lequel voulez-vous dire ?",
        "Quel montant voulez-vous dire ?",
        "Ce numéro est incomplet. Vouliez-vous dire ?",
    ),
    Topic.MENU: (
        "Que puis-je faire pour vous ?",
        "🤔 Je n’ai pas compris.",
        "📝 Votre brouillon est gardé : *{title}*. Pour y revenir : *continuer*.",
    ),
    Topic.STUCK: ("😕 Nous n’y arrivons pas pour *{about}*. Que préférez-vous ?",),
    Topic.MISSION: ("*VOTRE COURSE* `{ref}`",),
    Topic.ORDER: ("*VOTRE COMMANDE* `{ref}`",),
    Topic.SENT: ("✅ *C’EST CONFIRMÉ*",),
    Topic.ORDERED: ("✅ *COMMANDE ENVOYÉE*",),
    Topic.CALL_OFF: ("Annuler la course `{ref}` ?", "Annuler la commande `{ref}` ?"),
    Topic.CALLED_OFF: (
        "❌ Votre course `{ref}` est annulée.",
        "❌ Votre commande `{ref}` est annulée.",
    ),
    Topic.RUNNING: ("🔎 *{count} en cours.* Laquelle voulez-vous voir ?",),
    Topic.NOTHING: ("Rien n’est en cours pour vous.",),
    Topic.HUMAN: ("🧑‍💼 C’est transmis à notre équipe : quelqu’un vous répondra ici même.",),
}
"""What else is asked and told, as it is written in the code."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a customer sees after a message.

    `wording` is the question's own words, the same each time it is asked alike; `is_list` says that
    the choices are rows behind a button.
    """

    body: str = ""
    topic: Topic | None = None
    wording: str = ""
    options: tuple[tuple[str, str], ...] = ()
    is_list: bool = False

    def option(self, *titles: str) -> tuple[str, str] | None:
        """Find the choice with one of these titles, as far as a button shows it."""
        shown = {normalise(title): (ident, title) for ident, title in self.options}
        for title in titles:
            for most in (20, 24):
                if found := shown.get(normalise(cut(title, most))):
                    return found
        return None

    def labelled(self, message: str) -> tuple[str, str] | None:
        """Find the choice with this label of ours, in any language."""
        return self.option(*CATALOGUE.say_in_all(Text(message)))

    def option_with(self, place: str, *, city: str) -> tuple[str, str] | None:
        """Find the choice that names this place of this city, as far as it is shown."""
        for ident, title in self.options:
            named, _, where = title.partition(", ")
            begins = where.rstrip("…")
            if is_same_name(named, place) and city.startswith(begins):
                return ident, title
        return None


def is_same_name(shown: str, meant: str) -> bool:
    """Whether a person takes a name for the one that was meant: "Base" is La Base."""
    read, wanted = normalise(shown), normalise(meant)
    return wanted in read or key_of(read.split()) == key_of(wanted.split())


def read(contents: Sequence[Content]) -> Shown:
    """Read everything that came back: the newest question is the one to answer."""
    words = [body for content in contents if (body := _words(content))]
    last = contents[-1]
    found = _asked_in(words)
    offers = next((c for c in reversed(contents) if choices(c)), last)
    return Shown(
        body="\n".join(words),
        topic=found[0] if found else None,
        wording=found[1] if found else "",
        options=tuple(choices(offers)),
        is_list=offers.type == "list",
    )


def _asked_in(words: Iterable[str]) -> tuple[Topic, str] | None:
    """Find the newest wording we know; that something is done counts before what comes next."""
    known = [
        (topic, line)
        for one in words
        for line in one.splitlines()
        if (topic := _topic_of(line)) is not None
    ]
    done = [one for one in known if one[0] in DONE]
    return next(reversed(done or known), None)


def _topic_of(line: str) -> Topic | None:
    fixed = _fixed().get(line)
    if fixed is not None:
        return fixed
    return next((topic for pattern, topic in _open() if pattern.fullmatch(line)), None)


def _words(content: Content) -> str:
    return str(getattr(content, "body", None) or getattr(content, "caption", None) or "")


def wordings() -> list[tuple[Topic, Text]]:
    """List every wording by which a question is known."""
    asked = [
        (topic, text)
        for (flow, field), topic in _FORMS.items()
        for text in _texts(all_flows()[flow].question(field))
    ]
    told = [(topic, Text(one)) for topic, listed in WORDINGS.items() for one in listed]
    return asked + told


def _texts(question: Question) -> list[Text]:
    return [one for one in (question.text, question.again) if isinstance(one, Text)]


def _first_lines() -> list[tuple[str, Topic]]:
    """List the first line of each wording in each language."""
    return [
        (CATALOGUE.wording(text.message, one).split("\n", maxsplit=1)[0], topic)
        for topic, text in wordings()
        for one in _LANGUAGES
    ]


@cache
def _fixed() -> Mapping[str, Topic]:
    return {line: topic for line, topic in _first_lines() if "{" not in line}


@cache
def _open() -> tuple[tuple[re.Pattern[str], Topic], ...]:
    """Wordings with something to fill in."""
    lines = dict(_first_lines())
    return tuple(
        (re.compile(re.sub(r"\\\{\w+\\\}", ".*", re.escape(line))), topic)
        for line, topic in lines.items()
        if "{" in line
    )


def told(shown: Shown, message: str) -> dict[str, str] | None:
    """Read the values out of one of our sentences, in any language; None when it is not there."""
    for pattern in _told_patterns(message):
        if found := pattern.search(shown.body):
            return found.groupdict()
    return None


@cache
def _told_patterns(message: str) -> tuple[re.Pattern[str], ...]:
    said = dict.fromkeys(CATALOGUE.wording(message, one) for one in _LANGUAGES)
    named = (re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*)", re.escape(one)) for one in said)
    return tuple(re.compile(f"^{one}$", re.MULTILINE) for one in named)
