"""Policies as they stand in AWS's manual, and what they say of a request."""

from __future__ import annotations

import json

from rolec.catalog.key_type import key_type
from rolec.policy.of_json import kind_of, of_json
from rolec.read.json_text import read_json
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.of_policy import statements
from rolec.semantics.request import Request
from rolec.source.file import SourceFile

VERSION = "2012-10-17"
BUCKET = "arn:aws:s3:::photos"
ROLE = "arn:aws:iam::111122223333:role/web"


def said(*written, version=VERSION):
    """The statements that are ``written`` as values of Python."""
    document = {"Statement": list(written)} | ({"Version": version} if version else {})
    value = read_json(SourceFile("policy.json", json.dumps(document))).value
    return statements(of_json(value, kind_of(value)))


def allow(actions="*", on="*", **more):
    return {"Effect": "Allow", "Action": actions, "Resource": on, **more}


def deny(actions="*", on="*", **more):
    return {"Effect": "Deny", "Action": actions, "Resource": on, **more}


def when(**operators):
    """Everything is allowed, under one condition; the keys are those of operators."""
    return allow(Condition=operators)


def access(*written, version=VERSION, **layers):
    """Identity policies, and as ``boundary=``, ``session=`` or ``scp=`` the statements of others."""
    others = (
        Layer(LayerKind[kind.rstrip("0123456789").upper()], said(*each))
        for kind, each in layers.items()
    )
    identity = Layer(LayerKind.IDENTITY, said(*written, version=version))
    return Access(layers=(identity, *others))


def request(action="s3:GetObject", resource=BUCKET, *, open_=False, principal=None, **context):
    """A request; keys are written ``aws_SourceIp``, and a text is a list of one."""
    return Request(
        action=action,
        resource=resource,
        principal=principal,
        open=open_,
        context=keys_of({name.replace("_", ":", 1): value for name, value in context.items()}),
    )


def keys_of(context):
    return {
        key.lower(): (value,) if isinstance(value, str) else value and tuple(value)
        for key, value in context.items()
    }


KEYS = key_type
