"""One helpful line for each refusal a client may meet outside an errand."""

from collections.abc import Mapping
from typing import Final

from services.conversation.dialogue.desk import RefusalLine
from services.conversation.dialogue.intents import Answer
from shared.texts import Text, t


def _with_reference(line_about: Text) -> RefusalLine:
    def line(answer: Answer) -> Text:
        return line_about.about(ref=answer.reference)

    return line


REFUSALS: Final[Mapping[str, RefusalLine]] = {
    "mission_not_found": _with_reference(t("Je ne trouve pas la course {ref}.")),
    "mission_not_cancellable": _with_reference(
        t("La course {ref} ne peut plus être annulée : le colis est déjà avec le livreur.")
    ),
    "mission_not_ratable": _with_reference(t("La course {ref} n’est pas encore livrée.")),
    "redelivery_not_allowed": _with_reference(
        t("📦 {ref} ne peut pas être renvoyée. Écrivez *humain* si vous attendez encore ce colis.")
    ),
    "order_not_found": _with_reference(t("Je ne trouve pas la commande {ref}.")),
    "order_not_cancellable": _with_reference(
        t("La commande {ref} ne peut plus être annulée : elle est prête ou déjà partie.")
    ),
    "order_not_ratable": _with_reference(t("La commande {ref} n’est pas encore livrée.")),
    "product_not_found": _with_reference(t("😕 Cet article n’est plus en vente.")),
    "merchant_closed": _with_reference(t("😴 Cette boutique est fermée pour le moment.")),
}
