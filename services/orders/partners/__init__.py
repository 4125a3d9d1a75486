"""Partners: other back ends that push mission and order statuses, signed, late and in any order."""
