"""What IAM would accept and a person should not write, and what it would refuse, in documents and roles."""
