"""A new product, by chat: a photo, a name, a price, how many there are."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from services.conversation.desks.cards.shelf import product_card
from services.conversation.desks.merchant import ROLE
from services.conversation.dialogue.forms import (
    SKIP,
    Choice,
    Draft,
    Facts,
    Flow,
    Heard,
    Question,
    ask,
)
from services.conversation.dialogue.intents import Request
from services.conversation.dialogue.readers import (
    read_amount,
    read_number,
    read_photo,
    read_words,
)
from services.conversation.flows.editing_product import FULLEST_SHELF, MOST_EXPENSIVE
from services.conversation.understanding import parse_amount
from shared.contracts.orders.calls import ADD_PRODUCT, LIST_SHELF
from shared.contracts.orders.catalogue import Shelf
from shared.texts import Line, as_is, t
from shared.values.money import Money

_PRICE_AT_END: Final = re.compile(r"^(?P<name>.*?\D)[\s:,–-]*(?P<price>\d[\d\s.]*\s*\S*)\s*$")
_MOST_CATEGORIES: Final = 9


def from_photo(heard: Heard) -> Mapping[str, Any]:
    """Begin with a picture; its caption may hold the name and the price: "Poulet DG 3500"."""
    caption = " ".join(heard.said.text.split())
    filled: dict[str, Any] = {"photo": heard.said.media_id}
    found = _PRICE_AT_END.match(caption)
    price = parse_amount(found["price"], heard.country).value if found else None
    if found and price:
        filled["price"] = price
        caption = found["name"].strip(" :,–-")
    if 2 <= len(caption) <= 80 and any(char.isalpha() for char in caption):
        filled["name"] = caption
    return filled


def _categories(_draft: Draft, facts: Facts) -> tuple[Choice, ...]:
    shelf = Shelf.model_validate(facts[LIST_SHELF.name])
    known = list(dict.fromkeys(product.category for product in shelf.products))
    return tuple(
        Choice(f"c{at}", as_is(name), {"category": name})
        for at, name in enumerate(known[:_MOST_CATEGORIES])
    )


class AddingProductForm(BaseModel):
    """What a client must see of a product."""

    photo: str | None = ask(
        Question(
            text=t("📷 *Nouveau produit.* Envoyez d’abord sa photo."),
            again=t("📷 Touchez 📎, puis Appareil photo ou Galerie."),
            label=t("📷 La photo"),
            reader=read_photo("photo"),
            choices=(Choice(SKIP, t("Sans photo"), {"photo": None}),),
        )
    )
    name: str | None = ask(
        Question(
            text=t("🏷️ *Comment s’appelle-t-il ?* Ex. _Poulet DG_"),
            again=t("🏷️ Le nom en quelques mots, par exemple : *Poulet DG*."),
            label=t("🏷️ Le nom"),
            reader=read_words("name", why=t("Il me faut un nom."), at_most=80),
        )
    )
    price: int | None = ask(
        Question(
            text=t("💰 *Quel est son prix ?* Ex. _3500_"),
            again=t("💰 Écrivez juste le montant, par exemple : *3500*."),
            label=t("💰 Le prix"),
            reader=read_amount("price", at_most=MOST_EXPENSIVE),
        )
    )
    stock: int | None = ask(
        Question(
            text=t("🔢 *Combien en avez-vous ?* Ex. _12_"),
            again=t("🔢 Écrivez juste le nombre, par exemple : *12*."),
            label=t("🔢 Le stock"),
            reader=read_number("stock", at_least=0, at_most=FULLEST_SHELF),
        )
    )
    category: str | None = ask(
        Question(
            text=t("🗂️ *Dans quelle catégorie ?* Choisissez, ou écrivez-la. Ex. _Plats_"),
            again=t("🗂️ Un mot suffit, par exemple : *Boissons*."),
            label=t("🗂️ La catégorie"),
            reader=read_words("category", why=t("Il me faut une catégorie."), at_most=60),
            choices=_categories,
            needs=lambda _draft: Request(LIST_SHELF),
        )
    )
    description: str | None = ask(
        Question(
            text=t("📝 *Décrivez-le en une phrase.* Ex. _Poulet, plantain, légumes_"),
            again=t("📝 Une phrase suffit."),
            label=t("📝 Une description"),
            reader=read_words("description", why=t("Une phrase suffit."), at_most=500),
            is_offered_only=True,
        )
    )


def _recap(draft: Draft, _facts: Facts) -> tuple[Line, ...]:
    words = draft.get("description")
    return (
        t("🏷️ *{name}*", name=draft["name"]),
        t("💰 {price}", price=Money(draft["price"])),
        t("🔢 {stock} en stock", stock=draft["stock"]),
        t("🗂️ {category}", category=draft["category"]),
        *((t("📝 {words}", words=words),) if words else ()),
        t("📷 Photo jointe") if draft.get("photo") else t("📷 Sans photo"),
        "",
        t("Je le mets en vente ?"),
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    fields = {name: draft[name] for name in ("name", "price", "stock", "category")}
    more = {"description": draft.get("description"), "photo_media_id": draft.get("photo")}
    return Request(ADD_PRODUCT, {**fields, **{k: v for k, v in more.items() if v}})


FLOW = Flow(
    name="adding_product",
    version=1,
    title=t("➕ Nouveau produit"),
    form=AddingProductForm,
    role=ROLE,
    from_photo=from_photo,
    recap=_recap,
    done=_done,
    told=lambda answer: product_card(answer.of(ADD_PRODUCT)),
    ends_with=ADD_PRODUCT,
)
