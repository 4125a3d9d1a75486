"""What several deployables need: values, errors, contracts, database, messaging, web, auth, logs.

Imports no deployable. `shared.values`, `shared.errors` and `shared.contracts` are plain data.
"""
