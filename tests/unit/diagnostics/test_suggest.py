"""What is suggested is what a person would have meant, and nothing that is worse than silence."""

from __future__ import annotations

import pytest

from rolec.catalog.managed_policy import managed_policy_paths
from rolec.catalog.service_principal import service_names
from rolec.diagnostics.suggest import closest

FIELDS = ("role", "description", "path", "trust", "permissions", "instance_profile", "tags")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("S3ReadOnlyAccess", "AmazonS3ReadOnlyAccess"),
        ("AmazonS3ReadOnly", "AmazonS3ReadOnlyAccess"),
        ("S3ReadOnly", "AmazonS3ReadOnlyAccess"),
        ("AmazonS3ReadOnlyAcces", "AmazonS3ReadOnlyAccess"),
        ("AmazonS3ReadOnylAccess", "AmazonS3ReadOnlyAccess"),
        ("AmazonS3RaedOnlyAcess", "AmazonS3ReadOnlyAccess"),
        ("amazons3readonlyaccess", "AmazonS3ReadOnlyAccess"),
        ("LambdaBasicExecutionRole", "AWSLambdaBasicExecutionRole"),
        ("EC2FullAccess", "AmazonEC2FullAccess"),
        ("ReadOnlyAcess", "ReadOnlyAccess"),
        ("FrobnicatorReadOnlyAccess", None),
        ("deployment-artifacts", None),
    ],
)
def test_managed_policies(given, meant):
    assert closest(given, managed_policy_paths()) == meant


@pytest.mark.parametrize(
    ("given", "known", "meant"),
    [
        ("dve", ("dev", "prod"), "dev"),
        ("prd", ("dev", "prod"), "prod"),
        ("production", ("dev", "prod"), None),
        ("sqs", ("sns", "sts"), None),
        ("descripton", FIELDS, "description"),
        ("permission", FIELDS, "permissions"),
        ("profile", FIELDS, "instance_profile"),
        ("Tags", FIELDS, "tags"),
        ("frob", FIELDS, None),
        ("anything", (), None),
        ("", FIELDS, None),
    ],
)
def test_names_of_a_project(given, known, meant):
    assert closest(given, known) == meant


def test_case_alone_is_no_difference():
    assert closest("Lambda", service_names()) == "lambda"
