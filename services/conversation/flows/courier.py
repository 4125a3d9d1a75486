"""Send a parcel: from where, to where, to whom, what. Price read back, then one tap.

Turn budget (conversation.md): one sentence and a tap, or six taps and positions.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BaseModel
from pydantic import Field as Limited

from services.conversation.dialogue.forms import SKIP, Choice, Flow, Question, ask
from services.conversation.dialogue.intents import Answer, Ask, Intent
from services.conversation.dialogue.missions import RULE
from services.conversation.dialogue.prices import price_lines
from services.conversation.dialogue.readers import (
    is_placed,
    place_of,
    read_amount,
    read_contents,
    read_party,
    read_photo,
    read_place,
)
from services.conversation.dialogue.replies import Line, Link, Reply, Text, t
from services.conversation.understanding import FoundPlace, SlotName, Understood
from services.conversation.understanding import Intent as Meaning
from shared.contracts.orders.api import Mission, Quote
from shared.values.money import Money
from shared.values.phone import PhoneNumber
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
            reader=read_place("pickup"),
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
            reader=read_place("dropoff"),
            wants_location=True,
        )
    )
    contact_name: str | None = None
    contact_phone: str | None = ask(
        Question(
            text=t("👤 *Qui le livreur doit-il appeler à l’arrivée ?*\nEx. _Marie 06 123 45 67_"),
            again=t("👤 Envoyez le nom et le numéro, par exemple : *Marie 06 123 45 67*."),
            label=t("👤 Le contact"),
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
            reader=read_amount("declared_value", at_most=MAX_VALUE),
            is_offered_only=True,
        )
    )
    cash_to_collect: Francs | None = ask(
        Question(
            text=t("💵 *Quelle somme le livreur doit-il encaisser à l’arrivée ?*\nEx. _15 000_"),
            again=t("💵 Écrivez juste le montant, par exemple : *5000*, ou *0*."),
            label=t("💵 À encaisser"),
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


def from_slots(understood: Understood) -> dict[str, Any]:
    """Make fields of what one sentence said."""
    values: dict[str, Any] = {}
    for slot in (SlotName.PICKUP, SlotName.DROPOFF):
        found = understood.slots.get(slot)
        if isinstance(found, FoundPlace) and is_placed(found):
            values[slot.value] = place_of(found)
    for slot in (SlotName.CONTACT_NAME, SlotName.CONTACT_PHONE, SlotName.DESCRIPTION):
        if words := understood.slots.get(slot):
            values[slot.value] = words
    value = understood.slots.get(SlotName.DECLARED_VALUE)
    if isinstance(value, int) and 0 <= value <= MAX_VALUE:
        values["declared_value"] = value
    return values


def place_in(understood: Understood) -> dict[str, Any] | None:
    """Find a place that the sentence does not call start or end."""
    found = understood.slots.get(SlotName.PLACE)
    if isinstance(found, FoundPlace) and is_placed(found):
        return place_of(found)
    return None


def needs(draft: Mapping[str, Any]) -> Intent:
    """The price of this route."""
    body = {"pickup": draft["pickup"], "dropoff": draft["dropoff"]}
    route = "|".join(f"{end['latitude']:.5f},{end['longitude']:.5f}" for end in body.values())
    return Intent(id=route, ask=Ask.QUOTE, body=body)


def recap(draft: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[Line, ...]:
    """Read everything back, with the price and what it is made of."""
    quote = Quote.model_validate(facts[Ask.QUOTE])
    lines: list[Line] = [
        t("*VOTRE ENVOI*"),
        RULE,
        t("📍 De : *{place}*", place=draft["pickup"]["label"]),
        t("🏁 À : *{place}*", place=draft["dropoff"]["label"]),
    ]
    if phone := draft.get("contact_phone"):
        who = draft.get("contact_name") or ""
        lines.append(t("👤 Contact : {who} {phone}", who=who, phone=PhoneNumber(phone).national))
    if what := draft.get("description"):
        lines.append(t("📦 Contenu : {what}", what=what))
    if (value := draft.get("declared_value")) is not None:
        lines.append(t("💰 Valeur : {value}", value=Money(value)))
    if cash := draft.get("cash_to_collect"):
        lines.append(t("💵 À encaisser : {cash}", cash=Money(cash)))
    if draft.get("photo"):
        lines.append(t("📷 Photo jointe"))
    return (*lines, "", *price_lines(quote), "", t("C’est bon ?"))


def done(draft: Mapping[str, Any], facts: Mapping[str, Any]) -> Intent:
    """Create the mission at the price that was read back."""
    body = {
        "quote_id": facts[Ask.QUOTE]["id"],
        "pickup": {"place": draft["pickup"]},
        "dropoff": {
            "place": draft["dropoff"],
            "contact_name": draft.get("contact_name"),
            "contact_phone": draft.get("contact_phone"),
        },
        "description": draft.get("description"),
        "declared_value": draft.get("declared_value"),
        "cash_to_collect": draft.get("cash_to_collect"),
        "photo_media_id": draft.get("photo"),
    }
    return Intent(id="", ask=Ask.CREATE_MISSION, body=body)


def told(answer: Answer) -> Reply:
    """Say the reference, and where to follow it."""
    mission = Mission.model_validate(answer.answer)
    lines = (
        t("✅ *C’EST CONFIRMÉ*"),
        t("Référence : `{ref}`", ref=mission.reference),
        t("🛵 Je cherche un livreur près de vous. Je vous écris dès qu’il accepte."),
    )
    if mission.tracking_url is None:
        return Reply(lines=lines)
    return Reply(lines=lines, link=Link(t("🗺️ Suivre"), mission.tracking_url))


def refused(answer: Answer) -> tuple[Text, str | None]:
    """One line for each refusal, and the field to ask again when one is at fault."""
    match answer.refusal:
        case "out_of_area":
            return t("😕 Nous ne livrons pas encore entre ces deux lieux."), "dropoff"
        case "place_not_located":
            return t("😕 Je ne situe pas bien ce lieu."), answer.params.get("end") or "dropoff"
        case "quote_expired" | "quote_not_found":
            return t("⌛ Le prix n’était plus valable, voici le nouveau."), None
        case _:
            return t("😕 Je n’ai pas pu l’enregistrer. Vérifiez, puis confirmez encore."), None


FLOW = Flow(
    name="courier",
    version=1,
    title=t("📦 Envoyer un colis"),
    menu_rank=1,
    starts_on=frozenset({Meaning.COURIER}),
    form=CourierForm,
    needs=needs,
    recap=recap,
    done=done,
    told=told,
    refused=refused,
    from_slots=from_slots,
    place_in=place_in,
    ends_with=Ask.CREATE_MISSION,
)
