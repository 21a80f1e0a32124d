# Written by hand: what the roles refer to.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

locals {
  archive_prefix = "2026"
}

resource "aws_s3_bucket" "invoices" {
  bucket = "acme-invoices"
}

resource "aws_sqs_queue" "invoices" {
  for_each = toset(["new", "failed"])

  name = "invoices-${each.key}"
}
