"""One helpful line for each refusal that a driver may meet."""

from collections.abc import Mapping
from typing import Final

from services.conversation.dialogue.desk import RefusalLine
from services.conversation.dialogue.intents import Answer
from shared.texts import Text, t
from shared.values.money import Money


def _step_done(answer: Answer) -> Text:
    return t("Cette étape est déjà faite pour {ref}.", ref=answer.reference)


def _not_yours(answer: Answer) -> Text:
    return t("La course {ref} est à un autre livreur.", ref=answer.reference)


def _wrong_code(answer: Answer) -> Text:
    left = answer.params.get("tries_left", "")
    return t("❌ Ce n’est pas le bon code. Essais restants : {left}.", left=left)


def _ceiling(answer: Answer) -> Text:
    in_hand = Money(int(answer.params.get("in_hand", 0)))
    return t(
        "💵 Vous avez déjà {cash} en main. Remettez-les au bureau (*mon cash*) "
        "pour prendre une course à encaisser.",
        cash=in_hand,
    )


REFUSALS: Final[Mapping[str, RefusalLine]] = {
    "mission_already_taken": lambda _: t(
        "🙏 Trop tard : cette course vient d’être prise. À la prochaine !"
    ),
    "offer_expired": lambda _: t("⌛ Cette proposition a expiré. La prochaine arrive bientôt."),
    "offer_not_found": lambda _: t("Cette proposition n’existe plus."),
    "step_not_allowed": _step_done,
    "not_your_mission": _not_yours,
    "driver_not_found": lambda _: t(
        "Vous n’êtes pas encore enregistré comme livreur. Écrivez *devenir livreur*."
    ),
    "code_required": lambda _: t("🔐 Il me faut le code, ou une photo si personne ne l’a."),
    "wrong_code": _wrong_code,
    "code_locked": lambda _: t(
        "🔒 Trop d’essais. Envoyez une photo du colis, ou écrivez *humain*."
    ),
    "reason_required": lambda _: t("Dites en un mot pourquoi, par exemple : *client absent*."),
    "cash_ceiling_reached": _ceiling,
    "nothing_to_hand_over": lambda _: t("💵 Vous n’avez pas de cash à remettre."),
}
