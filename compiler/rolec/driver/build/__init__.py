"""Modules of documents to files on disk."""
