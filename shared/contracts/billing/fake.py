"""Billing's promo codes in memory, with the default codes (billing.md, Promo codes).

It answers as billing will: limits hold, reservations repeat, every refusal is one French sentence.
Not here: merchant and category scopes, first-order codes, stacking.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from shared.contracts.billing.api import (
    PromoAnswer,
    PromoCheck,
    PromoReservation,
    ReservationCall,
)
from shared.contracts.billing.calls import COMMIT_PROMO, RELEASE_PROMO
from shared.contracts.billing.errors import PromoRefused
from shared.contracts.call import Answer, Body, Call
from shared.errors import AppError
from shared.values.clock import Clock, ManualClock
from shared.values.contact import ContactRef
from shared.values.money import NARROW_SPACE, Currency, Money

HELD_FOR: Final = timedelta(days=1)
NOON: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)

# 1 EUR = 655.957 XAF, fixed: one euro cent is 655,957 hundred-thousandths of a franc.
_PARITY: Final = 655_957
_PER_FRANC: Final = 100_000


@dataclass(frozen=True, slots=True)
class PromoCode:
    """A code: `percent` of the cart or a fixed `amount` off, from a `minimum` on; None: no limit.

    One use is one order. `per_contact` limits how many one person may have.
    """

    code: str
    minimum: Money
    percent: int | None = None
    amount: Money | None = None
    uses: int | None = None
    per_contact: int | None = None
    expires_at: datetime | None = None


def _euros(whole: int) -> Money:
    return Money(whole * 100, Currency.EUR)


DEFAULT_CODES: Final = (
    PromoCode("BIENVENUE10", _euros(20), percent=10, uses=100),
    PromoCode("VIP20", _euros(50), percent=20, uses=50),
    PromoCode("PROMO5", _euros(15), amount=_euros(5)),
    PromoCode("FLASH50", _euros(100), percent=50, uses=10),
)


class HoldState(StrEnum):
    """Where a reservation stands; a released one stays so, however late a repetition comes."""

    HELD = "held"
    COMMITTED = "committed"
    RELEASED = "released"


@dataclass(slots=True)
class Reservation:
    """One use of a code; `answer` is None for one that was released before it was asked for."""

    state: HoldState
    answer: PromoAnswer | None = None
    contact: ContactRef | None = None
    held_at: datetime | None = None


@dataclass
class FakeBilling:
    """Behaves like billing; `calls` are the names of the calls carried out, oldest first."""

    clock: Clock = field(
        default_factory=lambda: ManualClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    )
    codes: dict[str, PromoCode] = field(
        default_factory=lambda: {promo.code: promo for promo in DEFAULT_CODES}
    )
    reservations: dict[UUID, Reservation] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    _failure: AppError | None = None

    def fail_with(self, error: AppError | None) -> None:
        """Refuse every call from now on, or none any more."""
        self._failure = error

    async def call(
        self, call: Call[Body, Answer], body: Body, *, key: str | None = None, **path: str
    ) -> Answer:
        """Carry a call out.

        Raises:
            PromoRefused: the code does not apply.
        """
        del key, path
        if self._failure is not None:
            raise self._failure
        answer = self._answer(call.name, body)
        self.calls.append(call.name)
        return call.answer.model_validate(answer.model_dump())

    def uses_of(self, code: str) -> int:
        """Count the uses of a code that are held or committed now."""
        return sum(1 for held in self._counting(code))

    def _answer(self, name: str, body: object) -> PromoAnswer | ReservationCall:
        match body:
            case PromoCheck():
                return self._check(body.code, total=body.cart_total, contact=body.contact)
            case PromoReservation():
                return self._reserve(body)
            case ReservationCall() if name == COMMIT_PROMO.name:
                self._settle(body.reservation_id, HoldState.COMMITTED)
                return body
            case ReservationCall() if name == RELEASE_PROMO.name:
                self._settle(body.reservation_id, HoldState.RELEASED)
                return body
            case _:
                raise NotImplementedError(name)

    def _check(self, code: str, *, total: int, contact: ContactRef | None) -> PromoAnswer:
        promo = self.codes.get(code.upper())
        if promo is None:
            raise _refused(code, "unknown", f"Le code {code} n’existe pas.")
        if promo.expires_at is not None and self.clock.now() >= promo.expires_at:
            raise _refused(promo.code, "expired", f"Le code {promo.code} a expiré.")
        if (missing := _missing(promo.minimum, total=total)) > 0:
            more = f"Encore {_francs(missing)} pour profiter de {promo.code}."
            raise _refused(promo.code, "minimum", more)
        uses = self._counting(promo.code)
        if promo.uses is not None and len(uses) >= promo.uses:
            raise _refused(promo.code, "used_up", f"Le code {promo.code} est épuisé.")
        mine = [held for held in uses if contact is not None and _same(held.contact, contact)]
        if promo.per_contact is not None and len(mine) >= promo.per_contact:
            raise _refused(promo.code, "already_used", f"Vous avez déjà utilisé {promo.code}.")
        discount = discount_of(promo, total=total)
        message = f"{promo.code} : {_francs(discount)} de réduction."
        return PromoAnswer(code=promo.code, discount_amount=discount, message=message)

    def _reserve(self, asked: PromoReservation) -> PromoAnswer:
        self._let_lapse()
        known = self.reservations.get(asked.reservation_id)
        if known is not None and known.state is not HoldState.RELEASED and known.answer is not None:
            return known.answer
        if known is not None:
            raise _refused(asked.code, "released", "Cette réduction n’est plus réservée.")
        answer = self._check(asked.code, total=asked.cart_total, contact=asked.contact)
        if answer.discount_amount:
            self.reservations[asked.reservation_id] = Reservation(
                HoldState.HELD, answer, asked.contact, self.clock.now()
            )
        return answer

    def _settle(self, reservation_id: UUID, state: HoldState) -> None:
        known = self.reservations.setdefault(reservation_id, Reservation(HoldState.RELEASED))
        if known.state is HoldState.HELD:
            known.state = state

    def _counting(self, code: str) -> list[Reservation]:
        self._let_lapse()
        return [
            held
            for held in self.reservations.values()
            if held.answer is not None
            and held.answer.code == code
            and held.state is not HoldState.RELEASED
        ]

    def _let_lapse(self) -> None:
        oldest = self.clock.now() - HELD_FOR
        for held in self.reservations.values():
            is_old = held.held_at is not None and held.held_at <= oldest
            if held.state is HoldState.HELD and is_old:
                held.state = HoldState.RELEASED


def discount_of(promo: PromoCode, *, total: int) -> int:
    """Compute a discount in whole francs, half up, never more than the cart."""
    if promo.percent is not None:
        return min(total, _half_up(total * promo.percent, 100))
    if promo.amount is None:
        return 0
    return min(total, _half_up(_parts(promo.amount), _PER_FRANC))


def _missing(minimum: Money, *, total: int) -> int:
    """Count the whole francs a cart lacks; 0 or less when it lacks none."""
    return -((total * _PER_FRANC - _parts(minimum)) // _PER_FRANC)


def _parts(money: Money) -> int:
    """Convert to hundred-thousandths of a franc, exactly."""
    return money.amount * (_PARITY if money.currency is Currency.EUR else _PER_FRANC)


def _half_up(value: int, divisor: int) -> int:
    return (2 * value + divisor) // (2 * divisor)


def _francs(amount: int) -> str:
    return f"{amount:,}".replace(",", NARROW_SPACE) + f"{NARROW_SPACE}F"


def _same(known: ContactRef | None, asked: ContactRef) -> bool:
    if known is None:
        return False
    pairs = (
        (known.contact_id, asked.contact_id),
        (known.phone, asked.phone),
        (known.user_id, asked.user_id),
    )
    return any(ours is not None and ours == theirs for ours, theirs in pairs)


def _refused(code: str, reason: str, message: str) -> PromoRefused:
    return PromoRefused(promo_code=code, reason=reason, message=message)
