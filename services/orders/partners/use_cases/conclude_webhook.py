"""An endpoint answered, or did not."""

import random
from datetime import timedelta
from typing import assert_never
from uuid import UUID

from services.orders.partners.models import EndpointRow, WebhookRow
from services.orders.partners.retries import Answer, Verdict, judge, pause_after
from services.orders.work import Work
from shared.contracts.orders.events import PartnerEndpointDisabled
from shared.contracts.orders.partners import DisabledReason, WebhookState


async def conclude_webhook(work: Work, answer: Answer, *, webhook_id: UUID) -> timedelta | None:
    """Write down how a try went; return the pause before the next one, None when there is none.

    The endpoint's row is locked before the webhook's, as everywhere.
    """
    known = await work.endpoints.find_webhook(webhook_id)
    if known is None:
        return None
    endpoint = await work.endpoints.find(known.endpoint_id, lock=True)
    webhook = await work.endpoints.find_webhook(webhook_id, lock=True)
    if endpoint is None or webhook is None:
        return None
    _note(webhook, endpoint, answer=answer, work=work)
    tried_for = work.now - (webhook.first_tried_at or work.now)
    match judge(answer, tried_for=tried_for, given_up=endpoint.given_up):
        case Verdict.DELIVERED:
            webhook.state, webhook.delivered_at = WebhookState.DELIVERED, work.now
        case Verdict.TRY_AGAIN if webhook.state is WebhookState.PENDING:
            chance = random.random()  # noqa: S311 - jitter, not a secret
            return pause_after(webhook.attempts, tried_for=tried_for, chance=chance)
        case Verdict.TRY_AGAIN:
            return None  # the endpoint was disabled meanwhile, and the webhook is held
        case Verdict.GIVE_UP:
            webhook.state = WebhookState.GIVEN_UP
            endpoint.given_up += 1
        case Verdict.DISABLE:
            await _disable(work, endpoint, reason=DisabledReason.FAILING)
        case Verdict.DISABLE_GONE:
            await _disable(work, endpoint, reason=DisabledReason.GONE)
        case _ as never:
            assert_never(never)
    return None


def _note(webhook: WebhookRow, endpoint: EndpointRow, *, answer: Answer, work: Work) -> None:
    webhook.attempts += 1
    webhook.last_status = answer.status
    if answer.is_taken:
        webhook.last_error = None
        return endpoint.note_success(work.now)
    webhook.last_error = answer.words
    return endpoint.note_failure(answer.words, at=work.now)


async def _disable(work: Work, endpoint: EndpointRow, *, reason: DisabledReason) -> None:
    if not endpoint.is_enabled:
        return
    endpoint.disable(reason, at=work.now)
    await work.endpoints.hold_owed(endpoint.id)
    partner = await work.partners.get(endpoint.partner_id)
    await work.outbox.add(
        PartnerEndpointDisabled(
            occurred_at=work.now,
            partner=partner.name,
            url=endpoint.url,
            last_error=endpoint.last_error or "",
        )
    )
