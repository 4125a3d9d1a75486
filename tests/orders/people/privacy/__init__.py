"""Orders, noun by noun: privacy."""
