"""What a courier errand asks of orders, and how it is read back, told and refused."""

from collections.abc import Mapping
from typing import Any

from services.conversation.dialogue.intents import Answer, Ask, Intent
from services.conversation.dialogue.missions import RULE
from services.conversation.dialogue.prices import price_lines
from services.conversation.dialogue.replies import Line, Link, Reply, Text, t
from shared.contracts.orders.api import Mission, Quote
from shared.values.money import Money
from shared.values.phone import PhoneNumber


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
