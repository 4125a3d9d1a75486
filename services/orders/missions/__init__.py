"""Missions: one delivery job each, from the order to the hand-over, and the page that shows it."""
