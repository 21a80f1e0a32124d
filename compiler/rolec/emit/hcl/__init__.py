"""Values to HCL: the only code that quotes, indents or aligns."""
