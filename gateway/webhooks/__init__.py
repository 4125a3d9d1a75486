"""What Meta calls: the verification of our address, and the updates."""
