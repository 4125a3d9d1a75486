"""A person's own data in the chat: the two choices, the copy, what erasing takes and leaves."""

from typing import Final

from services.conversation.dialogue.intents import EXPORT_DATA, Answer, DataCopy
from services.conversation.dialogue.replies import Document, Option, Reply, reply
from shared.contracts.conversation.api import Action, action_id
from shared.texts import Line, t

MY_DATA: Final = Option(action_id(Action.MY_DATA), t("🔐 Mes données"))


def my_data() -> Reply:
    """Offer a copy, or to be forgotten."""
    return reply(
        t("🔐 *Vos données vous appartiennent.* Que voulez-vous faire ?"),
        options=(
            Option(action_id(Action.EXPORT_DATA), t("📄 Recevoir une copie")),
            Option(action_id(Action.LEAVE), t("🗑️ Tout effacer")),
        ),
    )


def copy_card(answer: Answer) -> Reply:
    """Hand the copy over."""
    copy: DataCopy = answer.of(EXPORT_DATA)
    return Reply(
        lines=(
            t("📄 *Voici tout ce que nous avons sur vous.*"),
            t("Le lien ne marche que 24 h : gardez le fichier, et pour vous seul."),
        ),
        document=Document(link=copy.link, filename=copy.filename),
    )


def what_goes_and_stays() -> tuple[Line, ...]:
    """Read back what being forgotten means."""
    return (
        t("🗑️ *TOUT EFFACER*"),
        t(
            "❌ Disparaissent : votre nom, votre numéro, vos messages, vos adresses, vos photos "
            "et vos avis ; votre compte de livreur ou votre boutique, si vous en avez."
        ),
        t(
            "📒 La loi nous fait garder les montants et les dates des courses et commandes "
            "terminées et le journal de caisse, *sans votre nom ni votre numéro*."
        ),
        "",
        t("C’est définitif. Touchez le bouton ou écrivez *EFFACER*."),
        t("Pour tout garder : *annuler*."),
    )


def farewell() -> Reply:
    """Say the last thing that is ever said to this contact."""
    return reply(
        t("✅ C’est fait : vos données sont effacées."),
        t("Merci d’avoir fait la route avec TokTok. Écrivez-nous quand vous voulez. 👋"),
    )
