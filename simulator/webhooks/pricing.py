"""The `pricing` object of statuses by date and category (whatsapp-cloud-api.md, §2.4, §6). Pure."""

from datetime import UTC, datetime
from typing import Final

SERVICE_IS_BILLED_FROM: Final = datetime(2026, 10, 1, tzinfo=UTC)
FREE_SERVICE_MESSAGES: Final = 1_000
SERVICE: Final = "service"
UTILITY: Final = "utility"


def pricing(
    category: str, *, at: datetime, is_window_open: bool, service_count: int
) -> dict[str, object]:
    """Say whether a delivered message is billed.

    `service_count` is how many service messages the number delivered this month, this one
    included. Which `type` marks the free thousand is unconfirmed; we use the customer-service one.
    """
    if category == SERVICE:
        is_free = at < SERVICE_IS_BILLED_FROM or service_count <= FREE_SERVICE_MESSAGES
    else:
        is_free = category == UTILITY and is_window_open and at < SERVICE_IS_BILLED_FROM
    return {
        "billable": not is_free,
        "pricing_model": "PMP",
        "type": "free_customer_service" if is_free else "regular",
        "category": category,
    }
