"""Provider: the artisans.

Owns their directory; service requests, the portal's accounts and its web app grow here.
Emits nothing yet. Consumes nothing. Never shows a phone number to the public.
"""
