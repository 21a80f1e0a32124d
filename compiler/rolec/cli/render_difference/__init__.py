"""What differs between two sides, for reviewers and for programs."""
