"""What clients are told, by what they asked for: a courier job or an order from a shop."""
