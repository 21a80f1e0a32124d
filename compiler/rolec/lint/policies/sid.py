"""Finds statement ids that IAM refuses, and ones that name two statements.

A Sid is how people and programs speak of a statement: in a review, in a log, in Terraform's merging.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText, Word

_ALLOWED = re.compile("[A-Za-z0-9]*")

UNSUPPORTED_SID = Lint(
    id="L0501",
    name="sid-characters",
    level=Level.ERROR,
    access_analyzer="UNSUPPORTED_SID",
    explain="""
A Sid has letters and digits of ASCII, and nothing else. IAM refuses a document in which one has a
space, a dash or an underscore.
""",
    bad="""
{"Version": "2012-10-17", "Statement": [
  {"Sid": "read photos", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}]}
""",
    good="""
{"Version": "2012-10-17", "Statement": [
  {"Sid": "ReadPhotos", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}]}
""",
)

EMPTY_SID = Lint(
    id="L0502",
    name="empty-sid",
    level=Level.SUGGESTION,
    access_analyzer="EMPTY_SID_VALUE",
    explain="""
An empty Sid names nothing. Without the element the statement says the same: delete it, or give the statement
a name.
""",
    bad="""
{"Version": "2012-10-17", "Statement": [
  {"Sid": "", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}]}
""",
    good="""
{"Version": "2012-10-17", "Statement": [
  {"Sid": "ReadPhotos", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}]}
""",
)

DUPLICATE_SID = Lint(
    id="L0503",
    name="repeated-sid",
    level=Level.ERROR,
    access_analyzer="UNIQUE_SIDS_REQUIRED",
    explain="""
Two statements of an identity policy have one Sid, and IAM refuses the document. Call one of them something
else.
""",
    bad="""
{"Version": "2012-10-17", "Statement": [
  {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"},
  {"Sid": "Read", "Effect": "Allow", "Action": "sqs:ReceiveMessage", "Resource": "arn:aws:sqs:*:*:jobs"}]}
""",
    good="""
{"Version": "2012-10-17", "Statement": [
  {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"},
  {"Sid": "Receive", "Effect": "Allow", "Action": "sqs:ReceiveMessage", "Resource": "arn:aws:sqs:*:*:jobs"}]}
""",
)

DUPLICATE_TRUST_SID = Lint(
    id="L0504",
    name="repeated-sid-in-trust",
    level=Level.WARNING,
    access_analyzer="UNIQUE_SIDS_RECOMMENDED",
    explain="""
Two statements of a trust policy have one Sid. IAM takes it, and nobody can tell which of the two
is meant.
""",
    bad="""
{"Version": "2012-10-17", "Statement": [
  {"Sid": "Use", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
  {"Sid": "Use", "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
""",
    good="""
{"Version": "2012-10-17", "Statement": [
  {"Sid": "Use", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
  {"Sid": "Run", "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
""",
)


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    first: dict[str, Word] = {}
    for statement in policy.statements:
        sid = statement.sid
        if sid is None:
            continue
        if not sid.text:
            yield EMPTY_SID.at(sid.span, "the Sid is empty", help="delete it")
            continue
        if not _ALLOWED.fullmatch(sid.text):
            yield UNSUPPORTED_SID.at(
                sid.span,
                f"`{sid.text}` cannot be a Sid",
                help=_suggestion(sid.text),
            )
        before = first.setdefault(sid.text, sid)
        if before is not sid:
            lint = DUPLICATE_SID if policy.kind is Kind.IDENTITY else DUPLICATE_TRUST_SID
            yield lint.at(
                sid.span,
                f"two statements have the Sid `{sid.text}`",
                help="call one of them something else",
                secondary=(Label(before.span, "first given here"),),
            )


def _suggestion(text: str) -> str:
    words = re.findall("[A-Za-z0-9]+", text)
    camel = "".join(word[:1].upper() + word[1:] for word in words)
    return f"write `{camel}`" if camel else "use letters and digits"


FAMILY = Family((UNSUPPORTED_SID, EMPTY_SID, DUPLICATE_SID, DUPLICATE_TRUST_SID), _check)
