"""The secrets of this checkout: made once, kept readable by their owner only, never printed."""

import json
import secrets
from pathlib import Path
from typing import Final

_NAMES: Final = (
    "WHATSAPP_APP_SECRET",
    "WHATSAPP_VERIFY_TOKEN",
    "WHATSAPP_API_TOKEN",
    "SERVICE_TOKEN_SECRET",
    "ADMIN_SECRET",
)
_BYTES: Final = 32


def load_keys(folder: Path) -> dict[str, str]:
    """Give every secret by the name of its variable, making those that are missing."""
    file = folder / "secrets.json"
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    keys = {name: known.get(name) or secrets.token_hex(_BYTES) for name in _NAMES}
    if keys != known:
        _write(file, json.dumps(keys, indent=2))
    return keys


def _write(file: Path, text: str) -> None:
    """Replace it in one step: an interrupted start leaves the old file or the new one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(text + "\n")
    fresh.replace(file)
