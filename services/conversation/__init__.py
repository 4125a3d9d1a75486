"""Conversation: understands people.

Owns contacts, their identifiers, and each person's dialogue.
Emits `conversation.message_received`, `reply_written`, `delivery_status_received`,
`account_update_received`, `contact_erased`. Consumes `orders.driver_registered`,
`merchant_registered`, `person_erased` and `notifications.recipient_erased`.
Never sends anything itself, knows no price and moves no mission: it asks, and tells what it hears.

Reading order: flows/courier (what an errand looks like), dialogue/engine.py (how every errand
is led), use_cases/handle_messages.py (one turn, one transaction), channels/meta.py (how words come
in).
"""
