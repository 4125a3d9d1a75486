"""Orders, noun by noun: catalogue."""
