"""Run against the platform in containers; not part of `make test`, which needs no Docker."""
