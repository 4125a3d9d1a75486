"""Orders, noun by noun: marketplace orders."""
