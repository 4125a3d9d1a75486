"""Notifications: everything that leaves, on whichever channel (notifications.md).

Owns: recipients with their language and 24 h window, notifications, delivery attempts, account
updates. Consumes: conversation (messages received, replies, languages, delivery statuses, account
updates, erasures) and orders (missions, offers, orders, erasures). Emits
`notifications.recipient_erased`.
Must never: decide what a conversation says, change a mission, send what is not a row first, or
send again what may have left already.
"""
