"""What is in the cart of a draft, and how it changes. Its amounts are shown, orders' are paid."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conversation.dialogue.forms import UNSET, Draft
from services.conversation.flows.marketplace.other_names import in_french
from services.conversation.understanding import normalise
from shared.contracts.orders.api import Francs
from shared.contracts.orders.catalogue import Product
from shared.texts import Text, t
from shared.values.money import Money

MOST: Final = 99
_ARTICLES: Final = frozenset(
    {"l", "le", "la", "les", "un", "une", "du", "de", "des", "d", "au", "the", "an", "some", "ya"}
)
SOUGHT: Final = ("wish", "typed", "max_price", "kind", "shop_name", "shop", "after", "shops_after")
"""The fields of one search; they go when something was found and taken."""
ANEW: Final[Mapping[str, Any]] = dict.fromkeys(
    (*SOUGHT, "product", "quantity", "wanted", "picks_line"), UNSET
)
"""Begins a search again."""


class Line(BaseModel):
    """A product in the cart, at the price it was shown at."""

    model_config = ConfigDict(frozen=True)

    product_id: UUID
    name: str
    price: Francs
    quantity: Annotated[int, Field(ge=1, le=MOST)]

    @property
    def words(self) -> Text:
        """Tell it in one line."""
        total = Money(self.price * self.quantity)
        return t("• {count} × {name} : {total}", count=self.quantity, name=self.name, total=total)


def lines_of(draft: Draft) -> list[Line]:
    """List what is in the cart."""
    return [Line.model_validate(one) for one in draft.get("items") or []]


def subtotal(draft: Draft) -> Money:
    """Add up the cart."""
    return Money(sum(line.price * line.quantity for line in lines_of(draft)))


def stored(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Write lines as they are kept in a draft."""
    return [line.model_dump(mode="json") for line in lines]


def line_called(draft: Draft, words: str) -> Line | None:
    """Find the line that somebody names: "le poulet" is Poulet mayo."""
    said = " ".join(word for word in normalise(words).split() if word not in _ARTICLES)
    wanted = set(_singular(said).split())
    matching = [line for line in lines_of(draft) if wanted & set(_singular(line.name).split())]
    return matching[0] if len(matching) == 1 else None


def line_meant(draft: Draft, words: str) -> Line | None:
    """Find the line all of whose said words it bears: "poulet DG" is never Poulet mayo."""
    line = line_called(draft, words)
    said = {one for one in _singular(words).split() if one not in _ARTICLES}
    return line if line is not None and said <= set(_singular(line.name).split()) else None


def is_called(name: str, words: str) -> bool:
    """Whether a product's name is what was said, but for accents, case and plural."""
    return _singular(name) == _singular(words)


def with_quantity(draft: Draft, product_id: object, quantity: int) -> dict[str, Any]:
    """Change how many of a product are in the cart; 0 takes it out."""
    lines = [
        line.model_copy(update={"quantity": quantity}) if _is(line, product_id) else line
        for line in lines_of(draft)
        if quantity or not _is(line, product_id)
    ]
    return {"items": stored(lines)}


def room_for(draft: Draft, product: Product) -> int:
    """How many more of a product can be put in the cart."""
    held = sum(line.quantity for line in lines_of(draft) if _is(line, product.id))
    held = 0 if draft.get("picks_line") else held
    return max(0, min(product.left, MOST) - held) if product.seller.is_open else 0


def settle(draft: Draft) -> Mapping[str, Any]:
    """Put what was chosen and counted into the cart; an empty cart is no longer complete."""
    if not draft.get("product") or draft.get("quantity") is None:
        return draft if draft.get("items") != [] else _without(draft, ("is_complete", "adds"))
    product = Product.model_validate(draft["product"])
    kept = dict(_without(draft, (*ANEW, "adds", "later")))
    kept["seller"] = product.seller.model_dump(mode="json")
    kept |= _with_more(draft, product)
    if later := draft.get("later"):
        kept |= {**later[0], "later": later[1:], "shop": kept["seller"]}
    return settle(kept)


def _with_more(draft: Draft, product: Product) -> dict[str, Any]:
    """Put the product at hand into the cart, or set the line that is being changed."""
    counted, lines = int(draft["quantity"]), lines_of(draft)
    old = next((line for line in lines if _is(line, product.id)), None)
    if old is not None:
        now = counted if draft.get("picks_line") else old.quantity + counted
        return with_quantity(draft, product.id, min(now, MOST))
    new = Line(product_id=product.id, name=product.name, price=product.price, quantity=counted)
    return {"items": stored([*lines, new])}


def _is(line: Line, product_id: object) -> bool:
    return str(line.product_id) == str(product_id)


def _singular(words: str) -> str:
    return " ".join(word.removesuffix("s") for word in normalise(in_french(words)).split())


def _without(draft: Draft, names: Iterable[str]) -> dict[str, Any]:
    gone = set(names)
    return {name: value for name, value in draft.items() if name not in gone}
