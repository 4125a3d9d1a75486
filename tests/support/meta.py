"""Meta's webhook bodies, as small as they come."""

from itertools import count
from typing import Any

_ids = count(1)


def update(*values: dict[str, Any], field: str = "messages") -> dict[str, Any]:
    """Wrap values as one update with one change each."""
    changes = [{"field": field, "value": value} for value in values]
    entry = {"id": "1029384756", "changes": changes}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def message(
    content: dict[str, Any] | str,
    *,
    phone: str | None = "242065550101",
    user_id: str | None = "CG.1a2b3c",
    message_id: str | None = None,
    name: str | None = "Awa",
) -> dict[str, Any]:
    """Make the value of a message: text, or {"type": …, …}."""
    body = {"type": "text", "text": {"body": content}} if isinstance(content, str) else content
    sender = {"from": phone, "from_user_id": user_id}
    contact = {"wa_id": phone, "user_id": user_id, "profile": {"name": name} if name else {}}
    return {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "242060000000", "phone_number_id": "100"},
        "contacts": [{key: value for key, value in contact.items() if value}],
        "messages": [
            {
                "id": message_id or f"wamid.in{next(_ids)}",
                "timestamp": "1795262400",
                **{key: value for key, value in sender.items() if value},
                **body,
            }
        ],
    }


def status(message_id: str, name: str, **more: object) -> dict[str, Any]:
    """Make the value of a delivery status."""
    one = {"id": message_id, "status": name, "timestamp": "1795262401", **more}
    return {"messaging_product": "whatsapp", "statuses": [one]}
