"""A person's copy is kept for a day, behind a link that nobody can guess."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from services.conversation.work import Work
from shared.values.ids import new_id

VALID_FOR: Final = timedelta(hours=24)


async def keep_export(work: Work, contact_id: UUID, *, filename: str, content: bytes) -> str:
    """Keep a copy instead of the one before; return the token of its link.

    Raises:
        ContactGone: the person was forgotten while the copy was made.
    """
    await work.contacts.get(contact_id)
    token = secrets.token_urlsafe(32)
    await work.personal.keep_export(
        {
            "id": new_id(),
            "contact_id": contact_id,
            "token_hash": hashed(token),
            "filename": filename,
            "content": content,
            "expires_at": work.now + VALID_FOR,
        }
    )
    return token


def hashed(token: str) -> str:
    """Give what is kept of a token: it is random, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
