"""For people who work on rolec: what is made from what, and whether it is fresh."""
