"""What of a change somebody must look at, and who."""
