"""What a person's copy says, and that it can be set whatever people wrote."""

from datetime import UTC, datetime

from services.conversation.channels.paper import render_pdf
from services.conversation.desks.cards.data_copy import OwnData, Paper, Section, Written, copy_of
from services.conversation.dialogue.state import State
from services.conversation.dialogue.wording import Voice
from shared.contracts.notifications.api import SentMessage
from shared.contracts.orders import calls
from shared.contracts.orders.api import MissionRequest, QuoteRequest, Stop
from shared.contracts.orders.fake import FakeOrders
from shared.contracts.orders.orders import ContactQuery
from shared.contracts.orders.privacy import PersonalData
from shared.values.contact import ContactRef
from tests.contracts.asking import BACONGO, POTO_POTO

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
AWA = ContactRef(phone="+242065550101", name="Awa Mabiala")


def held() -> PersonalData:
    """What orders holds after one parcel."""
    orders = FakeOrders.with_town()
    asked = QuoteRequest(pickup=POTO_POTO, dropoff=BACONGO)
    quote = orders.carry_out(calls.MAKE_QUOTE, asked)
    stop = Stop(place=BACONGO, contact_name="Marie", contact_phone="+242061234567")
    request = MissionRequest(
        quote_id=quote.id,
        client=AWA,
        pickup=Stop(place=POTO_POTO),
        dropoff=stop,
        description="Un gâteau",
    )
    orders.carry_out(calls.CREATE_MISSION, request)
    return orders.carry_out(calls.GET_PERSONAL_DATA, ContactQuery.of(AWA))


def test_a_copy_says_who_where_what_and_every_word() -> None:
    own = OwnData(
        identifiers=(("phone", "+242065550101"), ("user_id", "CG.awa")),
        state=State(name="Awa Mabiala", city="Brazzaville"),
        written=[Written(NOON, "text", "poulet mayo")],
        asked_human_at=[NOON],
    )
    sent = [SentMessage(kind="reply", state="read", words="Bonjour Awa", at=NOON)]

    paper = copy_of(own, held(), sent, voice=Voice(), at=NOON)

    said = {section.heading: "\n".join(section.lines) for section in paper.sections}
    assert "Nom : Awa Mabiala" in said["Qui vous êtes"]
    assert "Identifiant WhatsApp : CG.awa" in said["Qui vous êtes"]
    assert "Ville : Brazzaville" in said["Où en est notre conversation"]
    for words in ("COUR-20261121-001", "Poto-Poto", "Marie · +242061234567", "Un gâteau"):
        assert words in said["Vos courses"]
    assert said["Vos commandes"] == "Rien."
    assert said["Ce que vous nous avez écrit"] == "21/11/2026 13:00 · text · poulet mayo"
    assert said["Ce que nous vous avons écrit"] == "21/11/2026 13:00 · read · Bonjour Awa"


def test_a_paper_takes_any_words() -> None:
    lines = ("<b>1 < 2 & 3</b>", "🚗 Zoé Nœud", "你好", "a" * 3_000, "")
    pdf = render_pdf(Paper("Vos données", ("Copie",), (Section("🔐 Qui", lines),)))

    assert pdf.startswith(b"%PDF-")
    assert len(pdf) < 20_000
