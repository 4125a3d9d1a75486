"""The dialogue engine: pure functions from (state, what was said) to (state, replies, intents).

Knows no database, no HTTP and no errand: those are in flows/.
"""
