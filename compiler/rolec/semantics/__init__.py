"""What policies mean: the definition, short enough to be compared with AWS's manual by eye."""
