"""The one renderer: replies as data become content within WhatsApp's limits.

Up to three short choices are buttons, more are a list, more than ten are paged by whoever offers
them. A reply with a link or a card travels in as few messages as WhatsApp allows.
"""

from typing import Final, Literal

from services.conversation.dialogue.replies import Document, Option, Reply
from services.conversation.dialogue.wording import Voice
from shared.contracts.notifications.api import (
    Button,
    Buttons,
    ContactCard,
    Content,
    LinkButton,
    LocationRequest,
    Media,
    MenuList,
    Row,
    Section,
    TextContent,
)

BODY: Final = 1_024
LIST_BODY: Final = 4_096
BUTTON_TITLE: Final = 20
ROW_TITLE: Final = 24
ROW_DESCRIPTION: Final = 72
MAX_BUTTONS: Final = 3
MAX_ROWS: Final = 10


def render(reply: Reply, *, voice: Voice) -> list[Content]:
    """Render one reply; nearly always one message."""
    above = (*reply.preface, "") if reply.preface else ()
    body = "\n".join(voice.say(line) for line in (*above, *reply.lines)).strip()
    if reply.document is not None:
        return [*_overflow(body), _document(reply.document, caption=_tail(body))]
    if reply.card is not None:
        card = ContactCard(name=reply.card.name, phone=reply.card.phone)
        return [TextContent(body=body), card]
    if reply.link is not None:
        title = cut(voice.say(reply.link.title), BUTTON_TITLE)
        return [*_overflow(body), LinkButton(body=_tail(body), title=title, url=reply.link.url)]
    if reply.options:
        return _with_options(body, reply, voice)
    return _plain(body, reply)


def _plain(body: str, reply: Reply) -> list[Content]:
    if reply.picture is not None:
        return [*_overflow(body), _picture(reply.picture, caption=_tail(body))]
    if reply.wants_location:
        return [*_overflow(body), LocationRequest(body=_tail(body))]
    return [TextContent(body=body)]


def _with_options(body: str, reply: Reply, voice: Voice) -> list[Content]:
    options = reply.options
    titles = [voice.say(option.title) for option in options]
    fits = all(len(title) <= BUTTON_TITLE for title in titles)
    described = any(option.description for option in options)
    if len(options) <= MAX_BUTTONS and fits and not described:
        buttons = [
            Button(id=one.id, title=title) for one, title in zip(options, titles, strict=True)
        ]
        shown = Buttons(body=_tail(body), buttons=buttons, image_link=reply.picture)
        return [*_overflow(body), shown]
    rows = [
        _row(option, title, voice)
        for option, title in zip(options[:MAX_ROWS], titles, strict=False)
    ]
    label = cut(voice.say(reply.list_label), BUTTON_TITLE)
    listed = MenuList(body=cut(body, LIST_BODY), button=label, sections=[Section(rows=rows)])
    # A list cannot carry a picture: it goes first (conversation.md, Dialogue engine).
    return [_picture(reply.picture), listed] if reply.picture is not None else [listed]


def _picture(link: str, *, caption: str | None = None) -> Media:
    return Media(kind="image", link=link, caption=caption)


def _document(document: Document, *, caption: str) -> Media:
    kind: Literal["document"] = "document"
    return Media(kind=kind, link=document.link, filename=document.filename, caption=caption)


def _row(option: Option, title: str, voice: Voice) -> Row:
    description = voice.say(option.description) if option.description else None
    if len(title) > ROW_TITLE:
        description = description or title
    return Row(
        id=option.id,
        title=cut(title, ROW_TITLE),
        description=cut(description, ROW_DESCRIPTION) if description else None,
    )


def _overflow(body: str) -> list[Content]:
    """What an interactive body cannot hold goes first, as text."""
    if len(body) <= BODY:
        return []
    return [TextContent(body=body[: _break(body)].rstrip())]


def _tail(body: str) -> str:
    return body if len(body) <= BODY else body[_break(body) :].strip()


def _break(body: str) -> int:
    """Find a line end that leaves at most one body's worth behind it."""
    at = body.find("\n", len(body) - BODY)
    return at if at >= 0 else len(body) - BODY


def cut(text: str, limit: int) -> str:
    """Cut to a limit, with an ellipsis when something was lost."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
