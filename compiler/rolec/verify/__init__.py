"""Reading back what is about to be written: it must say what was compiled."""
