"""Sending: pacing, the decision before a send, the send itself, and what becomes of its result."""
