"""Dispatch: which driver is asked for which mission, one after the other, and who wins it."""
