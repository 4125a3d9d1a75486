"""PostgreSQL: one schema and one MetaData per service, one transaction per request or message."""
