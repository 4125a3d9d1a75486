"""To the client of an order: the shop's news first, then its delivery as news of the order."""
