"""The channels' dialects: what Meta sends in, what WhatsApp can show. Pure, no I/O."""
