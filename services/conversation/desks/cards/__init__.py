"""How things are told in the chat: missions, orders, jobs, prices; words only, no decisions."""
