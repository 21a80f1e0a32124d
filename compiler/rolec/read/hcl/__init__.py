"""The syntax of HCL: text to bodies of arguments and blocks, with python-hcl2's grammar."""
