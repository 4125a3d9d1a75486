"""The fake itself: carries calls out on its state, each command once by its key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from shared.contracts.call import Answer, Body, Call
from shared.contracts.orders.api import Mission, Offer
from shared.contracts.orders.applications import Application
from shared.contracts.orders.cash import CashEntry, CashKind
from shared.contracts.orders.catalogue import Merchant, ShelfProduct
from shared.contracts.orders.errors import HandoverNotFound, WrongCode
from shared.contracts.orders.fake import applications, dispatch, order_moves, town
from shared.contracts.orders.fake.quotes import LEARNED_AFTER
from shared.contracts.orders.fake.state import NOON, State
from shared.contracts.orders.fake.table import ANSWERS
from shared.contracts.orders.fake.words import fold
from shared.errors import AppError, IdempotencyKeyReused
from shared.values.place import Place

_Slot = tuple[str, tuple[tuple[str, str], ...], str]


@dataclass
class FakeOrders:
    """Behaves like the orders service. `now` is moved by hand; `asked` are the calls made of it.

    What no call can do is a method: approve a driver, open a shop, hand cash over at the office.
    """

    state: State = field(default_factory=State)
    asked: list[str] = field(default_factory=list)
    _answers: dict[_Slot, tuple[BaseModel, BaseModel | WrongCode]] = field(default_factory=dict)
    _failure: AppError | None = None

    @classmethod
    def with_town(cls, *, now: datetime = NOON) -> Self:
        """Make one with two shops and two drivers of Brazzaville, who are on duty."""
        fake = cls(State(now=now))
        town.settle_in(fake.state)
        return fake

    async def call(
        self, call: Call[Body, Answer], body: Body, *, key: str | None = None, **path: str
    ) -> Answer:
        """Carry a call out, as `carry_out` does.

        Raises:
            AppError: the refusal that the service would give.
        """
        return self.carry_out(call, body, key=key, **path)

    def carry_out(
        self, call: Call[Body, Answer], body: Body, *, key: str | None = None, **path: str
    ) -> Answer:
        """Carry a call out, a command once by its key; a refusal changes nothing.

        But a wrong code is counted, and the same guess under the same key is counted once.

        Raises:
            AppError: the refusal that the service would give.
            IdempotencyKeyReused: the key came with another request.
        """
        self.asked.append(call.name)
        if self._failure is not None:
            raise self._failure
        self._pass_time()
        if key is None or call.method == "GET":
            return call.answer.model_validate(self._produce(call.name, body, path))
        slot = (call.name, tuple(sorted(path.items())), key)
        if slot not in self._answers:
            self._answers[slot] = (body, self._guess(call.name, body, path))
        known, outcome = self._answers[slot]
        if known != body:
            raise IdempotencyKeyReused
        if isinstance(outcome, WrongCode):
            raise outcome
        return call.answer.model_validate(outcome)

    def _guess(self, name: str, body: BaseModel, path: Mapping[str, str]) -> BaseModel | WrongCode:
        try:
            return self._produce(name, body, path)
        except WrongCode as wrong:
            return wrong

    def _produce(self, name: str, body: BaseModel, path: Mapping[str, str]) -> BaseModel:
        return ANSWERS[name](self.state, body, **path)

    def fail_with(self, error: AppError | None) -> None:
        """Refuse every call with this error until told None."""
        self._failure = error

    @property
    def now(self) -> datetime:
        """The fake's clock."""
        return self.state.now

    @now.setter
    def now(self, moment: datetime) -> None:
        self.state.now = moment

    @property
    def missions(self) -> dict[str, Mission]:
        """All missions by reference, as their clients see them."""
        return self.state.missions

    @property
    def offers(self) -> dict[UUID, Offer]:
        """All offers made so far, oldest first."""
        return self.state.offers

    def add_driver(
        self, phone: str, *, name: str, city: str = "Brazzaville", at: Place | None = None
    ) -> None:
        """Approve a driver, on duty."""
        town.add_driver(self.state, phone, name=name, city=city, at=at)

    def add_merchant(
        self, phone: str, *, name: str, place: Place, kind: str = "Restaurant"
    ) -> Merchant:
        """Open a shop; the place names its city."""
        return town.add_merchant(self.state, phone, name=name, place=place, kind=kind)

    def add_product(
        self, merchant: Merchant, name: str, *, price: int, stock: int, category: str = "Plats"
    ) -> ShelfProduct:
        """Put a product with a picture on a shop's shelf."""
        return town.add_product(
            self.state, merchant, name, price=price, stock=stock, category=category
        )

    def product(self, name: str) -> ShelfProduct:
        """Find a product by its exact name.

        Raises:
            KeyError: no shop has it.
        """
        for product in self.state.products.values():
            if product.shown.name == name:
                return product.shown
        raise KeyError(name)

    def offer(self, reference: str, *, to: str) -> Offer:
        """Ask this driver alone, as dispatch does."""
        state = self.state
        return dispatch.offer_to(state, state.mission(reference), state.driver(to))

    def approve(self, application_id: UUID) -> Application:
        """Let an applicant in, as an admin does."""
        return applications.approve(self.state, application_id)

    def reject(self, application_id: UUID, *, reason: str) -> Application:
        """Turn an applicant down, as an admin does."""
        return applications.reject(self.state, application_id, reason=reason)

    def take_over_cash(self, phone: str) -> int:
        """Confirm a driver's hand-over at the office; returns the amount.

        Raises:
            HandoverNotFound: the driver started none.
        """
        driver = self.state.driver(phone)
        if driver.handover is None:
            raise HandoverNotFound(handover_id=phone)
        amount = driver.handover.amount
        driver.cash.append(
            CashEntry(kind=CashKind.HANDED_OVER, amount=amount, reference=None, at=self.now)
        )
        driver.handover = None
        return amount

    def learn(self, phrase: str, *, place: Place) -> None:
        """Let a phrase have led drivers to a place often enough."""
        self.state.places.setdefault(fold(phrase), []).extend([place] * LEARNED_AFTER)

    def _pass_time(self) -> None:
        order_moves.give_up_unpaid(self.state)
        dispatch.pass_expired_offers_on(self.state)
