"""Simulated customers: who they are, how they read, and that their lives are told right."""
