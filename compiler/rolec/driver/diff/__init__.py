"""Two sides, such as a git revision and the work tree, and what differs between them."""
