"""Orders: marketplace purchases, from the cart to the hand-over.

A cart is a priced promise of fifteen minutes; placing it reserves stock and a use of its promo
code. Every change goes through `moves.apply_move`; the one table of states is `statuses.STATES`.
"""
