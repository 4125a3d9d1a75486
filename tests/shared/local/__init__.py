"""The engines and the demo, on this machine."""
