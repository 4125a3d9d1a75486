"""Ordering from a shop: in one sentence when it is known, or by looking around."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bench.people.errands.customer import Customer
from bench.people.moves import Move, Why, pin, tap, write
from bench.people.personas import Errand
from bench.people.phrases import Say
from bench.people.reading import Shown, Topic, is_same_name, told
from bench.people.town import Town
from bench.people.wishes import Basket
from services.conversation.understanding import normalise
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.orders import PaymentMethod
from shared.values.place import Place, distance_m

_OFF_BY_M: Final = 200.0
_MOST_TRIES: Final = 2
_IN_CART: Final = frozenset({Topic.CART, Topic.PAYMENT, Topic.READ_BACK})
_LOST: Final = 2  # times on another errand's way
_PAYMENTS: Final = {
    PaymentMethod.CASH: ("💵 Espèces", Say.CASH),
    PaymentMethod.MOBILE_MONEY: ("📱 Mobile money", Say.MOBILE_MONEY),
    PaymentMethod.TRANSFER: ("🏦 Virement", Say.TRANSFER),
}


@dataclass
class BuyGoods:
    """A customer who wants something from a shop; `said` is the address as it was written."""

    who: Customer
    wants: Basket
    errand: Errand
    said: str = ""
    pinned: tuple[float, float] | None = None
    fixes: int = 0
    wishes: int = 0
    astray: int = 0
    correction_messages: int = 0
    is_over: bool = False

    def opening(self) -> Move:
        """Begin: with the whole order in one sentence, or with the wish to order."""
        if self.errand is Errand.SHOP_SENTENCE:
            return write(self.who.speaker.order(self.wants))
        if self.who.only_taps:
            return write(self.who.speaker.say(Say.HELLO), why=Why.WHIM)
        return write(self.who.speaker.say(Say.SHOP))

    def answer(self, shown: Shown) -> Move | None:
        """Answer what is asked; None when this person does not know what to do."""
        usual = self.who.usual(shown)
        in_cart = shown.labelled("🛒 Voir le panier")
        if usual is None and in_cart is not None:  # there is no more to buy
            return tap(in_cart, is_row=shown.is_list)
        if usual is not None or (shown.topic is None and self.astray < _LOST):
            return usual
        self.is_over = shown.topic is Topic.ORDERED
        answers: Mapping[Topic | None, Callable[[Shown], Move | None]] = {
            None: lambda _: write("menu"),
            Topic.PICKUP: self._turn_round,
            Topic.DROPOFF: self._turn_round,
            Topic.CONTACT: self._turn_round,
            Topic.CONTENTS: self._turn_round,
            Topic.CITY: self._city,
            Topic.WISH: self._wish,
            Topic.SHOP: self._find,
            Topic.PRODUCT: self._find,
            Topic.QUANTITY: self._count,
            Topic.CART: self._cart,
            Topic.ONE_SHOP: lambda at: _tapped(at, "🛒 Garder le mien"),
            Topic.ADDRESS: lambda _: self._address(),
            Topic.WHICH: self._which,
            Topic.PAYMENT: self._pay,
            Topic.READ_BACK: self._read_back,
            Topic.UNHEARD: lambda at: self.who.insist(at, amiss=self.fixes > 0),
            Topic.EDIT: lambda at: _tapped(at, "📍 L’adresse"),
            Topic.MENU: lambda at: _tapped(at, "🛍️ Commander"),
        }
        answer = answers.get(shown.topic)
        return answer(shown) if answer is not None else None

    def change_mind(self, shown: Shown) -> Move | None:
        """Want another number of it, once it is in the cart."""
        if shown.topic not in _IN_CART or self.correction_messages:
            return None
        self.correction_messages = 1
        self.wants = replace(self.wants, quantity=self.wants.quantity % 3 + 1)
        return write(self.who.speaker.recount(self.wants), why=Why.CORRECTION)

    async def check(self, town: Town) -> str | None:
        """Compare with what the database holds; tell what is wrong."""
        orders = await town.orders_of(self.who.phone.e164)
        if len(orders) != 1:
            return f"{len(orders)} orders"
        order, lines = orders[0]
        wants = self.wants
        facts = {
            "items": [(one.name, one.quantity) for one in lines]
            == [(wants.product.name, wants.quantity)],
            "address": self._is_there(order.dropoff["place"]),
            "payment": order.payment_method is wants.payment,
            "status": order.status is OrderStatus.PENDING,
        }
        wrong = [name for name, is_right in facts.items() if not is_right]
        return ", ".join(wrong) if wrong else None

    def _is_there(self, stored: dict[str, object]) -> bool:
        entry = self.wants.address
        latitude, longitude = self.pinned or (entry.latitude, entry.longitude)
        meant = Place(label="?", latitude=latitude, longitude=longitude)
        place = Place.model_validate(stored)
        return place.is_located and distance_m(meant, place) < _OFF_BY_M

    def _wish(self, shown: Shown) -> Move:
        """Look by kind of shop, or name the product."""
        self.wishes += 1
        kind = shown.option(self.wants.product.kind)
        browses = self.who.only_taps or self.who.does(self.who.persona.taps)
        if kind is not None and browses and self.wishes == 1:
            return tap(kind, is_row=shown.is_list)
        return write(self.wants.product.called if self.wishes == 1 else self._in_words())

    def _in_words(self) -> str:
        wants = self.wants.product
        return f"{wants.called} {self.who.speaker.shop(wants.shop)}"

    def _find(self, shown: Shown) -> Move | None:
        """Tap the shop or the product, look further, or search in other words."""
        wants = self.wants.product
        for title in (wants.name, wants.shop):
            if (option := shown.option(title)) is not None:
                return tap(option, is_row=shown.is_list)
        for label in ("➡️ Suite", "🔎 Autre recherche"):
            if (move := _tapped(shown, label)) is not None:
                return move
        return write(self._in_words())

    def _turn_round(self, _shown: Shown) -> Move:
        """Say that it is no parcel; drop that errand when this is not heard."""
        self.astray += 1
        return write(self.who.speaker.say(Say.SHOP if self.astray < _LOST else Say.STOP))

    def _city(self, shown: Shown) -> Move:
        city = self.wants.product.city
        return self.who.pick(shown, city, city)

    def _count(self, shown: Shown) -> Move:
        """Say how many; of another product none."""
        if self.wants.product.name not in shown.body:
            return write(self._in_words())
        quantity, speaker = self.wants.quantity, self.who.speaker
        said = speaker.say(Say.COUNT, q=speaker.count(quantity))
        return self.who.pick(shown, str(quantity), said)

    def _cart(self, shown: Shown) -> Move:
        return self.who.choose(shown, "✅ Commander", self.who.speaker.say(Say.YES))

    def _which(self, shown: Shown) -> Move | None:
        address = self.wants.address
        option = shown.option_with(address.name, city=address.city)
        return tap(option, is_row=shown.is_list) if option is not None else None

    def _pay(self, shown: Shown) -> Move:
        label, say = _PAYMENTS[self.wants.payment]
        return self.who.choose(shown, label, self.who.speaker.say(say))

    def _address(self) -> Move:
        entry = self.wants.address
        if self.who.does(self.who.persona.pins):
            self.pinned = (entry.latitude + 0.001, entry.longitude - 0.001)
            return pin(*self.pinned)
        self.pinned = None
        self.said = self.who.speaker.say(Say.PLACE, p=self.who.speaker.place(entry))
        return write(self.said)

    def _read_back(self, shown: Shown) -> Move | None:
        """Look the order over; a wrong address is set right, anything else is not ordered."""
        place = (told(shown, "📍 Livraison : *{place}*") or {}).get("place", "")
        count = f"{self.wants.quantity} × {self.wants.product.name}"
        if count in shown.body and self._is_named(place):
            self.fixes = 0
            return self.who.agree(shown)
        self.fixes += 1
        if self.fixes > 2 * _MOST_TRIES:
            return None
        if count not in shown.body:
            self.correction_messages += self.correction_messages > 0
            return write(self.who.speaker.recount(self.wants))
        return _tapped(shown, "✏️ Modifier")

    def _is_named(self, label: str) -> bool:
        is_as_written = bool(label) and normalise(label) == normalise(self.said)
        is_meant = is_as_written or is_same_name(label, self.wants.address.name)
        return self.pinned is not None or is_meant


def _tapped(shown: Shown, label: str) -> Move | None:
    option = shown.labelled(label)
    return tap(option, is_row=shown.is_list) if option is not None else None
