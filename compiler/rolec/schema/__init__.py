"""What a document may contain, read from `schemas/`: for cerberus, for editors and for people."""
