"""A webhook is next in its endpoint's line."""

from dataclasses import dataclass, replace
from uuid import UUID

import orjson

from services.orders.partners.signature import Delivery, sign
from services.orders.partners.views import webhook_name
from services.orders.work import Work
from shared.contracts.orders.partners import WebhookState


@dataclass(frozen=True, slots=True)
class Parcel:
    """What leaves: where to, the signed headers, the body."""

    webhook_id: UUID
    url: str
    headers: dict[str, str]
    body: bytes


async def prepare_webhook(work: Work, *, webhook_id: UUID) -> Parcel | None:
    """Sign a webhook with every secret that holds now; None when it is not to be sent (any more).

    Nothing is locked while bytes are on their way: the endpoint may be disabled meanwhile.
    """
    webhook = await work.endpoints.find_webhook(webhook_id, lock=True)
    if webhook is None or webhook.state is not WebhookState.PENDING:
        return None
    endpoint = await work.endpoints.find(webhook.endpoint_id)
    if endpoint is None or not endpoint.is_enabled:
        webhook.state = WebhookState.HELD
        return None
    partner = await work.partners.get(endpoint.partner_id)
    if not partner.is_enabled:
        webhook.state = WebhookState.HELD
        return None
    webhook.first_tried_at = webhook.first_tried_at or work.now
    unsigned = Delivery(
        partner=partner.key,
        webhook_id=webhook_name(webhook.id),
        timestamp=str(int(work.now.timestamp())),
        signature="",
        body=orjson.dumps(webhook.body),
    )
    secrets = partner.secrets_at(work.now)
    signed = replace(unsigned, signature=" ".join(sign(unsigned, secret=one) for one in secrets))
    return Parcel(webhook.id, endpoint.url, _headers(signed), signed.body)


def _headers(signed: Delivery) -> dict[str, str]:
    return {
        "content-type": "application/json",
        "user-agent": "TokTok-Webhooks/1",
        "webhook-id": signed.webhook_id,
        "webhook-timestamp": signed.timestamp,
        "webhook-signature": signed.signature,
    }
