"""The simulator over its own HTTP interfaces, with a platform that records what it hears."""
