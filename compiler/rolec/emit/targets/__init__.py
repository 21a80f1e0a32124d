"""The formats that modules are written in: one module each."""
