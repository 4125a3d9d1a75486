"""What the simulator tells the platform: Meta's payloads, signed, at least once, unordered."""
