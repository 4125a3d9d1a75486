"""The whole platform on one machine without Docker: real engines from wheels, child processes.

Nothing here is used in production, and nothing here imports a deployable: they are started as
`python -m …`, exactly as a container starts them. Works on Linux (as root too) and macOS.
"""
