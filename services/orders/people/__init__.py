"""People who join (applications) and people who leave, or want to know what is kept (privacy)."""
