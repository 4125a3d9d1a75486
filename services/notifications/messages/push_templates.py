"""Print Meta's definitions of our templates (`make templates`), and create them there.

With `WHATSAPP_API_TOKEN` and `WHATSAPP_BUSINESS_ACCOUNT_ID` they are also created through the Graph
API; those that exist stay as they are.
"""

import asyncio
import sys
from collections.abc import Sequence
from itertools import product
from typing import Any

import httpx
import orjson

from services.notifications.channels.whatsapp import graph_client
from services.notifications.messages.templates import DEFINITIONS, LANGUAGES, TemplateDefinition
from services.notifications.settings import NotificationsSettings
from shared.values.language import Language

_KNOWN_SUBCODE = 2388024  # "content in this language already exists", on code 100


def definition_of(template: TemplateDefinition, language: Language) -> dict[str, Any]:
    """Write a definition as Meta's `message_templates` takes it (whatsapp-cloud-api.md, 3.4)."""
    wording = template.wording(language)
    body = {
        "type": "BODY",
        "text": wording.body,
        "example": {"body_text": [list(wording.examples)]},
    }
    replies = [{"type": "QUICK_REPLY", "text": text} for text in wording.quick_replies]
    return {
        "name": template.name,
        "language": language.value,
        "category": "UTILITY",
        "components": [body, {"type": "BUTTONS", "buttons": replies}],
    }


async def push(
    graph: httpx.AsyncClient, templates: Sequence[TemplateDefinition], *, account_id: str
) -> list[str]:
    """Create what does not exist; return one line a template and language on how it went."""
    lines = []
    for template, language in product(templates, LANGUAGES):
        definition = definition_of(template, language)
        answer = await graph.post(f"/{account_id}/message_templates", json=definition)
        lines.append(f"{template.name} {language}: {_outcome(answer)}")
    return lines


def _outcome(answer: httpx.Response) -> str:
    body = answer.json()
    if answer.is_success:
        return str(body.get("status", "created")).lower()
    error = body.get("error", {})
    if error.get("error_subcode") == _KNOWN_SUBCODE:
        return "exists"
    return f"refused: {error.get('message')} {error.get('error_data', {}).get('details', '')}"


async def _main() -> int:
    settings = NotificationsSettings()
    definitions = [definition_of(*one) for one in product(DEFINITIONS, LANGUAGES)]
    print(orjson.dumps(definitions, option=orjson.OPT_INDENT_2).decode())  # noqa: T201 - its purpose
    token, account_id = settings.whatsapp_api_token, settings.whatsapp_business_account_id
    if not token.get_secret_value() or not account_id:
        return 0
    graph = graph_client(
        api_url=settings.whatsapp_api_url, token=token.get_secret_value(), connections=1
    )
    async with graph:
        lines = await push(graph, DEFINITIONS, account_id=account_id)
    print("\n".join(lines), file=sys.stderr)  # noqa: T201 - its purpose
    return 1 if any(": refused" in line for line in lines) else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_main()))
