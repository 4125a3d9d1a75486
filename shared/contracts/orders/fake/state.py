"""What the fake remembers: contract values by their keys, replaced whole when they change."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Final
from uuid import UUID

from shared.contracts.orders.api import DriverCard, Mission, Offer, Quote, QuoteRequest
from shared.contracts.orders.applications import Application
from shared.contracts.orders.cash import CashEntry, Handover
from shared.contracts.orders.catalogue import Merchant, Seller, ShelfProduct
from shared.contracts.orders.errors import DriverNotFound, MissionNotFound, NotAMerchant
from shared.contracts.orders.orders import Cart, CartRequest, ContactQuery, Order
from shared.errors import Invalid
from shared.values.contact import ContactRef
from shared.values.ids import reference
from shared.values.place import Place

NOON: Final = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CASH_CEILING: Final = 100_000


@dataclass
class FakeDriver:
    """An approved driver, with the journal of the cash in hand, oldest line first."""

    card: DriverCard
    city: str
    is_on_duty: bool = True
    place: Place | None = None
    cash: list[CashEntry] = field(default_factory=list)
    handover: Handover | None = None


@dataclass
class FakeProduct:
    """A product with its shop and the units that left its shelf."""

    shown: ShelfProduct
    merchant_id: UUID
    sold: int = 0

    @property
    def left(self) -> int:
        """What is neither sold nor reserved."""
        return self.shown.stock - self.shown.reserved

    def change(self, **changes: object) -> None:
        """Replace what is shown of it."""
        self.shown = self.shown.model_copy(update=changes)


@dataclass
class State:
    """Everything there is; `now` is moved by hand. `jobs` are references, oldest first.

    Missions are kept as their clients see them; `ratings` are stars by job and rated side;
    `placed` are the orders that carts became.
    """

    now: datetime = NOON
    cash_ceiling: int = CASH_CEILING
    promo_percent: dict[str, int] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    quotes: dict[UUID, tuple[Quote, QuoteRequest]] = field(default_factory=dict)
    missions: dict[str, Mission] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    jobs: list[str] = field(default_factory=list)
    ratings: dict[tuple[str, str], int] = field(default_factory=dict)
    wrong_codes: Counter[tuple[str, str]] = field(default_factory=Counter)
    offers: dict[UUID, Offer] = field(default_factory=dict)
    closed_offers: set[UUID] = field(default_factory=set)
    declined: set[tuple[str, str]] = field(default_factory=set)
    drivers: dict[str, FakeDriver] = field(default_factory=dict)
    merchants: dict[UUID, Merchant] = field(default_factory=dict)
    products: dict[UUID, FakeProduct] = field(default_factory=dict)
    carts: dict[UUID, tuple[Cart, CartRequest]] = field(default_factory=dict)
    placed: dict[UUID, str] = field(default_factory=dict)
    applications: dict[UUID, Application] = field(default_factory=dict)
    wanted_places: dict[UUID, Place] = field(default_factory=dict)
    _numbers: dict[str, "count[int]"] = field(default_factory=dict)

    def number(self, of: str) -> int:
        """Count things of a kind, from 1."""
        return next(self._numbers.setdefault(of, count(1)))

    def name_job(self, prefix: str) -> str:
        """Give a new job its reference and its turn in the history."""
        name = reference(prefix, day=self.now.date(), number=self.number(prefix))
        self.jobs.append(name)
        return name

    def driver(self, phone: str) -> FakeDriver:
        """Return the driver of a phone.

        Raises:
            DriverNotFound: no driver has it.
        """
        if phone not in self.drivers:
            raise DriverNotFound
        return self.drivers[phone]

    def merchant(self, phone: str) -> Merchant:
        """Return the shop of a phone.

        Raises:
            NotAMerchant: no shop has it.
        """
        for merchant in self.merchants.values():
            if merchant.phone == phone:
                return merchant
        raise NotAMerchant

    def seller(self, product: FakeProduct) -> Seller:
        """Return the shop of a product, in short."""
        merchant = self.merchants[product.merchant_id]
        return Seller(id=merchant.id, name=merchant.name, is_open=merchant.is_open)

    def mission(self, reference: str) -> Mission:
        """Return a mission.

        Raises:
            MissionNotFound: there is none of this reference.
        """
        if reference not in self.missions:
            raise MissionNotFound(reference=reference)
        return self.missions[reference]


def is_same_person(owner: ContactRef | None, asker: ContactRef | ContactQuery) -> bool:
    """Whether two descriptions of people share a way to reach them."""
    if owner is None:
        return False
    pairs = (
        (owner.contact_id, asker.contact_id),
        (owner.phone, asker.phone),
        (owner.user_id, asker.user_id),
    )
    return any(one is not None and one == other for one, other in pairs)


def may_read(owners: Iterable[ContactRef | None], query: ContactQuery) -> bool:
    """Whether a query is of one of these people, or of our own services, which see everything.

    Raises:
        Invalid: it names a contact by our id alone.
    """
    if query.phone or query.user_id:
        return any(is_same_person(owner, query) for owner in owners)
    if query.contact_id is not None:
        raise Invalid(reason="phone or user_id is needed beside contact_id")
    return True
