"""Valid documents to roles: what the words of a spec mean."""
