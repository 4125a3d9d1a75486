"""Every call of the orders service that the chat makes.

A `Call` names its refusals; a test shows that the chat has a line for each of them.
"""

from typing import Final

from shared.contracts.call import Call, Nothing
from shared.contracts.orders import errors as no
from shared.contracts.orders.api import (
    CancelRequest,
    Driver,
    DriverCall,
    DriverHistory,
    DriverHistoryQuery,
    DutyRequest,
    JobList,
    KnownPlace,
    KnownPlaceQuery,
    Mission,
    MissionRequest,
    Offer,
    PositionReport,
    Quote,
    QuoteRequest,
    RatingRequest,
    StepReport,
)
from shared.contracts.orders.applications import (
    Application,
    DriverApplication,
    MerchantApplication,
)
from shared.contracts.orders.cash import CashAccount
from shared.contracts.orders.catalogue import (
    MerchantPage,
    MerchantQuery,
    OpeningRequest,
    Product,
    ProductDraft,
    ProductEdit,
    SearchPage,
    SearchQuery,
    Shelf,
    ShelfProduct,
    ShelfQuery,
)
from shared.contracts.orders.orders import (
    Activity,
    Cart,
    CartRequest,
    ContactQuery,
    HistoryPage,
    LastJob,
    MerchantCall,
    MerchantDesk,
    Order,
    OrderMove,
    OrderRequest,
)
from shared.contracts.orders.privacy import Erasure, ErasureRequest, PersonalData

# Quotes and missions: the client's side.
MAKE_QUOTE: Final = Call(
    "make_quote",
    "POST",
    "/internal/quotes",
    QuoteRequest,
    Quote,
    (no.PlaceNotLocated, no.OutOfArea),
)
CREATE_MISSION: Final = Call(
    "create_mission",
    "POST",
    "/internal/missions",
    MissionRequest,
    Mission,
    (no.QuoteNotFound, no.QuoteExpired, no.QuoteDoesNotMatch),
)
GET_MISSION: Final = Call(
    "get_mission",
    "GET",
    "/internal/missions/{reference}",
    ContactQuery,
    Mission,
    (no.MissionNotFound,),
)
CANCEL_MISSION: Final = Call(
    "cancel_mission",
    "POST",
    "/internal/missions/{reference}/cancel",
    CancelRequest,
    Mission,
    (no.MissionNotFound, no.MissionNotCancellable),
)
RATE_MISSION: Final = Call(
    "rate_mission",
    "POST",
    "/internal/missions/{reference}/rating",
    RatingRequest,
    Mission,
    (no.MissionNotFound, no.MissionNotRatable),
)
REDELIVER_MISSION: Final = Call(
    "redeliver_mission",
    "POST",
    "/internal/missions/{reference}/redelivery",
    CancelRequest,
    Mission,
    (no.MissionNotFound, no.RedeliveryNotAllowed),
)
FIND_PLACE: Final = Call("find_place", "GET", "/internal/places", KnownPlaceQuery, KnownPlace)

# What a person has, had, and may have again.
LIST_ACTIVITY: Final = Call("list_activity", "GET", "/internal/activity", ContactQuery, Activity)
LIST_HISTORY: Final = Call("list_history", "GET", "/internal/history", ContactQuery, HistoryPage)
GET_LAST_JOB: Final = Call("get_last_job", "GET", "/internal/last-job", ContactQuery, LastJob)

# The driver's side.
GET_DRIVER: Final = Call(
    "get_driver", "GET", "/internal/drivers/{phone}", Nothing, Driver, (no.DriverNotFound,)
)
CHANGE_DUTY: Final = Call(
    "change_duty",
    "PUT",
    "/internal/drivers/{phone}/duty",
    DutyRequest,
    Driver,
    (no.DriverNotFound,),
)
REPORT_POSITION: Final = Call(
    "report_position",
    "PUT",
    "/internal/drivers/{phone}/position",
    PositionReport,
    Driver,
    (no.DriverNotFound,),
)
LIST_JOBS: Final = Call(
    "list_jobs", "GET", "/internal/drivers/{phone}/jobs", Nothing, JobList, (no.DriverNotFound,)
)
LIST_DONE_JOBS: Final = Call(
    "list_done_jobs",
    "GET",
    "/internal/drivers/{phone}/history",
    DriverHistoryQuery,
    DriverHistory,
    (no.DriverNotFound,),
)
ACCEPT_OFFER: Final = Call(
    "accept_offer",
    "POST",
    "/internal/offers/{offer_id}/accept",
    DriverCall,
    Mission,
    (
        no.DriverNotFound,
        no.OfferNotFound,
        no.MissionAlreadyTaken,
        no.OfferExpired,
        no.CashCeilingReached,
    ),
)
DECLINE_OFFER: Final = Call(
    "decline_offer",
    "POST",
    "/internal/offers/{offer_id}/decline",
    DriverCall,
    Offer,
    (no.DriverNotFound, no.OfferNotFound),
)
TAKE_JOB: Final = Call(
    "take_job",
    "POST",
    "/internal/missions/{reference}/take",
    DriverCall,
    Mission,
    (
        no.DriverNotFound,
        no.MissionNotFound,
        no.MissionAlreadyTaken,
        no.OfferExpired,
        no.CashCeilingReached,
    ),
)
REPORT_STEP: Final = Call(
    "report_step",
    "POST",
    "/internal/missions/{reference}/steps",
    StepReport,
    Mission,
    (
        no.MissionNotFound,
        no.DriverNotFound,
        no.NotYourMission,
        no.StepNotAllowed,
        no.CodeRequired,
        no.WrongCode,
        no.CodeLocked,
        no.ReasonRequired,
    ),
)
GET_CASH: Final = Call(
    "get_cash", "GET", "/internal/drivers/{phone}/cash", Nothing, CashAccount, (no.DriverNotFound,)
)
START_HANDOVER: Final = Call(
    "start_handover",
    "POST",
    "/internal/drivers/{phone}/handovers",
    DriverCall,
    CashAccount,
    (no.DriverNotFound, no.NothingToHandOver),
)

# Shopping.
LIST_MERCHANTS: Final = Call(
    "list_merchants", "GET", "/internal/merchants", MerchantQuery, MerchantPage
)
SEARCH: Final = Call("search", "GET", "/internal/search", SearchQuery, SearchPage)
GET_PRODUCT: Final = Call(
    "get_product",
    "GET",
    "/internal/products/{product_id}",
    Nothing,
    Product,
    (no.ProductNotFound,),
)
PRICE_CART: Final = Call(
    "price_cart",
    "POST",
    "/internal/carts",
    CartRequest,
    Cart,
    (
        no.MerchantNotFound,
        no.MerchantClosed,
        no.ProductNotFound,
        no.OutOfStock,
        no.PlaceNotLocated,
        no.OutOfArea,
    ),
)
PLACE_ORDER: Final = Call(
    "place_order",
    "POST",
    "/internal/orders",
    OrderRequest,
    Order,
    (no.CartNotFound, no.CartStale, no.OutOfStock, no.MerchantClosed, no.ProductNotFound),
)
GET_ORDER: Final = Call(
    "get_order", "GET", "/internal/orders/{reference}", ContactQuery, Order, (no.OrderNotFound,)
)
CANCEL_ORDER: Final = Call(
    "cancel_order",
    "POST",
    "/internal/orders/{reference}/cancel",
    CancelRequest,
    Order,
    (no.OrderNotFound, no.OrderNotCancellable),
)
RATE_ORDER: Final = Call(
    "rate_order",
    "POST",
    "/internal/orders/{reference}/rating",
    RatingRequest,
    Order,
    (no.OrderNotFound, no.OrderNotRatable),
)

# The merchant's side.
GET_DESK: Final = Call(
    "get_desk",
    "GET",
    "/internal/merchants/{phone}/desk",
    Nothing,
    MerchantDesk,
    (no.NotAMerchant,),
)
LIST_SHELF: Final = Call(
    "list_shelf",
    "GET",
    "/internal/merchants/{phone}/shelf",
    ShelfQuery,
    Shelf,
    (no.NotAMerchant,),
)
ADD_PRODUCT: Final = Call(
    "add_product",
    "POST",
    "/internal/products",
    ProductDraft,
    ShelfProduct,
    (no.NotAMerchant, no.ImageRefused),
)
EDIT_PRODUCT: Final = Call(
    "edit_product",
    "PATCH",
    "/internal/products/{product_id}",
    ProductEdit,
    ShelfProduct,
    (no.NotAMerchant, no.ProductNotFound, no.StockBelowReserved, no.ImageRefused),
)
SET_OPENING: Final = Call(
    "set_opening",
    "PUT",
    "/internal/merchants/{phone}/opening",
    OpeningRequest,
    MerchantDesk,
    (no.NotAMerchant,),
)
MOVE_ORDER: Final = Call(
    "move_order",
    "POST",
    "/internal/orders/{reference}/moves",
    OrderMove,
    Order,
    (
        no.NotAMerchant,
        no.OrderNotFound,
        no.OrderMoveNotAllowed,
        no.PaymentAwaited,
        no.ReasonRequired,
        no.CodeRequired,
        no.WrongCode,
        no.CodeLocked,
    ),
)
CONFIRM_PAYMENT: Final = Call(
    "confirm_payment",
    "POST",
    "/internal/orders/{reference}/payment",
    MerchantCall,
    Order,
    (no.NotAMerchant, no.OrderNotFound, no.PaymentNotAwaited),
)

# Becoming a driver or a merchant.
APPLY_AS_DRIVER: Final = Call(
    "apply_as_driver",
    "POST",
    "/internal/applications/drivers",
    DriverApplication,
    Application,
    (no.ApplicationPending, no.AlreadyRegistered, no.PhoneUnknown, no.OutOfArea),
)
APPLY_AS_MERCHANT: Final = Call(
    "apply_as_merchant",
    "POST",
    "/internal/applications/merchants",
    MerchantApplication,
    Application,
    (
        no.ApplicationPending,
        no.AlreadyRegistered,
        no.PhoneUnknown,
        no.OutOfArea,
        no.PlaceNotLocated,
    ),
)

# A person's own data.
GET_PERSONAL_DATA: Final = Call(
    "get_personal_data", "GET", "/internal/people/data", ContactQuery, PersonalData
)
ERASE_PERSON: Final = Call(
    "erase_person",
    "POST",
    "/internal/people/erasure",
    ErasureRequest,
    Erasure,
    (
        no.MissionStillRunning,
        no.OrderStillRunning,
        no.DriverStillDriving,
        no.CashStillInHand,
        no.ShopHasOpenOrders,
    ),
)

CALLS: Final = {call.name: call for call in list(globals().values()) if isinstance(call, Call)}
