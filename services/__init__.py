"""One package a service; they never import each other (architecture.md, rule 1)."""
