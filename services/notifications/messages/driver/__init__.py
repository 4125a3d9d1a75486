"""To drivers: work to take, hints on the way, cash, and what became of an application."""
