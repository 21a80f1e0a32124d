"""AWS as data: what exists, and what it is called."""
