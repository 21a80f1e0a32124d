"""What was adopted, for people and for programs."""
