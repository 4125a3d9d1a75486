"""Orders, noun by noun: people."""
