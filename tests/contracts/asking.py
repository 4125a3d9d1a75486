"""How the suite asks: every call in a line, by people of Brazzaville."""

from typing import Final
from uuid import UUID, uuid4

from shared.contracts.call import Nothing
from shared.contracts.orders import calls
from shared.contracts.orders.api import (
    CancelRequest,
    Driver,
    DriverCall,
    DutyRequest,
    Job,
    Mission,
    MissionRequest,
    MissionStatus,
    Quote,
    QuoteRequest,
    RatingRequest,
    StepReport,
    Stop,
)
from shared.contracts.orders.api import OrderStatus as At
from shared.contracts.orders.catalogue import ProductDraft, ShelfProduct
from shared.contracts.orders.orders import (
    Activity,
    Cart,
    CartItem,
    CartRequest,
    ContactQuery,
    Order,
    OrderMove,
    OrderRequest,
    PaymentMethod,
)
from shared.values.contact import ContactRef
from shared.values.place import Place
from tests.contracts.world import World

POTO_POTO: Final = Place(label="Poto-Poto", latitude=-4.2590, longitude=15.2790, city="Brazzaville")
BACONGO: Final = Place(label="Bacongo", latitude=-4.2920, longitude=15.2450, city="Brazzaville")
MOUNGALI: Final = Place(label="Moungali", latitude=-4.2480, longitude=15.2640, city="Brazzaville")
PARIS: Final = Place(label="Paris", latitude=48.8566, longitude=2.3522)
AWA: Final = ContactRef(phone="+242065550101", name="Awa Mabiala")
JUNIOR: Final = ContactRef(phone="+242055550102", name="Junior Okemba")
CEDRIC: Final = "+242065550201"
TRESOR: Final = "+242065550202"
MIREILLE: Final = "+242065550301"
GROCER: Final = "+242055550303"


def new_key() -> str:
    """Make an idempotency key."""
    return uuid4().hex


async def quote(world: World) -> Quote:
    asked = QuoteRequest(pickup=POTO_POTO, dropoff=BACONGO)
    return await world.orders.call(calls.MAKE_QUOTE, asked, key=new_key())


def confirmed(found: Quote, *, dropoff: Place = BACONGO, cash: int | None = None) -> MissionRequest:
    return MissionRequest(
        quote_id=found.id,
        client=AWA,
        pickup=Stop(place=POTO_POTO, contact_phone="+242061234500"),
        dropoff=Stop(place=dropoff, contact_name="Marie", contact_phone="+242061234567"),
        cash_to_collect=cash,
    )


async def mission(world: World, *, cash: int | None = None, to: Place = BACONGO) -> Mission:
    request = confirmed(await quote(world), dropoff=to, cash=cash)
    return await world.orders.call(calls.CREATE_MISSION, request, key=new_key())


async def mission_of(
    world: World, phone: str = CEDRIC, *, cash: int | None = None, to: Place = BACONGO
) -> Mission:
    """Order a delivery and let a driver, who is the one asked, take it."""
    made = await mission(world, cash=cash, to=to)
    await accept(world, await world.newest_offer(), by=phone)
    return made


async def accept(world: World, offer_id: UUID, *, by: str = CEDRIC) -> Mission:
    call = DriverCall(driver_phone=by)
    return await world.orders.call(calls.ACCEPT_OFFER, call, key=new_key(), offer_id=str(offer_id))


async def decline(world: World, offer_id: UUID, *, by: str = CEDRIC) -> UUID:
    call = DriverCall(driver_phone=by)
    offer = await world.orders.call(
        calls.DECLINE_OFFER, call, key=new_key(), offer_id=str(offer_id)
    )
    await world.settle()
    return offer.id


async def take(world: World, reference: str, *, by: str = CEDRIC) -> Mission:
    call = DriverCall(driver_phone=by)
    return await world.orders.call(calls.TAKE_JOB, call, key=new_key(), reference=reference)


async def jobs(world: World, *, of: str = CEDRIC) -> list[Job]:
    return (await world.orders.call(calls.LIST_JOBS, Nothing(), phone=of)).jobs


async def step(
    world: World,
    reference: str,
    status: MissionStatus,
    *,
    by: str = CEDRIC,
    code: str | None = None,
    note: str | None = None,
    photo: str | None = None,
) -> Mission:
    report = StepReport(driver_phone=by, status=status, code=code, note=note, photo_media_id=photo)
    moved = await world.orders.call(calls.REPORT_STEP, report, key=new_key(), reference=reference)
    await world.settle()
    return moved


async def deliver(world: World, reference: str, *, by: str = CEDRIC) -> Mission:
    """Bring a parcel to the door, with the client's code."""
    code = (await read(world, reference)).delivery_code
    return await step(world, reference, MissionStatus.DELIVERED, by=by, code=code)


async def read(world: World, reference: str, *, query: ContactQuery | None = None) -> Mission:
    """Read a mission, as our own services do unless somebody is named."""
    who = query or ContactQuery()
    return await world.orders.call(calls.GET_MISSION, who, reference=reference)


async def cancel(world: World, reference: str, *, by: ContactRef = AWA) -> Mission:
    request = CancelRequest(contact=by)
    return await world.orders.call(
        calls.CANCEL_MISSION, request, key=new_key(), reference=reference
    )


async def redeliver(world: World, reference: str, *, by: ContactRef = AWA) -> Mission:
    request = CancelRequest(contact=by)
    return await world.orders.call(
        calls.REDELIVER_MISSION, request, key=new_key(), reference=reference
    )


async def rate(world: World, reference: str, *, stars: int, by: ContactRef = AWA) -> Mission:
    request = RatingRequest(contact=by, stars=stars)
    return await world.orders.call(calls.RATE_MISSION, request, key=new_key(), reference=reference)


async def driver(world: World, phone: str = CEDRIC) -> Driver:
    return await world.orders.call(calls.GET_DRIVER, Nothing(), phone=phone)


async def duty(world: World, phone: str = CEDRIC, *, place: Place | None) -> Driver:
    """Put a driver on duty at a place, or off duty."""
    request = DutyRequest(is_on_duty=place is not None, place=place)
    return await world.orders.call(calls.CHANGE_DUTY, request, key=new_key(), phone=phone)


async def activity(world: World, contact: ContactRef = AWA) -> Activity:
    return await world.orders.call(calls.LIST_ACTIVITY, ContactQuery.of(contact))


async def product(
    world: World, name: str, *, price: int, stock: int, category: str = "Plats", of: str = MIREILLE
) -> ShelfProduct:
    draft = ProductDraft(merchant_phone=of, name=name, price=price, stock=stock, category=category)
    return await world.orders.call(calls.ADD_PRODUCT, draft, key=new_key())


def basket(
    shop: UUID, *items: tuple[ShelfProduct, int], by: ContactRef = AWA, to: Place = BACONGO
) -> CartRequest:
    return CartRequest(
        client=by,
        merchant_id=shop,
        items=[CartItem(product_id=one.id, quantity=number) for one, number in items],
        dropoff=to,
    )


async def price(world: World, request: CartRequest) -> Cart:
    return await world.orders.call(calls.PRICE_CART, request, key=new_key())


def checkout(
    cart: Cart,
    *,
    by: ContactRef = AWA,
    method: PaymentMethod = PaymentMethod.CASH,
    to: Place = BACONGO,
) -> OrderRequest:
    return OrderRequest(cart_id=cart.id, client=by, dropoff=Stop(place=to), payment_method=method)


async def place(
    world: World, request: CartRequest, *, method: PaymentMethod = PaymentMethod.CASH
) -> Order:
    """Price a basket and order it as it was priced."""
    wanted = checkout(await price(world, request), by=request.client, method=method)
    return await world.orders.call(calls.PLACE_ORDER, wanted, key=new_key())


async def move(
    world: World,
    reference: str,
    status: At,
    *,
    by: str = MIREILLE,
    reason: str | None = None,
    code: str | None = None,
) -> Order:
    request = OrderMove(merchant_phone=by, status=status, reason=reason, code=code)
    moved = await world.orders.call(calls.MOVE_ORDER, request, key=new_key(), reference=reference)
    await world.settle()
    return moved


async def order(world: World, reference: str, *, query: ContactQuery | None = None) -> Order:
    """Read an order, as our own services do unless somebody is named."""
    who = query or ContactQuery()
    return await world.orders.call(calls.GET_ORDER, who, reference=reference)


async def left(world: World, product_id: UUID) -> int:
    """Tell how many of a product can still be had."""
    found = await world.orders.call(calls.GET_PRODUCT, Nothing(), product_id=str(product_id))
    return found.left
