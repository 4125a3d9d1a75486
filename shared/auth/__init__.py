"""Who is calling: service tokens between our own processes. python-jose is used only here."""
