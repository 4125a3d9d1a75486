"""The browser phone in real Chromium."""
