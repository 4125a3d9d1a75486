"""Durable messaging: one way in (inbox), ordered work (lanes), one way out (the event log)."""
