"""Readers: from what was said to the values of a field, or why not. Pure, one per kind of field."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from services.conversation.dialogue.forms import (
    Heard,
    LookUp,
    NotUnderstood,
    Read,
    Suggestions,
    Values,
)
from services.conversation.dialogue.intents import Request
from services.conversation.dialogue.said import Kind
from services.conversation.understanding import (
    FoundPlace,
    SlotName,
    Understood,
    find_place,
    normalise,
    parse_amount,
    parse_phone,
    yes_or_no,
)
from shared.contracts.orders.api import KnownPlace
from shared.contracts.orders.calls import FIND_PLACE
from shared.texts import Text, t
from shared.values.money import Money
from shared.values.phone import Country, PhoneNumber
from shared.values.place import Place

MAX_TEXT: Final = 300
MAX_NAME: Final = 60
MAX_PHRASE: Final = 200
MIN_CONFIDENCE: Final = 0.5
_FILLER: Final = re.compile(
    r"\b(chez|pour|a|à|c'est|son|sa|mon|ma|le|la|numero|numéro|num|tel|tél|telephone|téléphone|contact|"
    r"il|elle|s'appelle|appelle|nom|et|au|est|de|du|name|phone|is|nkombo|mauvais|faux|bon|"
    r"nouveau|non|pardon|sorry|plutôt|erreur|voici|correct|wrong|new|no|te)\b|[:;,/()+.-]",
    re.IGNORECASE,
)
_CURRENCY: Final = re.compile(r"\b(f|fr|frs|fcfa|cfa|xaf|francs?)\b", re.IGNORECASE)
_CODE: Final = re.compile(r"(?<!\d)(\d)[ .-]?(\d)[ .-]?(\d)[ .-]?(\d)(?!\d)")
_WORDS: Final = re.compile(r"[^\W\d_]{2}")
_PRICE: Final = re.compile(
    r"[\s,;:–-]*\b(?:(?:la|sa|et|valeur|vaut|coûte|prix|talo|value|worth|pour|à|c['’]est|environ|de)\b"
    r"[\s:]*)*\d[\d\s.]*(k|mille|f|frs?|f?cfa|xaf|francs?)?\s*$",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^(?:(?:alors|bon|ok|oui|euh|bah|ben|voilà|disons|donc|c['’]est|ce sera|ça sera|je suis|on est"
    r"|chui|chuis|jsuis|j suis"
    r"|it['’]?s|i am|i['’]m|ezali|nazali)\b[\s,]*)+(?:(?:à|au|aux|vers|dans|at|in|na)\s+)?",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"(?:[\s,]+(?:s['’ ]il (?:vous|te) pla[iî]t|svp|stp|please|merci|voilà|quoi|hein|je pense"
    r"|je crois|i think))+\s*[.!]*\s*$",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[,;\n]+")
_ARTICLE: Final = re.compile(r"^(?:une?|des|du|de la|some|an?)\s+", re.IGNORECASE)


def _plain(text: str) -> str:
    """Leave out what only leads in or is polite: "Alors c’est à … s’il vous plaît"."""
    return _LEAD.sub("", _TAIL.sub("", text.strip())).strip() or text.strip()


def place_of(found: FoundPlace) -> dict[str, Any]:
    """Make the stored value of a place that understanding found."""
    is_its_name = normalise(found.label) == normalise(found.name)
    return Place(
        label=(found.name if is_its_name else found.label)[:200],
        latitude=found.latitude,
        longitude=found.longitude,
        quartier=found.quartier,
        city=found.city,
    ).model_dump()


def is_placed(found: FoundPlace) -> bool:
    """Whether a price can be made from it."""
    return found.latitude is not None and found.longitude is not None


def place_in(understood: Understood) -> dict[str, Any] | None:
    """Find a place that the sentence does not call start or end."""
    found = understood.slots.get(SlotName.PLACE)
    if isinstance(found, FoundPlace) and is_placed(found):
        return place_of(found)
    return None


def _is_no_place(kind: Kind, text: str) -> Text | None:
    """Say why something cannot be a place at all: the caption of a photo, a yes, too much."""
    if kind is Kind.IMAGE:
        return t("📷 Photo bien reçue, mais il me faut d’abord le lieu.")
    if yes_or_no(text) is not None or (text and not any(char.isalpha() for char in text)):
        return t("Il me faut un lieu.")
    if not text or len(text) > MAX_TEXT:
        return t("Écrivez juste le quartier, par exemple : *Moungali*.")
    return None


def read_place(field: str) -> Any:  # noqa: ANN401 - a Reader
    """Read a shared position, a quartier or a landmark into `field`."""

    def read(heard: Heard) -> Read:
        if heard.said.place is not None:
            return Values({field: _named(heard.said.place, heard.phrase).model_dump()})
        text = heard.said.text.strip()
        if (why := _is_no_place(heard.said.kind, text)) is not None:
            return NotUnderstood(why)
        found = [one for one in find_place(text, country=heard.country) if is_placed(one)]
        if not found or found[0].confidence < MIN_CONFIDENCE:
            unknown = t("Je ne connais pas le lieu « {place} ».", place=text[:80])
            where = t("Envoyez votre position, je la retiendrai sous ce nom.")
            return _learned(text, NotUnderstood(t("{a} {b}", a=unknown, b=where)))
        if found[0].quartier is None and found[0].name == found[0].city:
            return NotUnderstood(t("La ville ne suffit pas : où, exactement ?"))
        read = _one_or_suggest(field, found)
        is_more = len(normalise(text).split()) > len(normalise(found[0].name).split()) + 1
        if not is_more or not isinstance(read, Values):
            return read
        # The driver needs the cue ("en face du vendeur de pain"), and so does what is learned.
        place = {**place_of(found[0]), "label": _plain(text)}
        return _learned(text, Values({field: place}, read.notice))

    return read


def _named(place: Place, phrase: str | None) -> Place:
    """Keep a shared position under the words it was called by, so that the words can be learned."""
    return place.model_copy(update={"label": phrase}) if phrase else place


def _learned(text: str, otherwise: Values | NotUnderstood) -> Read:
    """Drivers may have been there: the words lead to the median of their drops."""
    if not 3 <= len(text) <= MAX_PHRASE:
        return otherwise
    return LookUp(Request(FIND_PLACE, {"phrase": text}), otherwise)


def found_place(field: str) -> Callable[[Mapping[str, Any]], Read]:
    """Make values of what the learned places know."""

    def read(answer: Mapping[str, Any]) -> Read:
        known = KnownPlace.model_validate(answer)
        if known.place is None:
            return NotUnderstood(t("Je ne connais pas ce lieu."))
        return Values({field: known.place.model_dump()})

    return read


def _one_or_suggest(field: str, found: list[FoundPlace]) -> Read:
    best = found[0]
    rivals = [one for one in found[1:3] if best.confidence - one.confidence < 0.03]
    if not rivals:
        return Values({field: place_of(best)})
    choices = tuple((f"{one.name}, {one.city}", {field: place_of(one)}) for one in (best, *rivals))
    return Suggestions(t("Lequel voulez-vous dire ?"), choices)


def read_party(name_field: str, phone_field: str) -> Any:  # noqa: ANN401 - a Reader
    """Read the other party: a name, a phone, or both in any order, or a shared contact card."""

    def read(heard: Heard) -> Read:
        said = heard.said
        if said.kind is Kind.CONTACT:
            return _from_card(heard, name_field, phone_field)
        phone = parse_phone(said.text, heard.country)
        if phone.value:
            name = heard.understood.slots.get(SlotName.CONTACT_NAME) or _name_in(said.text)
            return Values({phone_field: phone.value, **({name_field: name} if name else {})})
        if phone.ambiguous:
            name = _name_in(said.text)
            choices = tuple(
                (
                    PhoneNumber(one).national,
                    {phone_field: one, **({name_field: name} if name else {})},
                )
                for one in phone.ambiguous
            )
            return Suggestions(t("Ce numéro est incomplet. Vouliez-vous dire ?"), choices)
        if any(char.isdigit() for char in said.text):
            return NotUnderstood(t("Ce numéro de téléphone n’est pas valable."))
        return NotUnderstood(t("Il me faut un numéro de téléphone."))

    return read


def _from_card(heard: Heard, name_field: str, phone_field: str) -> Read:
    phone = parse_phone(heard.said.contact_phone, heard.country)
    if not phone.value:
        return NotUnderstood(t("Ce contact n’a pas de numéro valable."))
    return Values(
        {phone_field: phone.value, name_field: heard.said.contact_name[:MAX_NAME] or None}
    )


def _name_in(text: str) -> str | None:
    """Take what is left without numbers and filler words, if it looks like a name."""
    words = _FILLER.sub(" ", re.sub(r"[+\d][\d\s.\-()]{5,}\d", " ", text)).split()
    letters = [word for word in words if any(char.isalpha() for char in word)]
    name = " ".join(letters).strip(" '’\"")
    return name[:MAX_NAME].title() if len(name) >= 2 and len(letters) <= 4 else None


def read_amount(field: str, *, at_most: int) -> Any:  # noqa: ANN401 - a Reader
    """Read an amount in francs; an ambiguous one is asked back, never guessed."""

    def read(heard: Heard) -> Read:
        amount = parse_amount(heard.said.text, heard.country)
        if amount.value is None and amount.ambiguous:
            return ambiguous_amount(field, amount.ambiguous)
        if amount.value is None:
            return NotUnderstood(t("Je n’ai pas compris le montant."))
        if amount.value > at_most:
            return NotUnderstood(
                t("Ce montant est trop élevé (maximum {most}).", most=Money(at_most))
            )
        return Values({field: amount.value})

    return read


def ambiguous_amount(field: str, values: tuple[int, ...]) -> Suggestions:
    """Ask which amount was meant."""
    choices = tuple((str(Money(value)), {field: value}) for value in values)
    return Suggestions(t("Quel montant voulez-vous dire ?"), choices)


def read_contents(description: str, value: str, photo: str, *, at_most: int) -> Any:  # noqa: ANN401 - a Reader
    """Read what the parcel holds: words, its value when given, or a photo."""

    def read(heard: Heard) -> Read:
        said = heard.said
        if said.kind is Kind.IMAGE:
            words = {description: said.text[:MAX_TEXT]} if said.text else {}
            return Values({photo: said.media_id, **words}, t("📷 Photo bien reçue."))
        slots = heard.understood.slots
        amount = slots.get(SlotName.DECLARED_VALUE)
        ambiguous = heard.understood.ambiguous.get(SlotName.DECLARED_VALUE)
        text = _ARTICLE.sub("", _plain(str(slots.get(SlotName.DESCRIPTION) or said.text)))
        if not text or len(text) > MAX_TEXT:
            return NotUnderstood(_contents_example())
        if amount is None and not ambiguous and not _WORDS.search(_CURRENCY.sub("", text)):
            return NotUnderstood(t("Je n’ai pas compris le montant."))
        if ambiguous:
            return ambiguous_amount(value, tuple(int(str(one)) for one in ambiguous))
        if isinstance(amount, int) and amount > at_most:
            return NotUnderstood(
                t("Ce montant est trop élevé (maximum {most}).", most=Money(at_most))
            )
        what = text if amount is None else _without_amount(text, heard.country) or None
        return Values({description: what, **({value: amount} if amount is not None else {})})

    return read


def _without_amount(text: str, country: Country) -> str:
    """Leave the value out of the words: "chaussures, 15 000", "bilamba, nkoto mitano"."""
    parts = [part.strip() for part in _PARTS.split(text)]
    kept = [part for part in parts if part and parse_amount(part, country).value is None]
    return _PRICE.sub("", ", ".join(kept) if kept else text).strip()


def _contents_example() -> Text:
    return t("Dites-moi en quelques mots ce que contient le colis.")


def read_photo(field: str) -> Any:  # noqa: ANN401 - a Reader
    """Read a photo."""

    def read(heard: Heard) -> Read:
        if heard.said.kind is Kind.IMAGE and heard.said.media_id:
            return Values({field: heard.said.media_id}, t("📷 Photo bien reçue."))
        return NotUnderstood(t("J’attends une photo (📎 puis Appareil photo ou Galerie)."))

    return read


def read_words(field: str, *, why: Text, at_most: int) -> Callable[[Heard], Read]:
    """Read a few words as they are: two letters at least."""

    def read(heard: Heard) -> Read:
        words = " ".join(heard.said.text.split())
        is_said = 2 <= len(words) <= at_most and any(char.isalnum() for char in words)
        return Values({field: words}) if is_said else NotUnderstood(why)

    return read


def read_code(field: str) -> Callable[[Heard], Read]:
    """Read four digits, however they are spaced."""

    def read(heard: Heard) -> Read:
        found = _CODE.search(heard.said.text)
        if found is None:
            return NotUnderstood(t("Le code a quatre chiffres."))
        return Values({field: "".join(found.groups())})

    return read


def read_number(field: str, *, at_least: int, at_most: int) -> Callable[[Heard], Read]:
    """Read a count, in digits or in words."""

    def read(heard: Heard) -> Read:
        number = parse_amount(heard.said.text, heard.country).value
        if number is None or not at_least <= number <= at_most:
            return NotUnderstood(t("Il me faut un nombre."))
        return Values({field: number})

    return read
