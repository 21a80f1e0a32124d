"""What can be said against a role that means something."""
