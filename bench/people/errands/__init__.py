"""What customers come for, each as a policy: an opening, and an answer to whatever is shown."""
