"""What the compiler tells its user, as values."""
