"""What others may know of notifications: the content a message can have."""
