"""What was found in the words of a spec."""
