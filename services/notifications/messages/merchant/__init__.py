"""To merchants: orders and their drivers, the shelf, and what became of an application."""
