"""A partner says where to be told what happens."""

from typing import Final

from services.orders.partners.event_types import check_patterns
from services.orders.partners.models import EndpointRow, PartnerRow
from services.orders.partners.urls import check_endpoint_url
from services.orders.partners.views import describe_endpoint
from services.orders.work import Work
from shared.contracts.orders.errors import TooManyEndpoints
from shared.contracts.orders.partners import Endpoint, EndpointDraft
from shared.values.ids import new_id

MOST: Final = 5


async def add_endpoint(work: Work, draft: EndpointDraft, *, partner: PartnerRow) -> Endpoint:
    """Tell a partner of events at a URL from now on.

    Raises:
        AddressRefused: it is not https, or not a public address in plain sight.
        UnknownEventType: a pattern matches nothing we tell.
        TooManyEndpoints: there are five.
    """
    check_endpoint_url(draft.url, trusted_hosts=work.terms.trusted_hosts)
    patterns = check_patterns(draft.event_types)
    await work.partners.get(partner.id, lock=True)  # two at once count one after the other
    if len(await work.endpoints.list_of(partner.id)) >= MOST:
        raise TooManyEndpoints(limit=MOST)
    endpoint = EndpointRow(
        id=new_id(),
        partner_id=partner.id,
        url=draft.url,
        event_types=patterns,
        created_at=work.now,
    )
    await work.endpoints.add(endpoint)
    return await describe_endpoint(work, endpoint)
