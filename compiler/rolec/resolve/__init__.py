"""Trees to trees, one an account: rolec's own values put in, what is not for it left out."""
