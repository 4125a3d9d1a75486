"""Pictures: taken in, checked, resized, served."""
