"""The anchor of `bench.ack`: a FastAPI handler that checks the HMAC, and keeps nothing."""

import hmac
import os

import uvloop
from fastapi import FastAPI, HTTPException, Request, Response

from shared.settings import ServiceSettings
from shared.web.serve import serve_app


def create_app(secret: bytes) -> FastAPI:
    """Make the app: no middleware, no parsing, no storage."""
    app = FastAPI()

    @app.post("/webhooks/meta")
    async def webhook(request: Request) -> Response:
        expected = "sha256=" + hmac.digest(secret, await request.body(), "sha256").hex()
        if not hmac.compare_digest(expected, request.headers.get("x-hub-signature-256", "")):
            raise HTTPException(401)
        return Response("OK")

    @app.get("/health/ready")
    async def ready() -> str:
        return "ok"

    return app


if __name__ == "__main__":
    app = create_app(os.environ["WHATSAPP_APP_SECRET"].encode())
    uvloop.run(serve_app(app, ServiceSettings()).serve())
