"""Structured logs with one correlation id across hops, and Prometheus metrics."""
