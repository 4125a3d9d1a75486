"""A strict local stand-in for Meta's Graph API and for the phones on the other side.

Owns nothing durable: people, chats, media and templates live in memory and end with the process.
Speaks Meta's wire format to the platform (`graph/`, `webhooks/`), a control API to tests (`/sim`)
and a browser phone to people (`web/`). Imports `shared` only; must never import the platform.
"""
