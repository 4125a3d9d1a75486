"""A delivery back end's day: what a partner's program does with us, and what goes wrong for it.

Written from docs/partners.md alone, as a partner would: it knows our paths, not our code.
"""
