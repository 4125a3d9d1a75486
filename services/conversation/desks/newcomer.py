"""The newcomer's desk: what somebody who wants to drive or sell may be told."""

from services.conversation.dialogue.desk import Desk
from shared.texts import t

DESK = Desk(
    role=None,
    refusals={
        "application_pending": lambda _: t(
            "📨 Votre candidature est déjà en cours d’examen. Vous aurez la réponse ici."
        ),
        "already_registered": lambda _: t("✅ C’est déjà fait : écrivez *menu* pour commencer."),
        "phone_unknown": lambda _: t(
            "📱 WhatsApp ne me donne pas votre numéro. Écrivez *humain*, on s’en occupe."
        ),
    },
)
