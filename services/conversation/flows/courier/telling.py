"""What a courier errand asks of orders, and how it is read back, told and refused."""

from services.conversation.desks.cards.chosen_words import chosen_words
from services.conversation.desks.cards.missions import RULE
from services.conversation.desks.cards.prices import price_lines
from services.conversation.dialogue.forms import Draft, Facts, Mend
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.replies import Link, Reply
from shared.contracts.orders.api import Mission, Quote
from shared.contracts.orders.calls import CREATE_MISSION, MAKE_QUOTE
from shared.texts import Line, t
from shared.values.money import Money
from shared.values.phone import PhoneNumber


def needs(draft: Draft) -> Request:
    """The price of this route."""
    return Request(MAKE_QUOTE, {"pickup": draft["pickup"], "dropoff": draft["dropoff"]})


def recap(draft: Draft, facts: Facts) -> tuple[Line, ...]:
    """Read everything back, with the price and what it is made of."""
    quote = Quote.model_validate(facts[MAKE_QUOTE.name])
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
        lines.append(t("📦 Contenu : {what}", what=chosen_words(what)))
    if (value := draft.get("declared_value")) is not None:
        lines.append(t("💰 Valeur : {value}", value=Money(value)))
    if cash := draft.get("cash_to_collect"):
        lines.append(t("💵 À encaisser : {cash}", cash=Money(cash)))
    if draft.get("photo"):
        lines.append(t("📷 Photo jointe"))
    return (*lines, "", *price_lines(quote), "", t("C’est bon ?"))


def done(draft: Draft, facts: Facts) -> Request:
    """Create the mission at the price that was read back."""
    body = {
        "quote_id": facts[MAKE_QUOTE.name]["id"],
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
    return Request(CREATE_MISSION, body)


def told(answer: Answer) -> Reply:
    """Say the reference, and where to follow it."""
    mission: Mission = answer.of(CREATE_MISSION)
    lines = (
        t("✅ *C’EST CONFIRMÉ*"),
        t("Référence : `{ref}`", ref=mission.reference),
        t("🛵 Je cherche un livreur près de vous. Je vous écris dès qu’il accepte."),
    )
    if mission.tracking_url is None:
        return Reply(lines=lines)
    return Reply(lines=lines, link=Link(t("🗺️ Suivre"), mission.tracking_url))


def refused(answer: Answer, _draft: Draft) -> Mend | None:
    """One line for each refusal, and the field to ask again when one is at fault."""
    match answer.refusal:
        case "out_of_area":
            return Mend(t("😕 Nous ne livrons pas encore entre ces deux lieux."), "dropoff")
        case "place_not_located":
            end = str(answer.params.get("end") or "dropoff")
            return Mend(t("😕 Je ne situe pas bien ce lieu."), end)
        case "quote_expired" | "quote_not_found" | "quote_does_not_match":
            return Mend(t("⌛ Le prix n’était plus valable, voici le nouveau."))
        case _ if answer.ask == CREATE_MISSION.name:
            return Mend(t("😕 Je n’ai pas pu l’enregistrer. Vérifiez, puis confirmez encore."))
        case _:
            return None
