"""`rolec.lock`: what outputs take from AWS's catalogue, read, compared and written."""
