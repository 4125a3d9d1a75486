"""Structured logs: JSON lines, events not prose, the correlation id on each, phones masked."""

import logging
import re
import sys
from collections.abc import MutableMapping

import orjson
import structlog

from shared.observability.correlation import correlation_id

_PHONE = re.compile(r"\+?\b(?:242|237)\d{8,9}\b")


def configure_logs(service: str, *, level: str = "info") -> None:
    """Send this process's logs to stdout as JSON lines, standard-library ones included."""

    def add_context(
        _logger: object, _method: str, entry: MutableMapping[str, object]
    ) -> MutableMapping[str, object]:
        entry["service"] = service
        if current := correlation_id():
            entry["correlation_id"] = current
        return entry

    chain: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        add_context,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _mask_phones,
    ]
    structlog.configure(
        processors=[*chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=chain,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_to_json),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # At debug level `openai` writes whole requests: people's own words.
    clients = ("httpx", "httpcore", "httpx2", "httpcore2", "openai")
    for chatty in (*clients, "uvicorn.access", "sqlalchemy.engine"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _mask_phones(
    _logger: object, _method: str, entry: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    """Last line of defence: whatever looks like one of our countries' numbers is masked."""
    for key, value in entry.items():
        if isinstance(value, str) and key != "correlation_id":
            entry[key] = _PHONE.sub(lambda m: f"{m[0][:4]}•••••{m[0][-2:]}", value)
    return entry


def _to_json(entry: object, **_options: object) -> str:
    return orjson.dumps(entry, default=str).decode()
