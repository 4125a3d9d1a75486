"""Accepts a message as Meta does: refuse at once, or take it and report what becomes of it.

The order of checks is whatsapp-cloud-api.md, §10.2; which failures come later is §10.3.
"""

import base64
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from shared.values.ids import new_id
from simulator.chats import Direction, Entry
from simulator.container import Simulator
from simulator.graph.errors import GraphError
from simulator.graph.filling import Filled, fill
from simulator.graph.limits import READ
from simulator.graph.links import files_of
from simulator.graph.media import Media, refusal
from simulator.graph.rendering import shown
from simulator.graph.rules import Body, check_message, items, text
from simulator.graph.templates import Category, Template, TemplateStatus
from simulator.people import Person
from simulator.webhooks.pricing import SERVICE
from simulator.world import TYPING_FOR, Send

REACTION_SPAN: Final = timedelta(days=30)
_PHONE: Final = re.compile(r"\+?[0-9 ()\-]{6,24}")
_NOT_SENDABLE: Final = {TemplateStatus.PAUSED: 132015, TemplateStatus.DISABLED: 132016}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a message is for: as Meta echoes it, and the person when there is one."""

    input: str
    to: str
    person: Person | None

    @property
    def is_phone(self) -> bool:
        """Whether a phone was addressed, not a business-scoped user id."""
        return self.to.isdigit()

    def as_answer(self) -> Body:
        """Give the entry of `contacts[]` in the answer."""
        other = {"wa_id": self.to} if self.is_phone else {"user_id": self.to}
        return {"input": self.input, **other}


def new_wamid() -> str:
    """Make a message id; never one an earlier process gave."""
    return "wamid.HBgM" + base64.b64encode(new_id().bytes + b"\x00\x00").decode()


def take(simulator: Simulator, number_id: str, body: Body) -> Body:
    """Handle one POST to `messages` and give the answer.

    Raises:
        GraphError: Meta would refuse it; nothing was sent or counted.
    """
    if body.get("status") == "read":
        return mark_as_read(simulator, body)
    kind = check_message(body)
    recipient = _recipient(simulator, body)
    now = simulator.clock.now()
    template = _template(simulator, body) if kind == "template" else None
    _check_recipient(simulator, recipient, template)
    simulator.rates.spend(number_id, recipient=recipient.to, now=now)
    filled = fill(template, items(body, "template.components[]")) if template else None
    send = _new_send(simulator, number_id, body, recipient=recipient, template=template)
    failure = _failure(simulator, send, person=recipient.person)
    if failure is not None and simulator.trouble.chaos.sync_failures:
        raise failure
    if template is not None and not send.is_window_open:
        simulator.rates.open_conversation(recipient.to, now=now)
    _conclude(simulator, send, recipient=recipient, filled=filled, failure=failure)
    status = {"message_status": "accepted"} if template else {}
    return {
        "messaging_product": "whatsapp",
        "contacts": [recipient.as_answer()],
        "messages": [{"id": send.wamid, **status}],
    }


def mark_as_read(simulator: Simulator, body: Body) -> Body:
    """Turn a person's ticks blue and show the typing dots when asked to.

    Raises:
        GraphError: 100 when no person sent a message with this id.
    """
    READ.check(body)
    found = simulator.world.find_message(str(body["message_id"]))
    if found is None or found[1].direction is not Direction.IN:
        raise GraphError(100, details="Param message_id is not the id of a received message.")
    person, entry = found
    simulator.world.read_by_business(person, until=entry)
    if "typing_indicator" in body:
        simulator.world.set_typing(person, until=simulator.clock.now() + TYPING_FOR)
    return {"success": True}


def _recipient(simulator: Simulator, body: Body) -> Recipient:
    to = text(body, "to")
    if not to:
        bsuid = str(body["recipient"])
        return Recipient(bsuid, bsuid, simulator.world.find_by_bsuid(bsuid))
    if not _PHONE.fullmatch(to):
        raise GraphError(131009, details="Param to is not a valid phone number.")
    digits = re.sub(r"\D", "", to)
    return Recipient(to, digits, simulator.world.find(digits))


def _check_recipient(simulator: Simulator, recipient: Recipient, template: Template | None) -> None:
    if recipient.to == simulator.settings.simulator_display_phone:
        raise GraphError(131021, details="Recipient phone number cannot be the sender's.")
    is_code = template is not None and template.category is Category.AUTHENTICATION
    if is_code and not recipient.is_phone:
        raise GraphError(
            131062, details="Authentication templates need a phone number as recipient."
        )


def _template(simulator: Simulator, body: Body) -> Template:
    name = str(text(body, "template.name"))
    language = str(text(body, "template.language.code"))
    template = simulator.templates.find(name, language=language)
    if template is not None and template.status in _NOT_SENDABLE:
        raise GraphError(_NOT_SENDABLE[template.status], details=f"Template {name} is on hold.")
    if template is None or template.status is not TemplateStatus.APPROVED:
        raise GraphError(
            132001,
            details=f"template name ({name}) does not exist in {language} or is not approved",
        )
    return template


def _new_send(
    simulator: Simulator,
    number_id: str,
    body: Body,
    *,
    recipient: Recipient,
    template: Template | None,
) -> Send:
    now, person = simulator.clock.now(), recipient.person
    return Send(
        seq=len(simulator.world.sends) + 1,
        wamid=new_wamid(),
        to=recipient.to,
        phone=person.phone if person else None,
        number_id=number_id,
        type=str(body.get("type") or "text"),
        category=template.category.lower() if template else SERVICE,
        is_window_open=person is not None
        and simulator.world.is_window_open(person, number_id=number_id, now=now),
        at=now,
        payload=body,
    )


def _failure(simulator: Simulator, send: Send, *, person: Person | None) -> GraphError | None:
    """Say what Meta would find out later (§10.3), or None when the message arrives."""
    drawn = simulator.trouble.draws_failure()
    if person is None or person.is_blocking:
        return GraphError(131026, details="Message Undeliverable.")
    if send.type != "template" and not send.is_window_open:
        return GraphError(
            131047,
            details="Message failed to send because more than 24 hours have passed since the"
            " customer last replied to this number.",
        )
    if send.type == "reaction":
        return _reaction_failure(simulator, send, person=person) or drawn
    return _media_failure(simulator, send) or drawn


def _reaction_failure(simulator: Simulator, send: Send, *, person: Person) -> GraphError | None:
    target = simulator.world.chat(person).find(str(text(send.payload, "reaction.message_id")))
    is_good = (
        target is not None
        and target.direction is Direction.IN
        and target.type != "reaction"
        and send.at - target.at < REACTION_SPAN
    )
    return None if is_good else GraphError(131009, details="This message cannot be reacted to.")


def _media_failure(simulator: Simulator, send: Send) -> GraphError | None:
    for kind, file in files_of(send.payload):
        reason = _file_reason(simulator, kind, file)
        if reason is not None:
            return GraphError(131053, details=reason)
    return None


def _file_reason(simulator: Simulator, kind: str, file: Body) -> str | None:
    media = _file(simulator, kind, file)
    if media is not None:
        return refusal(kind, mime_type=media.mime_type, size=len(media.content))
    link = text(file, "link")
    if link is None:
        return f"No file with id {text(file, 'id')}."
    fetched = simulator.links.find(kind, link)
    return fetched.reason if fetched else f"No file behind {link}."


def _conclude(
    simulator: Simulator,
    send: Send,
    *,
    recipient: Recipient,
    filled: Filled | None,
    failure: GraphError | None,
) -> None:
    simulator.world.sends.append(send)
    if failure is not None or recipient.person is None:
        undeliverable = failure or GraphError(131026, details="Message Undeliverable.")
        simulator.receipts.fail(send, recipient.person, undeliverable)
        return
    simulator.world.set_typing(recipient.person, until=None)
    view = shown(send.payload, send.type, file_of=partial(_file, simulator), filled=filled)
    entry = Entry.model_validate(
        {
            "id": send.wamid,
            "direction": Direction.OUT,
            "type": send.type,
            "at": send.at,
            "context": text(send.payload, "context.message_id"),
            **view,
        }
    )
    simulator.world.show(recipient.person, entry)
    simulator.receipts.arrive(send, recipient.person)


def _file(simulator: Simulator, kind: str, file: Body) -> Media | None:
    """Give a message's file, uploaded or fetched from its link."""
    media_id, link = text(file, "id"), text(file, "link")
    if media_id is not None:
        return simulator.media.find(media_id, now=simulator.clock.now())
    fetched = simulator.links.find(kind, link) if link is not None else None
    return fetched.media if fetched else None
