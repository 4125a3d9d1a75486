"""Notifications: what is said, what leaves, what becomes of it."""
