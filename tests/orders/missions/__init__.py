"""Orders, noun by noun: missions."""
