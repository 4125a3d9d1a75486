"""The operator takes on a partner."""

from services.orders.partners.credentials import (
    hashed,
    key_of,
    new_api_key,
    new_webhook_secret,
)
from services.orders.partners.models import Reach
from services.orders.partners.views import describe_partner
from services.orders.work import Work
from shared.contracts.orders.errors import PartnerNameTaken
from shared.contracts.orders.partners import PartnerCredentials, PartnerDraft
from shared.errors import Invalid
from shared.values.ids import new_id


async def create_partner(work: Work, draft: PartnerDraft) -> PartnerCredentials:
    """Create a partner with an API key and a webhook secret, told this once.

    Asking twice is refused, not repeated: an answer that can be given again would have to be kept.
    Who lost it rotates both.

    Raises:
        PartnerNameTaken: there is one of this name, or of one that gives the same key.
        Invalid: the name has no letter or digit to make a key of.
    """
    key = key_of(draft.name)
    if not key:
        raise Invalid(reason="the name needs a letter or a digit of the Latin alphabet")
    api_key, secret = new_api_key(), new_webhook_secret()
    values = {
        "id": new_id(),
        "key": key,
        "name": draft.name,
        "reach": Reach.OWN,
        "country": draft.country,
        "secret": secret,
        "api_key_hash": hashed(api_key),
        "created_at": work.now,
    }
    partner = await work.partners.find(key) if await work.partners.add_if_new(values) else None
    if partner is None:
        raise PartnerNameTaken(name=draft.name)
    return PartnerCredentials(
        partner=describe_partner(partner, now=work.now), api_key=api_key, webhook_secret=secret
    )
