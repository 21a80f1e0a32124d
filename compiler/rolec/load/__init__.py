"""Text to a tree that knows where everything in it was written."""
