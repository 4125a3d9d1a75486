"""Walking Meta's updates: everything is filed, nothing raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conversation.channels.hearing import identify
from services.conversation.channels.meta import read_update
from services.conversation.channels.meta_said import said_in
from services.conversation.dialogue.said import Kind
from tests.support.meta import message, status, update


def test_every_entry_change_message_and_status_is_walked() -> None:
    both = {**message("a", message_id="m1"), **status("s1", "sent")}
    read = read_update(update(both, message("b", message_id="m2"), status("s1", "read")))

    assert [one.key for one in read.messages] == ["meta:message:m1", "meta:message:m2"]
    assert [one.key for one in read.statuses] == ["meta:status:s1:sent:", "meta:status:s1:read:"]
    assert read.unreadable == []


def test_the_lane_is_the_bsuid_and_the_phone_without_one() -> None:
    read = read_update(update(message("a"), message("b", user_id=None), message("c", phone=None)))

    assert [one.sender for one in read.messages] == ["CG.1a2b3c", "242065550101", "CG.1a2b3c"]


def test_one_unreadable_update_keeps_the_others() -> None:
    broken = {"messages": [{"type": "text"}, "odd", 7]}
    read = read_update(update(broken, message("fine", message_id="m1")))

    assert [one.reason for one in read.unreadable] == [
        "message without id",
        "message is not an object",
        "message is not an object",
    ]
    assert [one.key for one in read.messages] == ["meta:message:m1"]


def test_a_template_update_is_an_account_update() -> None:
    value = {"event": "PAUSED", "message_template_name": "mission_update"}
    read = read_update(update(value, field="message_template_status_update"))

    assert [(one.field, one.value) for one in read.account] == [
        ("message_template_status_update", value)
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["entry", "changes", "value", "messages", "statuses", "id", "from"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(json_values)
def test_nothing_that_is_json_makes_the_walk_raise(value: object) -> None:
    read = read_update(value)

    assert read.messages or read.statuses or read.account or read.unreadable


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"type": "text", "text": {"body": "bonjour"}}, Kind.TEXT),
        ({"type": "image", "image": {"id": "1", "mime_type": "image/jpeg"}}, Kind.IMAGE),
        ({"type": "audio", "audio": {"id": "1", "voice": True}}, Kind.AUDIO),
        ({"type": "video", "video": {"id": "1"}}, Kind.VIDEO),
        ({"type": "document", "document": {"id": "1", "filename": "a.pdf"}}, Kind.DOCUMENT),
        ({"type": "sticker", "sticker": {"id": "1", "animated": False}}, Kind.STICKER),
        ({"type": "location", "location": {"latitude": -4.2, "longitude": 15.2}}, Kind.LOCATION),
        ({"type": "contacts", "contacts": [{"phones": [{"phone": "061234567"}]}]}, Kind.CONTACT),
        ({"type": "reaction", "reaction": {"message_id": "x", "emoji": "👍"}}, Kind.REACTION),
        ({"type": "button", "button": {"payload": "p", "text": "Oui"}}, Kind.TAP),
        (
            {
                "type": "interactive",
                "interactive": {"type": "list_reply", "list_reply": {"id": "a", "title": "A"}},
            },
            Kind.TAP,
        ),
        (
            {
                "type": "edit",
                "edit": {"message": {"type": "text", "text": {"body": "non, Bacongo"}}},
            },
            Kind.TEXT,
        ),
        ({"type": "interactive", "errors": [{"code": 131051}]}, Kind.OTHER),
        ({"type": "location", "location": {"latitude": 1234, "longitude": 15.2}}, Kind.OTHER),
        ({"type": "unsupported", "errors": [{"code": 131051}]}, Kind.OTHER),
        ({"type": "hologram", "hologram": {}}, Kind.OTHER),
        ({}, Kind.OTHER),
    ],
)
def test_every_inbound_type_is_said(body: dict[str, object], kind: Kind) -> None:
    assert said_in({"id": "wamid.1", "timestamp": "1795262400", **body}).kind is kind


def test_a_profile_that_is_only_a_number_has_no_name() -> None:
    said = {"from": "242069990001", "type": "text"}

    assert identify({"message": said, "profile": {"profile": {"name": "+242069990001"}}})[1] is None
    assert identify({"message": said, "profile": {"profile": {"name": "Awa 2"}}})[1] == "Awa 2"
