"""Order from a shop: what, from whom, how many; a cart of one shop; where to, paid how.

Turn budget (conversation.md): a known shop's dish in five messages at most. A sentence searches at
any step; prices, stock and fees are orders', shown again before the one tap that confirms.
"""

from collections.abc import Mapping
from typing import Any

from services.conversation.dialogue.forms import Draft, Flow
from services.conversation.flows.marketplace import telling
from services.conversation.flows.marketplace.basket import settle
from services.conversation.flows.marketplace.checkout import done, needs_price
from services.conversation.flows.marketplace.form import MarketplaceForm
from services.conversation.flows.marketplace.overhearing import overhears
from services.conversation.flows.marketplace.refusals import refused
from services.conversation.flows.marketplace.wishes import begun_with
from services.conversation.understanding import Intent as Meaning
from shared.contracts.orders.calls import PLACE_ORDER
from shared.texts import t


def _settled(draft: Draft) -> Mapping[str, Any]:
    return settle(begun_with(draft))


FLOW = Flow(
    name="marketplace",
    version=1,
    title=t("🛍️ Commander"),
    menu_rank=2,
    starts_on=frozenset({Meaning.MARKETPLACE}),
    form=MarketplaceForm,
    settle=_settled,
    needs=needs_price,
    recap=telling.recap,
    done=done,
    told=telling.told,
    refused=refused,
    overhears=overhears,
    places={"dropoff": t("📍 La livraison")},
    ends_with=PLACE_ORDER,
)
