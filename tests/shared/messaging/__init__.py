"""Tests of durable messaging."""
