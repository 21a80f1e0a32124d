"""Expressions of Terraform to what they stand for: values, or references where only a plan knows."""
