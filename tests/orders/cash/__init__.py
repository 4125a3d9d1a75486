"""Orders, noun by noun: cash."""
