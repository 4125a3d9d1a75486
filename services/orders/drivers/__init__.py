"""Drivers: who may deliver, who is on duty, and where. Which job they get is dispatch's."""
