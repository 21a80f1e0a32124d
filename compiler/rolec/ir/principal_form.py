"""The form of principals under `AWS`: accounts, and roles, users and sessions by their ARNs.

Source: the IAM User Guide, "AWS JSON policy elements: Principal" and "IAM identifiers". A group is none.
"""

from __future__ import annotations

import re

# All that a path takes but wildcards, which IAM does not read in a principal.
_NAME = r"[\x21-\x29\x2b-\x3e\x40-\x7e]+"

AWS_PRINCIPAL = re.compile(
    rf"[0-9]{{12}}|arn:(?P<partition>aws[a-z-]*):(?:iam::[0-9]{{12}}:(?:root|(?:role|user)/{_NAME})"
    rf"|sts::[0-9]{{12}}:(?:assumed-role/{_NAME}/{_NAME}|federated-user/{_NAME}))",
    re.ASCII,
)
