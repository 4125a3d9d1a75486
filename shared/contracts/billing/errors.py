"""Refusals of billing about promo codes; `message` in the parameters is one French sentence."""

from shared.errors import Conflict


class PromoRefused(Conflict):
    """The code does not apply: unknown, expired, used up, cart too small, promo codes are off."""

    code, detail = "promo_refused", "{promo_code} does not apply ({reason}): {message}"
