"""What others may know of billing: promo codes, checked, reserved and settled."""
