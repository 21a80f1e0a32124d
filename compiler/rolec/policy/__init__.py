"""Policies as they are written, in one form: of a spec, of JSON, of AWS."""
