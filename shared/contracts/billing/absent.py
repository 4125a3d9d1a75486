"""What answers for billing while nobody does: no code applies, and there is nothing to settle."""

from shared.contracts.billing.api import PromoCheck, PromoReservation
from shared.contracts.billing.errors import PromoRefused
from shared.contracts.call import Answer, Body, Call


class NoPromo:
    """Refuses every code, and has nothing to settle."""

    async def call(
        self, call: Call[Body, Answer], body: Body, *, key: str | None = None, **path: str
    ) -> Answer:
        """Refuse a code; settling one that was never held is done.

        Raises:
            PromoRefused: the call asks for a code.
        """
        del key, path
        if isinstance(body, PromoCheck | PromoReservation):
            raise PromoRefused(
                promo_code=body.code,
                reason="off",
                message="Les codes promo arrivent bientôt.",
            )
        return call.answer.model_validate(body.model_dump())
