"""Which product: what fits the wish, nine a page; the only one goes by itself."""

from typing import Final

from services.conversation.desks.cards.products import product_words
from services.conversation.dialogue.forms import UNSET, Choice, Draft, Facts, Values
from services.conversation.dialogue.intents import Request
from services.conversation.flows.marketplace.basket import is_called
from services.conversation.flows.marketplace.shops import ELSEWHERE, back_to_cart
from services.conversation.flows.marketplace.towns import other_city
from shared.contracts.orders.calls import GET_PRODUCT, SEARCH
from shared.contracts.orders.catalogue import Product, SearchPage
from shared.texts import Line, as_is, t
from shared.values.money import Money

PAGE: Final = 9  # the tenth row of WhatsApp's list goes on


def needs_products(draft: Draft) -> Request:
    """The line of the cart to change, or the products that fit the wish."""
    if picked := draft.get("picks_line"):
        return Request(GET_PRODUCT, {"product_id": picked})
    shop = draft.get("shop")
    asked = {
        "q": draft.get("wish") or None,
        "city": None if shop else draft["city"],
        "merchant": shop["id"] if shop else None,
        "max_price": draft.get("max_price"),
        "page_size": PAGE,
        "after": draft.get("after"),
    }
    return Request(SEARCH, {name: value for name, value in asked.items() if value is not None})


def known_product(draft: Draft, facts: Facts) -> Values | None:
    """The only product found, or the one whose name was said; else the person's own words."""
    if draft.get("picks_line"):
        return Values({"product": _bare(facts[GET_PRODUCT.name])})
    page = _found(facts)
    if not page.products and (typed := draft.get("typed")):
        return Values({"wish": typed, "typed": UNSET})
    named = [one for one in page.products if is_called(one.name, str(draft.get("wish")))]
    only = named if len(named) == 1 else page.products
    is_whole = page.next is None and draft.get("after") is None
    if len(only) == 1 and (is_whole or only is named):
        return Values({"product": only[0].model_dump(mode="json")})
    return None


def found_lines(draft: Draft, facts: Facts) -> tuple[Line, ...]:
    """Say what was looked for and ask which it is; or that there is nothing, and what may help."""
    page, wish = _found(facts), draft.get("wish")
    shop = draft["shop"]["name"] if draft.get("shop") else draft["city"]
    if page.products:
        what = t("« {wish} »", wish=wish) if wish else t("Les produits")
        example = t("Touchez un article, ou écrivez un autre mot.")
        return (t("🔎 *{what}* · {shop}", what=what, shop=shop), example)
    nothing = t("😕 Je n’ai rien trouvé pour « {wish} » · {shop}.", wish=wish or "…", shop=shop)
    if (most := draft.get("max_price")) is not None:
        return (nothing, t("Rien à moins de {most}. Sans limite de prix ?", most=Money(most)))
    return (nothing, t("Essayez un autre mot, par exemple : _poulet_, _riz_, _savon_."))


def product_choices(draft: Draft, facts: Facts) -> tuple[Choice, ...]:
    """Offer what was found and the next page; or a wider search."""
    page = _found(facts)
    found = [
        Choice(
            str(one.id),
            as_is(one.name),
            {"product": one.model_dump(mode="json")},
            product_words(one),
        )
        for one in page.products
    ]
    if page.next is not None:
        found.append(Choice("next", t("➡️ Suite"), {"product": UNSET, "after": page.next}))
    if found:
        return tuple(found)
    wider: list[Choice] = []
    if draft.get("max_price") is not None:
        wider.append(Choice("any", t("💰 Tous les prix"), {"product": UNSET, "max_price": UNSET}))
    if draft.get("shop"):
        anywhere = {"product": UNSET, "shop": None, "shop_name": UNSET, "kind": UNSET}
        wider.append(Choice("all", t("🏪 Partout"), anywhere))
    return (*wider, *back_to_cart(draft), ELSEWHERE, *other_city(draft))


def _found(facts: Facts) -> SearchPage:
    return SearchPage.model_validate(facts[SEARCH.name])


def _bare(fact: object) -> dict[str, object]:
    return Product.model_validate(fact).model_dump(mode="json")
