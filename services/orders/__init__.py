"""Orders: who delivers what, for how much, and where it stands.

Owns the catalogue and its pictures, drivers and who applies, quotes, learned places, cash in
drivers' hands, missions, orders, dispatch and partners (schema `orders`). Emits the facts of
`shared/contracts/orders/events.py`; consumes nobody else's but `notifications.recipient_erased`.
Must never talk to a person: it tells facts, others find the words.

One folder per noun, importing downwards in this order and never back:
people → partners → dispatch → orders → missions → cash → places → quotes →
drivers → catalogue → media.
"""
