"""Git revisions, read from the objects of a repository: nothing is checked out, run or fetched."""
