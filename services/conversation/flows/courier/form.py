"""What a courier errand must know: the order of the fields is the order of the questions."""

from typing import Annotated, Final

from pydantic import BaseModel
from pydantic import Field as Limited

from services.conversation.dialogue.forms import SKIP, Choice, Question, ask
from services.conversation.dialogue.readers import (
    found_place,
    read_amount,
    read_contents,
    read_party,
    read_photo,
    read_place,
)
from shared.texts import t
from shared.values.place import Place

MAX_VALUE: Final = 5_000_000
_PASS: Final = t("Passer")

Francs = Annotated[int, Limited(ge=0, le=MAX_VALUE)]


class CourierForm(BaseModel):
    """What we must know; the order of the fields is the order of the questions."""

    pickup: Place | None = ask(
        Question(
            text=t(
                "📍 *Où récupérer le colis ?*\nÉcrivez le quartier ou un repère (ex. _Moungali, "
                "rond-point_), ou envoyez votre position."
            ),
            again=t(
                "📍 D’où part le colis ? Exemple : *Moungali*, ou touchez « Envoyer la position »."
            ),
            label=t("📍 Le départ"),
            known_as="depart depuis from pickup ramassage retrait longwa uta ebandeli",
            reader=read_place("pickup"),
            found=found_place("pickup"),
            wants_location=True,
        )
    )
    dropoff: Place | None = ask(
        Question(
            text=t("🏁 *Où le livrer ?*\nLe quartier, un repère, ou une position."),
            again=t(
                "🏁 Où va le colis ? Exemple : *Talangaï*, ou touchez « Envoyer la position »."
            ),
            label=t("🏁 L’arrivée"),
            known_as="arrivee adresse address destination vers jusqu to dropoff livraison kino",
            reader=read_place("dropoff"),
            found=found_place("dropoff"),
            wants_location=True,
        )
    )
    contact_name: str | None = None
    contact_phone: str | None = ask(
        Question(
            text=t("👤 *Qui le livreur doit-il appeler à l’arrivée ?*\nEx. _Marie 06 123 45 67_"),
            again=t("👤 Envoyez le nom et le numéro, par exemple : *Marie 06 123 45 67*."),
            label=t("👤 Le contact"),
            known_as="numero num nimero telephone tel phone number nom name destinataire",
            reader=read_party("contact_name", "contact_phone"),
            fills=("contact_phone", "contact_name"),
            choices=(Choice(SKIP, _PASS, {"contact_phone": None, "contact_name": None}),),
        )
    )
    description: str | None = ask(
        Question(
            text=t("📦 *Que contient le colis, et sa valeur ?*\nEx. _chaussures, 15 000_"),
            again=t(
                "📦 Dites-le en quelques mots, par exemple : *documents* ou *téléphone, 80 000*."
            ),
            label=t("📦 Le contenu"),
            known_as="contenu colis content contents parcel eloko",
            reader=read_contents("description", "declared_value", "photo", at_most=MAX_VALUE),
            fills=("description", "declared_value"),
            only_if=lambda draft: draft.get("declared_value") is None,
            choices=(
                Choice("documents", t("📄 Documents"), {"description": "Documents"}),
                Choice("repas", t("🍲 Repas"), {"description": "Repas"}),
                Choice(SKIP, _PASS, {"description": None}),
            ),
        )
    )
    declared_value: Francs | None = ask(
        Question(
            text=t("💰 *Quelle est la valeur du colis ?*\nEx. _15 000_"),
            again=t("💰 Écrivez juste le montant, par exemple : *5000*."),
            label=t("💰 La valeur"),
            known_as="valeur montant value ntalo",
            reader=read_amount("declared_value", at_most=MAX_VALUE),
            is_offered_only=True,
        )
    )
    cash_to_collect: Francs | None = ask(
        Question(
            text=t("💵 *Quelle somme le livreur doit-il encaisser à l’arrivée ?*\nEx. _15 000_"),
            again=t("💵 Écrivez juste le montant, par exemple : *5000*, ou *0*."),
            label=t("💵 À encaisser"),
            known_as="encaisser encaissement cash collect",
            reader=read_amount("cash_to_collect", at_most=MAX_VALUE),
            is_offered_only=True,
        )
    )
    photo: str | None = ask(
        Question(
            text=t("📷 *Envoyez une photo du colis.*"),
            again=t("📷 Touchez 📎, puis Appareil photo."),
            label=t("📷 Une photo"),
            reader=read_photo("photo"),
            is_offered_only=True,
        )
    )
