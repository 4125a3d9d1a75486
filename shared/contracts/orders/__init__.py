"""What others may know of orders: quotes, missions, offers, drivers; their events and refusals."""
