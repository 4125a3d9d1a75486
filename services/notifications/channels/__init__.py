"""One adapter per channel behind `channel.Channel`; a new channel is a new file here."""
