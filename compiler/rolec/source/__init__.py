"""Spans and source text: the bottom layer, the only one that knows lines and columns."""
