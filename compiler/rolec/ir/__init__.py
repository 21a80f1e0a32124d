"""What roles mean: frozen values, checked once where they are made.

The waist of the compiler. What is in front of it reads specs; what is behind it
writes, reads, compares and explains roles, and never sees a spec.
"""
