"""One helpful line for each refusal a client may meet outside an errand."""

from collections.abc import Mapping
from typing import Final

from services.conversation.dialogue.desk import RefusalLine
from services.conversation.dialogue.intents import Answer
from services.conversation.dialogue.replies import Text, t


def _with_reference(message: str) -> RefusalLine:
    def line(answer: Answer) -> Text:
        return t(message, ref=answer.reference)

    return line


REFUSALS: Final[Mapping[str, RefusalLine]] = {
    "mission_not_found": _with_reference("Je ne trouve pas la course {ref}."),
    "mission_not_cancellable": _with_reference(
        "La course {ref} ne peut plus être annulée : le colis est déjà avec le livreur."
    ),
    "mission_not_ratable": _with_reference("La course {ref} n’est pas encore livrée."),
    "redelivery_not_allowed": _with_reference(
        "📦 {ref} ne peut pas être renvoyée. Écrivez *humain* si vous attendez encore ce colis."
    ),
    "order_not_found": _with_reference("Je ne trouve pas la commande {ref}."),
    "order_not_cancellable": _with_reference(
        "La commande {ref} ne peut plus être annulée : elle est prête ou déjà partie."
    ),
    "order_not_ratable": _with_reference("La commande {ref} n’est pas encore livrée."),
    "product_not_found": _with_reference("😕 Cet article n’est plus en vente."),
    "merchant_closed": _with_reference("😴 Cette boutique est fermée pour le moment."),
}
