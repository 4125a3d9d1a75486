"""Refusals of orders that a caller may catch; the chat has a sentence for each code."""

from shared.errors import AppError, Conflict, Invalid, NotAllowed, NotFound


class PlaceNotLocated(Invalid):
    """A price needs coordinates for both ends."""

    code, detail = "place_not_located", "The {end} has no coordinates."


class OutOfArea(Invalid):
    """Pick-up and drop-off are too far apart, or in no city we serve."""

    code, detail = "out_of_area", "We do not deliver from {pickup} to {dropoff}."


class QuoteNotFound(NotFound):
    """There is no such quote."""

    code, detail = "quote_not_found", "There is no quote {quote_id}."


class QuoteExpired(Conflict):
    """The price no longer holds; ask for a new one."""

    code, detail = "quote_expired", "Quote {quote_id} has expired."


class QuoteDoesNotMatch(Conflict):
    """The quote was for another way; ask for a new one."""

    code, detail = "quote_does_not_match", "Quote {quote_id} is for another {end}."


class MissionNotFound(NotFound):
    """There is no such mission, or it is not the caller's."""

    code, detail = "mission_not_found", "There is no mission {reference}."


class MissionNotCancellable(Conflict):
    """The parcel is already with the driver, or the mission is over."""

    code, detail = "mission_not_cancellable", "Mission {reference} is {status}."


class MissionNotRatable(Conflict):
    """Only a delivered mission is rated."""

    code, detail = "mission_not_ratable", "Mission {reference} is {status}, not delivered."


class StepNotAllowed(Conflict):
    """The reported step does not follow from where the mission is."""

    code, detail = "step_not_allowed", "Mission {reference} is {status}; {step} does not follow."


class OfferNotFound(NotFound):
    """There is no such offer for this driver."""

    code, detail = "offer_not_found", "There is no offer {offer_id} for this driver."


class OfferExpired(Conflict):
    """The time to answer is over."""

    code, detail = "offer_expired", "Offer {offer_id} has expired."


class MissionAlreadyTaken(Conflict):
    """Another driver was faster."""

    code, detail = "mission_already_taken", "Mission {reference} was taken by another driver."


class DriverNotFound(NotFound):
    """No approved driver has this phone."""

    code, detail = "driver_not_found", "No driver has this phone."


class NotYourMission(NotAllowed):
    """Another driver has this mission."""

    code, detail = "not_your_mission", "Mission {reference} belongs to another driver."


class UnknownStatus(Invalid):
    """A partner's status is none of the accepted words; they are listed in `accepted`."""

    code, detail = "unknown_status", "Unknown status {status}; accepted: {accepted}."


class PartnerNotFound(NotFound):
    """No partner has this id."""

    code, detail = "partner_not_found", "There is no partner {partner_id}."


class MalformedBody(AppError):
    """What a partner sent is not a JSON object."""

    code, status, detail = "malformed_body", 400, "The body is not a JSON object."


class MerchantNotFound(NotFound):
    """There is no such merchant."""

    code, detail = "merchant_not_found", "There is no merchant {merchant_id}."


class ProductNotFound(NotFound):
    """There is no such product, or it is not the caller's."""

    code, detail = "product_not_found", "There is no product {product_id}."


class OutOfStock(Conflict):
    """Somebody was faster, or more was asked than there is; `left` is what can be had."""

    code, detail = "out_of_stock", "Of {product} only {left} are left."


class StockBelowReserved(Conflict):
    """The shelf cannot hold less than what is already promised to clients."""

    code, detail = "stock_below_reserved", "{reserved} of {product} are promised to clients."


class MerchantClosed(Conflict):
    """The shop takes no orders now."""

    code, detail = "merchant_closed", "{merchant} is closed."


class NotAMerchant(NotFound):
    """No approved merchant has this phone."""

    code, detail = "not_a_merchant", "No merchant has this phone."


class CartNotFound(NotFound):
    """There is no such cart, or it is not the caller's."""

    code, detail = "cart_not_found", "There is no cart {cart_id}."


class CartStale(Conflict):
    """The cart expired or a price changed; `cart` in the parameters is a fresh one."""

    code, detail = "cart_stale", "Cart {cart_id} no longer holds."


class OrderNotFound(NotFound):
    """There is no such order, or it is not the caller's."""

    code, detail = "order_not_found", "There is no order {reference}."


class OrderMoveNotAllowed(Conflict):
    """The move does not follow from where the order is, or is not this party's to make."""

    code, detail = (
        "order_move_not_allowed",
        "Order {reference} is {status}; {move} does not follow.",
    )


class OrderNotCancellable(Conflict):
    """The order is already being brought, or over."""

    code, detail = "order_not_cancellable", "Order {reference} is {status}."


class OrderNotEditable(Conflict):
    """The shop has answered, or the order is paid: what it holds is settled."""

    code, detail = "order_not_editable", "Order {reference} is {status}."


class OrderNotRatable(Conflict):
    """Only a delivered order is rated."""

    code, detail = "order_not_ratable", "Order {reference} is {status}, not delivered."


class PaymentNotAwaited(Conflict):
    """The order waits for no payment."""

    code, detail = "payment_not_awaited", "Order {reference} waits for no payment."


class PaymentAwaited(Conflict):
    """The order goes on only once it is paid."""

    code, detail = "payment_awaited", "Order {reference} is not paid yet."


class ReasonRequired(Invalid):
    """The other side is owed a reason."""

    code, detail = "reason_required", "Say why: {what} needs a reason."


class CodeRequired(Invalid):
    """The step is proved by a four-digit code, or by a photo where one may stand for it."""

    code, detail = "code_required", "Mission {reference} needs the code."


class WrongCode(Invalid):
    """The code is another one; `tries_left` may still be made."""

    code, detail = "wrong_code", "The code is wrong; {tries_left} tries are left."


class CodeLocked(Conflict):
    """Too many wrong codes: a photo, or the team, must help."""

    code, detail = "code_locked", "Too many wrong codes for {reference}."


class RedeliveryNotAllowed(Conflict):
    """Only a returned parcel is sent out again, once at a time."""

    code, detail = "redelivery_not_allowed", "Mission {reference} is {status}."


class CashCeilingReached(Conflict):
    """The driver holds too much of other people's cash for another job with cash."""

    code, detail = "cash_ceiling_reached", "{in_hand} in hand, {ceiling} at most."


class NothingToHandOver(Conflict):
    """The driver holds no cash."""

    code, detail = "nothing_to_hand_over", "There is no cash in hand."


class HandoverNotFound(NotFound):
    """There is no such hand-over, or it is over."""

    code, detail = "handover_not_found", "There is no open hand-over {handover_id}."


class HandoverNotConfirmed(Conflict):
    """Cash that nobody counted cannot go to the bank."""

    code, detail = "handover_not_confirmed", "Hand-over {handover_id} is not confirmed."


class HandoverAlreadyBanked(Conflict):
    """The hand-over went to the bank under another reference."""

    code, detail = "handover_already_banked", "Hand-over {handover_id} was banked before."


class ApplicationNotFound(NotFound):
    """There is no such application."""

    code, detail = "application_not_found", "There is no application {application_id}."


class ApplicationPending(Conflict):
    """The same person already waits for a decision."""

    code, detail = "application_pending", "An application of {phone} is under review."


class AlreadyRegistered(Conflict):
    """The phone already is what it applies to become."""

    code, detail = "already_registered", "{phone} is already registered."


class ApplicationDecided(Conflict):
    """The application was decided otherwise before."""

    code, detail = "application_decided", "The application is {state}."


class PhoneUnknown(Invalid):
    """The channel did not tell a phone, and this needs one."""

    code, detail = "phone_unknown", "A phone number is needed for this."


class MissionStillRunning(Conflict):
    """Who sends a parcel is forgotten once it has arrived."""

    code, detail = "mission_still_running", "Mission {reference} is under way."


class OrderStillRunning(Conflict):
    """Who ordered something is forgotten once it has arrived."""

    code, detail = "order_still_running", "Order {reference} is under way."


class DriverStillDriving(Conflict):
    """A driver is forgotten once the last job is over."""

    code, detail = "driver_still_driving", "The driver has a mission under way."


class CashStillInHand(Conflict):
    """A driver is forgotten once the cash is handed over."""

    code, detail = "cash_still_in_hand", "{in_hand} of other people's cash is in hand."


class ShopHasOpenOrders(Conflict):
    """A merchant is forgotten once every order is served."""

    code, detail = "shop_has_open_orders", "The shop has open orders."


class ImageRefused(Invalid):
    """The picture is of a wrong type, too large, broken, or behind a private address."""

    code, detail = "image_refused", "The picture was refused: {reason}."


class ImageNotFound(NotFound):
    """There is no such picture, or it is not ready."""

    code, detail = "image_not_found", "There is no picture {image_id}."


class EndpointNotFound(NotFound):
    """The partner has no such endpoint."""

    code, detail = "endpoint_not_found", "There is no endpoint {endpoint_id}."


class PartnerNameTaken(Conflict):
    """A partner of this name exists; its key can be rotated."""

    code, detail = "partner_name_taken", "There is already a partner called {name}."


class SecretRotationUnderWay(Conflict):
    """The secret before this one still holds; a third one would end it too early."""

    code, detail = "secret_rotation_under_way", "The previous secret holds until {until}."


class ExternalIdTaken(Conflict):
    """The partner has a mission of this id, asked for with another Idempotency-Key."""

    code, detail = "external_id_taken", "{external_id} is mission {reference} already."


class UnknownEventType(Invalid):
    """The event type is none of those we tell; they are listed in `accepted`."""

    code, detail = "unknown_event_type", "Unknown event type {event_type}; accepted: {accepted}."


class TooManyEndpoints(Conflict):
    """A partner has no more than `limit` endpoints."""

    code, detail = "too_many_endpoints", "A partner has {limit} endpoints at most."


class EndpointDisabled(Conflict):
    """The endpoint is told nothing; it must be enabled first."""

    code, detail = "endpoint_disabled", "Endpoint {endpoint_id} is disabled; enable it first."
