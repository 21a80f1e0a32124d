"""Faults that are planted in a copy of rolec, to see the tests that must notice them fail."""
