"""Gateway: the public edge. Verifies webhook signatures, limits, routes; nothing else is reachable.

Owns no table and no business. Must never answer 200 to Meta before conversation has committed, and
never let `/internal/*` of any service be reached from outside.
"""
