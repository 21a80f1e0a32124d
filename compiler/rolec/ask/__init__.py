"""Questions about what policies allow: whether some request of a kind is allowed, and which."""
