"""What the chat shows."""
