"""The review page of a role: what the console shows in its third step."""
