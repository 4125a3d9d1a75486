"""Talks at the desks: what each role does without a form."""
