"""The commands of `python -m rolec.devtools`: one module each."""
