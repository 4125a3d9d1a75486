"""Orders, noun by noun: quotes."""
