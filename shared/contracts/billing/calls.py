"""The calls of billing about promo codes."""

from typing import Final

from shared.contracts.billing.api import (
    PromoAnswer,
    PromoCheck,
    PromoReservation,
    ReservationCall,
)
from shared.contracts.billing.errors import PromoRefused
from shared.contracts.call import Call

CHECK_PROMO: Final = Call(
    "check_promo", "GET", "/internal/promo/check", PromoCheck, PromoAnswer, (PromoRefused,)
)
RESERVE_PROMO: Final = Call(
    "reserve_promo",
    "POST",
    "/internal/promo/reservations",
    PromoReservation,
    PromoAnswer,
    (PromoRefused,),
)
COMMIT_PROMO: Final = Call(
    "commit_promo", "POST", "/internal/promo/commits", ReservationCall, ReservationCall
)
RELEASE_PROMO: Final = Call(
    "release_promo", "POST", "/internal/promo/releases", ReservationCall, ReservationCall
)
