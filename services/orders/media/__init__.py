"""Media: pictures taken in once, checked, resized and served. Whose they are is known above."""
