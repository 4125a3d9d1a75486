"""Why something went wrong: people's own words, or one of the reasons that they choose from.

Chosen reasons are told in French by whoever records them, and are said here in the reader's
language; the lists are conversation's (a delivery that fails, an order that is refused) and orders'
(a picture that cannot be used).
"""

from typing import Final

from services.notifications.messages.layout import REASON_LIMIT, plain
from shared.texts import Line, t

_CHOSEN: Final = (
    t("Client absent"),
    t("Client injoignable"),
    t("Colis refusé"),
    t("Mauvaise adresse"),
    t("Panne ou accident"),
    t("Rupture de stock"),
    t("La boutique ferme"),
    t("Trop de commandes en ce moment"),
    t("elle dépasse 5 Mo"),
    t("ce n’est pas une image JPEG, PNG ou WebP"),
    t("le fichier est abîmé"),
    t("elle est trop grande (plus de 40 millions de pixels)"),
    t("il n’y a rien à cette adresse"),
    t("son adresse renvoie ailleurs"),
    t("son adresse n’est pas publique"),
    t("son adresse ne répond pas"),
)
_KNOWN: Final = {reason.message: reason for reason in _CHOSEN}


def reason_text(words: str | None) -> Line | None:
    """Say a reason; what people wrote themselves stays as they wrote it."""
    reason = plain(words, limit=REASON_LIMIT)
    return _KNOWN.get(reason, reason) if reason else None
