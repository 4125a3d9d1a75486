"""Readers: from what was said to the values of a field, or why not. Pure, one per kind of field."""

import re
from typing import Any, Final

from services.conversation.dialogue.forms import Heard, NotUnderstood, Read, Suggestions, Values
from services.conversation.dialogue.replies import Text, t
from services.conversation.dialogue.said import Kind
from services.conversation.understanding import (
    FoundPlace,
    SlotName,
    find_place,
    parse_amount,
    parse_phone,
)
from shared.values.money import Money
from shared.values.phone import PhoneNumber
from shared.values.place import Place

MAX_TEXT: Final = 300
MAX_NAME: Final = 60
MIN_CONFIDENCE: Final = 0.5
_FILLER: Final = re.compile(
    r"\b(chez|pour|a|à|c'est|son|sa|le|la|numero|numéro|num|tel|tél|telephone|téléphone|contact|"
    r"il|elle|s'appelle|appelle|nom|et|au|est|de|du|name|phone|is|nkombo)\b|[:;,/()+.-]",
    re.IGNORECASE,
)
_CURRENCY: Final = re.compile(r"\b(f|fr|frs|fcfa|cfa|xaf|francs?)\b", re.IGNORECASE)
_WORDS: Final = re.compile(r"[^\W\d_]{2}")
_PRICE: Final = re.compile(
    r"[\s,;:–-]*\b(valeur|vaut|pour|à)?\s*\d[\d\s.]*(k|mille|f|frs?|f?cfa|xaf|francs?)?\s*$",
    re.IGNORECASE,
)


def place_of(found: FoundPlace) -> dict[str, Any]:
    """Make the stored value of a place that understanding found."""
    return Place(
        label=found.label[:200],
        latitude=found.latitude,
        longitude=found.longitude,
        quartier=found.quartier,
        city=found.city,
    ).model_dump()


def is_placed(found: FoundPlace) -> bool:
    """Whether a price can be made from it."""
    return found.latitude is not None and found.longitude is not None


def read_place(field: str) -> Any:  # noqa: ANN401 - a Reader
    """Read a shared position, a quartier or a landmark into `field`."""

    def read(heard: Heard) -> Read:
        if heard.said.place is not None:
            return Values({field: heard.said.place.model_dump()})
        text = heard.said.text.strip()
        if not text or len(text) > MAX_TEXT:
            return NotUnderstood(t("Écrivez juste le quartier, par exemple : *Moungali*."))
        found = [one for one in find_place(text, country=heard.country) if is_placed(one)]
        if not found or found[0].confidence < MIN_CONFIDENCE:
            return NotUnderstood(t("Je ne connais pas le lieu « {place} ».", place=text[:80]))
        return _one_or_suggest(field, found)

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
        text = str(slots.get(SlotName.DESCRIPTION) or said.text).strip()
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
        what = text if amount is None else _PRICE.sub("", text) or None
        return Values({description: what, **({value: amount} if amount is not None else {})})

    return read


def _contents_example() -> Text:
    return t("Dites-moi en quelques mots ce que contient le colis.")


def read_photo(field: str) -> Any:  # noqa: ANN401 - a Reader
    """Read a photo."""

    def read(heard: Heard) -> Read:
        if heard.said.kind is Kind.IMAGE and heard.said.media_id:
            return Values({field: heard.said.media_id}, t("📷 Photo bien reçue."))
        return NotUnderstood(t("J’attends une photo (📎 puis Appareil photo ou Galerie)."))

    return read
