"""Moto, which stands in for AWS."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import boto3

_SERVICES = ("eks", "iam", "s3", "sqs", "sts")
_SERVE = """
import sys
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple
application = DomainDispatcherApplication(create_backend_app)
run_simple("127.0.0.1", int(sys.argv[1]), application, threaded=False)
"""
"""One request at a time: what moto keeps is not made for threads, and a request that fails on that way is sent again,
and finds what it has made.
"""


@dataclass(frozen=True, slots=True)
class Moto:
    """A server that keeps accounts apart by their access keys: each has a moto of its own."""

    address: str

    def access_key(self, account: str, region: str = "us-east-1") -> str:
        """A key of ``account``: moto lets a role be assumed in any, and believes the key alone."""
        sts = self.client("sts", "test", region)
        arn = f"arn:{sts.meta.partition}:iam::{account}:role/oracle"
        session = sts.assume_role(RoleArn=arn, RoleSessionName="oracle")
        return session["Credentials"]["AccessKeyId"]

    def client(self, service: str, key: str, region: str = "us-east-1"):
        """A client of boto3 that speaks to the server."""
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=self.address,
            aws_access_key_id=key,
            aws_secret_access_key="test",
        )

    def provider(self, account: str, region: str = "us-east-1", *, alias: str = "") -> str:
        """Terraform's settings of a provider for ``account``."""
        endpoints = "\n".join(f'    {service} = "{self.address}"' for service in _SERVICES)
        named = f'  alias = "{alias}"\n' if alias else ""
        return (
            f'provider "aws" {{\n{named}'
            f'  region = "{region}"\n'
            f'  access_key = "{self.access_key(account, region)}"\n'
            '  secret_key = "test"\n'
            "  skip_credentials_validation = true\n"
            "  skip_requesting_account_id = true\n"
            "  skip_metadata_api_check = true\n"
            "  s3_use_path_style = true\n"
            f"  endpoints {{\n{endpoints}\n  }}\n}}\n"
        )


@contextmanager
def moto_server() -> Iterator[Moto]:
    """Moto with the managed policies of AWS, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(port)],
        env=os.environ | {"MOTO_IAM_LOAD_MANAGED_POLICIES": "true"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(server, port)
        yield Moto(f"http://127.0.0.1:{port}")
    finally:
        server.kill()
        server.wait(timeout=10)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("moto did not answer")
