"""Orders, noun by noun: partners."""
