"""Projects to modules of documents: load, include, resolve, validate, lower, link."""
