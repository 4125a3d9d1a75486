"""Orders: who delivers what, for how much, and where it stands.

Owns the catalogue, drivers, quotes, missions, dispatch and partners (schema `orders`).
Emits MissionStatusChanged, OfferMade, OfferClosed, DispatchExhausted, DriverRegistered and
OrderStatusChanged; consumes no events. Must never talk to a person: it tells facts, others
find the words.

One folder per noun, importing downwards in this order and never back:
partners → dispatch → missions → quotes → drivers → catalogue.
"""
