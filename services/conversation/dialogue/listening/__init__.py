"""What was said, taken in the right sense: one file for each way of saying something."""
