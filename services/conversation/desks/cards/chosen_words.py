"""Words that a tap chose: they are kept in French, and told in the language of who reads them.

The lists are the flows': why a delivery fails or an order is refused, what a parcel holds, what
kind a shop is. What people wrote themselves stays as they wrote it.
"""

from typing import Final

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
    t("Documents"),
    t("Repas"),
    t("Restaurant"),
    t("Alimentation"),
    t("Boulangerie"),
    t("Pharmacie"),
    t("Mode"),
    t("Beauté"),
    t("Téléphonie"),
    t("Quincaillerie"),
)
_KNOWN: Final = {chosen.message: chosen for chosen in _CHOSEN}


def chosen_words(words: str) -> Line:
    """Say words that were chosen from a list; any others stay as they are."""
    return _KNOWN.get(words, words)
