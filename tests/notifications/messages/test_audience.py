"""The table of who hears what, read back as a whole: a change here is a change for people."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from services.notifications.messages.audience import COURIER, DELIVERY, ORDER, PAID, Telling

Status = TypeVar("Status", bound=str)
Subject = TypeVar("Subject")


def spelled(tellings: Sequence[Telling[Subject]]) -> str:
    return ", ".join(
        f"{telling.to}: {telling.write.__name__}"
        + (f" (unless by {telling.unless_by})" if telling.unless_by else "")
        for telling in tellings
    )


def read(table: Mapping[Status, Sequence[Telling[Subject]]]) -> dict[str, str]:
    return {str(status): spelled(tellings) for status, tellings in table.items()}


def test_who_hears_what_of_a_courier_job() -> None:
    assert read(COURIER) == {
        "accepted": "client: mission_accepted, client: driver_card",
        "at_pickup": "client: mission_at_pickup",
        "picked_up": "client: mission_picked_up",
        "in_transit": "client: mission_picked_up",
        "at_dropoff": "client: mission_at_dropoff",
        "delivered": "client: mission_delivered",
        "problem": "client: mission_problem",
        "returned": "client: mission_returned",
        "cancelled": "client: mission_cancelled, driver: mission_cancelled_driver",
    }


def test_who_hears_what_of_an_orders_delivery() -> None:
    assert read(DELIVERY) == {
        "accepted": "client: order_driver_found, client: driver_card,"
        " merchant: shop_driver_on_the_way",
        "at_pickup": "merchant: shop_driver_at_door",
        "picked_up": "client: order_on_the_way, driver: parcel_handed_over (unless by driver)",
        "in_transit": "client: order_on_the_way",
        "at_dropoff": "client: order_at_door",
        "problem": "client: order_problem",
        "returned": "client: order_returned, merchant: shop_order_returned",
        "cancelled": "driver: mission_cancelled_driver",
    }


def test_who_hears_what_of_an_order() -> None:
    assert read(ORDER) == {
        "pending": "client: order_payment_awaited (unless by client),"
        " merchant: shop_order_received",
        "confirmed": "client: order_confirmed",
        "preparing": "client: order_confirmed",
        "ready": "client: order_confirmed",
        "delivered": "client: order_delivered, merchant: shop_order_delivered",
        "refused": "client: order_refused",
        "cancelled": "client: order_cancelled (unless by client),"
        " merchant: shop_order_cancelled (unless by merchant)",
    }
    assert spelled(PAID) == ("client: order_paid, merchant: shop_order_paid (unless by merchant)")
