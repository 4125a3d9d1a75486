"""Webhooks of partners, reached through the gateway with their raw body and headers."""

from typing import Any, Final

from fastapi import APIRouter, Request

from services.orders.deps import WorkDep
from services.orders.partners.signature import Delivery
from services.orders.partners.use_cases.receive_mission_status import receive_mission_status
from services.orders.partners.use_cases.receive_order_status import receive_order_status
from shared.contracts.orders.partners import DeliveryReceipt

router = APIRouter(prefix="/webhooks", tags=["partners: webhooks"])

_MISSION_EXAMPLE: Final = {
    "numero_mission": "COUR-20261121-001",
    "statut": "recupere",
    "contact_entreprise": "+242065550101",
    "livreur_nom": "Cédric Loemba",
    "livreur_telephone": "+242065550201",
    "adresse_recuperation": "Marché Total, Bacongo",
    "adresse_livraison": "Moungali, rond-point",
    "valeur_produit": "25 000 FCFA",
    "nom_client_final": "Marie",
}
_ORDER_EXAMPLE: Final = {
    "numero_commande": "CMD-20261121-001",
    "statut": "preparee",
    "contact_entreprise": "+242065550101",
}


def _body_example(example: dict[str, str]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}, "example": example}}
    return {"requestBody": {"required": True, "content": content}}


@router.post("/missions/status", openapi_extra=_body_example(_MISSION_EXAMPLE))
async def mission_status(request: Request, work: WorkDep) -> DeliveryReceipt:
    """Take a mission's status from a partner, in any order, any number of times.

    Signed as Standard Webhooks: HMAC-SHA256 over `webhook-id.webhook-timestamp.body`, five
    minutes of tolerance; the partner is named by the header `webhook-partner` or `?partner=`.
    """
    return await receive_mission_status(work, await _delivery(request))


@router.post("/orders/status", openapi_extra=_body_example(_ORDER_EXAMPLE))
async def order_status(request: Request, work: WorkDep) -> DeliveryReceipt:
    """Take an order's status from a partner, signed like a mission's."""
    return await receive_order_status(work, await _delivery(request))


async def _delivery(request: Request) -> Delivery:
    headers = request.headers
    return Delivery(
        partner=headers.get("webhook-partner") or request.query_params.get("partner", ""),
        webhook_id=headers.get("webhook-id", ""),
        timestamp=headers.get("webhook-timestamp", ""),
        signature=headers.get("webhook-signature", ""),
        body=await request.body(),
    )
