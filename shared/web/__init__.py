"""HTTP: the app every service starts from, problem+json, the client, idempotency."""
