"""The kinds of trusted entity: one module each."""
