"""Knowing again that nothing that counts for a build has changed since, at next to no cost.

Nothing here imports what is slow to import, `dataclasses`, `json`, `pathlib`, `re` and `typing`
among them: to find that there is nothing to do takes less time than they do.
"""
