"""Orders, noun by noun: places."""
