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
