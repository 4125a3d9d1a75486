"""What is written when somebody is forgotten: one file a write."""
