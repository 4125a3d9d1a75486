"""Every kind of content as the Graph API wants it (whatsapp-cloud-api.md, 3)."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from services.notifications.channels.channel import Address
from services.notifications.channels.whatsapp_payload import (
    cut_text,
    message_payload,
    read_payload,
    typing_payload,
)
from shared.contracts.notifications.api import (
    Button,
    Buttons,
    ContactCard,
    Content,
    LinkButton,
    LocationRequest,
    Media,
    MenuList,
    Pin,
    Reaction,
    Row,
    Section,
    Template,
    TextContent,
)

GRACE = Address(phone="+242061234567", user_id="CG.abc")

CASES: list[tuple[Content, dict[str, Any]]] = [
    (
        TextContent(body="Bonjour", preview_link=True),
        {"type": "text", "text": {"body": "Bonjour", "preview_url": True}},
    ),
    (
        Media(kind="image", link="https://x.example/a.jpg", caption="Vue"),
        {"type": "image", "image": {"link": "https://x.example/a.jpg", "caption": "Vue"}},
    ),
    (
        Media(kind="audio", media_id="77", caption="never shown"),
        {"type": "audio", "audio": {"id": "77"}},
    ),
    (
        Media(kind="document", media_id="78", filename="facture.pdf"),
        {"type": "document", "document": {"id": "78", "filename": "facture.pdf"}},
    ),
    (
        Buttons(body="Ça va ?", buttons=[Button(id="y", title="Oui")], header="H", footer="F"),
        {
            "type": "interactive",
            "interactive": {
                "type": "button",
                "header": {"type": "text", "text": "H"},
                "body": {"text": "Ça va ?"},
                "footer": {"text": "F"},
                "action": {"buttons": [{"type": "reply", "reply": {"id": "y", "title": "Oui"}}]},
            },
        },
    ),
    (
        Buttons(
            body="Lui ?", buttons=[Button(id="y", title="Oui")], image_link="https://x.example/b"
        ),
        {
            "type": "interactive",
            "interactive": {
                "type": "button",
                "header": {"type": "image", "image": {"link": "https://x.example/b"}},
                "body": {"text": "Lui ?"},
                "action": {"buttons": [{"type": "reply", "reply": {"id": "y", "title": "Oui"}}]},
            },
        },
    ),
    (
        MenuList(
            body="Choisissez",
            button="Voir",
            sections=[Section(title="A", rows=[Row(id="1", title="Un", description="d")])],
        ),
        {
            "type": "interactive",
            "interactive": {
                "type": "list",
                "body": {"text": "Choisissez"},
                "action": {
                    "button": "Voir",
                    "sections": [
                        {"title": "A", "rows": [{"id": "1", "title": "Un", "description": "d"}]}
                    ],
                },
            },
        },
    ),
    (
        LinkButton(body="Suivez", title="Suivre", url="https://x.example/t"),
        {
            "type": "interactive",
            "interactive": {
                "type": "cta_url",
                "body": {"text": "Suivez"},
                "action": {
                    "name": "cta_url",
                    "parameters": {"display_text": "Suivre", "url": "https://x.example/t"},
                },
            },
        },
    ),
    (
        LocationRequest(body="Où êtes-vous ?"),
        {
            "type": "interactive",
            "interactive": {
                "type": "location_request_message",
                "body": {"text": "Où êtes-vous ?"},
                "action": {"name": "send_location"},
            },
        },
    ),
    (
        ContactCard(name="Jean", phone="+242055512233", organization="TokTok"),
        {
            "type": "contacts",
            "contacts": [
                {
                    "name": {"formatted_name": "Jean", "first_name": "Jean"},
                    "phones": [{"phone": "+242055512233", "wa_id": "242055512233", "type": "CELL"}],
                    "org": {"company": "TokTok"},
                }
            ],
        },
    ),
    (
        Pin(latitude=-4.26, longitude=15.28, name="Moungali"),
        {
            "type": "location",
            "location": {"latitude": -4.26, "longitude": 15.28, "name": "Moungali"},
        },
    ),
    (
        Reaction(message_id="wamid.in", emoji=""),
        {"type": "reaction", "reaction": {"message_id": "wamid.in", "emoji": ""}},
    ),
    (
        Template(template="mission_update", body_parameters=["R", "x"], button_payloads=["p"]),
        {
            "type": "template",
            "template": {
                "name": "mission_update",
                "language": {"code": "fr"},
                "components": [
                    {
                        "type": "body",
                        "parameters": [
                            {"type": "text", "text": "R"},
                            {"type": "text", "text": "x"},
                        ],
                    },
                    {
                        "type": "button",
                        "sub_type": "quick_reply",
                        "index": "0",
                        "parameters": [{"type": "payload", "payload": "p"}],
                    },
                ],
            },
        },
    ),
]


@pytest.mark.parametrize(("content", "expected"), CASES)
def test_content_becomes_what_the_graph_api_wants(
    content: Content, expected: dict[str, Any]
) -> None:
    assert message_payload(content, to=GRACE, tracker="t-1") == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+242061234567",
        "biz_opaque_callback_data": "t-1",
        **expected,
    }


def test_a_person_without_a_phone_is_reached_by_user_id() -> None:
    payload = message_payload(
        TextContent(body="Bonjour"), to=Address(phone=None, user_id="CG.abc"), tracker="t-1"
    )

    assert payload["recipient"] == "CG.abc"
    assert "to" not in payload


def test_a_text_over_the_limit_is_cut_with_a_warning() -> None:
    with capture_logs() as logs:
        cut = cut_text("a" * 4097)

    assert cut == "a" * 4093 + "..."
    assert [entry["event"] for entry in logs] == ["whatsapp_text_cut"]


def test_a_text_at_the_limit_is_left_alone() -> None:
    with capture_logs() as logs:
        assert cut_text("a" * 4096) == "a" * 4096

    assert logs == []


def test_read_and_typing_name_the_message() -> None:
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.in"}

    assert read_payload("wamid.in") == read
    assert typing_payload("wamid.in") == {**read, "typing_indicator": {"type": "text"}}
