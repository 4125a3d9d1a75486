"""Places that learn: where the words people use for a place led drivers before."""
