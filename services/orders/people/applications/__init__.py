"""Applications: who wants to deliver or to sell, and what an admin decided."""
