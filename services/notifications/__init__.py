"""Notifications: everything that leaves, on whichever channel (notifications.md).

Owns: recipients with their 24 h window, notifications, delivery attempts, account updates.
Consumes: conversation (messages received, replies, delivery statuses, account updates) and orders
(mission statuses, offers). Emits nothing yet.
Must never: decide what a conversation says, change a mission, send what is not a row first, or
send again what may have left already.
"""
