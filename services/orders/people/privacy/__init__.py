"""Privacy: what is held of a person, told on request, and forgotten on request.

On top of every other noun. What stays, and why: docs/privacy.md.
"""
