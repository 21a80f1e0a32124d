"""A tree to a tree that is known to fit its schema, or a message for everything that does not."""
