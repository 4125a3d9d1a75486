"""Orders, noun by noun: dispatch."""
