"""What stands in the output folder, what must change, and changing it."""
