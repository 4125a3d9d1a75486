"""Frozen values everybody speaks: ids, money, phone numbers, places, time."""
