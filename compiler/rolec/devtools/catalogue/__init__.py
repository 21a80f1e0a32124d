"""Making the catalogue's data from what others have gathered, and telling what changed."""
