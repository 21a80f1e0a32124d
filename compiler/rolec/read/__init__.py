"""Terraform and JSON to the IR: the reader that verifies what is written, and adopts what exists.

Shares no code with what writes. ``hcl`` and ``json_text`` know syntax and give ``value``s
with their places; ``policy_document`` and ``terraform`` know what those mean.
"""
