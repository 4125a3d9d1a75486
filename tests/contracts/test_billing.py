"""Promo codes as billing's callers rely on them; the service joins the fake once it is built."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts.billing.absent import NoPromo
from shared.contracts.billing.api import PromoAnswer, PromoCheck, PromoReservation, ReservationCall
from shared.contracts.billing.calls import (
    CHECK_PROMO,
    COMMIT_PROMO,
    RELEASE_PROMO,
    RESERVE_PROMO,
)
from shared.contracts.billing.errors import PromoRefused
from shared.contracts.billing.fake import (
    DEFAULT_CODES,
    FakeBilling,
    PromoCode,
    discount_of,
)
from shared.contracts.call import Caller
from shared.errors import Unavailable
from shared.values.clock import ManualClock
from shared.values.contact import ContactRef
from shared.values.money import Money

AWA, JUNIOR = ContactRef(phone="+242065550101"), ContactRef(phone="+242055550102")
ENOUGH = 100_000


@pytest.fixture
def billing(clock: ManualClock) -> FakeBilling:
    return FakeBilling(clock=clock)


async def check(billing: Caller, code: str, total: int = ENOUGH) -> PromoAnswer:
    return await billing.call(CHECK_PROMO, PromoCheck(code=code, cart_total=total, contact=AWA))


async def reserve(
    billing: Caller, one: UUID, *, code: str = "FLASH50", by: ContactRef = AWA
) -> PromoAnswer:
    asked = PromoReservation(reservation_id=one, code=code, cart_total=ENOUGH, contact=by)
    return await billing.call(RESERVE_PROMO, asked, key=str(one))


async def commit(billing: Caller, one: UUID) -> None:
    await billing.call(COMMIT_PROMO, ReservationCall(reservation_id=one))


async def release(billing: Caller, one: UUID) -> None:
    await billing.call(RELEASE_PROMO, ReservationCall(reservation_id=one))


@pytest.mark.parametrize(
    ("code", "smallest", "discount"),
    [
        ("BIENVENUE10", 13_120, 1_312),  # 20 EUR are 13 119.14 F
        ("VIP20", 32_798, 6_560),  # 50 EUR are 32 797.85 F
        ("PROMO5", 9_840, 3_280),  # 15 EUR are 9 839.355 F, 5 EUR 3 279.785 F
        ("FLASH50", 65_596, 32_798),  # 100 EUR are 65 595.7 F
    ],
)
async def test_the_default_codes_apply_from_their_minimum_on_at_the_fixed_parity(
    billing: FakeBilling, code: str, smallest: int, discount: int
) -> None:
    answer = await check(billing, code.lower(), smallest)
    assert (answer.code, answer.discount_amount) == (code, discount)
    with pytest.raises(PromoRefused) as refused:
        await check(billing, code, smallest - 1)
    assert refused.value.params == {
        "promo_code": code,
        "reason": "minimum",
        "message": f"Encore 1\u202fF pour profiter de {code}.",
    }


async def test_a_cart_that_is_too_small_is_told_what_it_lacks(billing: FakeBilling) -> None:
    with pytest.raises(PromoRefused) as refused:
        await check(billing, "BIENVENUE10", 11_620)
    assert refused.value.params["message"] == (
        "Encore 1\u202f500\u202fF pour profiter de BIENVENUE10."
    )


async def test_unknown_and_expired_codes_are_refused(
    billing: FakeBilling, clock: ManualClock
) -> None:
    over = PromoCode("NOEL", Money(0), percent=10, expires_at=clock.now())
    billing.codes[over.code] = over
    for code, reason in (("RIEN", "unknown"), ("NOEL", "expired")):
        with pytest.raises(PromoRefused) as refused:
            await check(billing, code)
        assert refused.value.params["reason"] == reason


async def test_checking_consumes_nothing_and_ten_uses_are_ten(billing: FakeBilling) -> None:
    for _ in range(20):
        await check(billing, "FLASH50")
    held = [uuid4() for _ in range(10)]
    for one in held:
        assert (await reserve(billing, one)).discount_amount == 50_000
    with pytest.raises(PromoRefused) as refused:
        await reserve(billing, uuid4())
    assert refused.value.params["reason"] == "used_up"
    await release(billing, held[0])
    await commit(billing, held[1])
    await reserve(billing, uuid4())
    assert billing.uses_of("FLASH50") == 10


async def test_everything_may_be_said_twice(billing: FakeBilling) -> None:
    one = uuid4()
    assert await reserve(billing, one) == await reserve(billing, one)
    for _ in range(2):
        await commit(billing, one)
    await release(billing, one)
    assert (await reserve(billing, one)).discount_amount == 50_000
    assert billing.uses_of("FLASH50") == 1


async def test_what_was_let_go_stays_so_however_late_it_is_asked_for(billing: FakeBilling) -> None:
    held, never_asked = uuid4(), uuid4()
    await reserve(billing, held)
    for one in (held, never_asked):
        await release(billing, one)
        with pytest.raises(PromoRefused) as refused:
            await reserve(billing, one)
        assert refused.value.params["reason"] == "released"
        await commit(billing, one)
    assert billing.uses_of("FLASH50") == 0


async def test_a_use_nobody_settles_lapses_after_a_day(
    billing: FakeBilling, clock: ManualClock
) -> None:
    kept, forgotten = uuid4(), uuid4()
    await reserve(billing, kept)
    await reserve(billing, forgotten)
    await commit(billing, kept)
    clock.advance(timedelta(days=1))
    assert billing.uses_of("FLASH50") == 1


async def test_a_code_for_one_use_a_person_knows_the_person(billing: FakeBilling) -> None:
    billing.codes["UNE"] = PromoCode("UNE", Money(0), percent=10, per_contact=1)
    await reserve(billing, uuid4(), code="UNE")
    with pytest.raises(PromoRefused) as refused:
        await reserve(billing, uuid4(), code="UNE")
    assert refused.value.params["reason"] == "already_used"
    assert (await reserve(billing, uuid4(), code="UNE", by=JUNIOR)).discount_amount == 10_000


async def test_no_discount_consumes_nothing(billing: FakeBilling) -> None:
    billing.codes["ZERO"] = PromoCode("ZERO", Money(0), percent=0, uses=1)
    assert (await reserve(billing, uuid4(), code="ZERO")).discount_amount == 0
    assert billing.uses_of("ZERO") == 0


@settings(max_examples=50)
@given(total=st.integers(1, 10_000_000), promo=st.sampled_from(DEFAULT_CODES))
def test_a_discount_is_never_more_than_the_cart(total: int, promo: PromoCode) -> None:
    assert 0 <= discount_of(promo, total=total) <= total


async def test_while_billing_is_absent_no_code_applies_and_nothing_needs_settling() -> None:
    absent = NoPromo()
    for asking in (check(absent, "VIP20"), reserve(absent, uuid4())):
        with pytest.raises(PromoRefused) as refused:
            await asking
        assert refused.value.params["message"] == "Les codes promo arrivent bientôt."
    await commit(absent, uuid4())
    await release(absent, uuid4())


async def test_the_fake_fails_on_demand(billing: FakeBilling) -> None:
    billing.fail_with(Unavailable(what="billing", retry_after_s=1))
    with pytest.raises(Unavailable):
        await check(billing, "VIP20")
    billing.fail_with(None)
    assert (await check(billing, "VIP20")).discount_amount == 20_000
