"""The source lines of a diagnostic, with what it speaks of underlined."""
