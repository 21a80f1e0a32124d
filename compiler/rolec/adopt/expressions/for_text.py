"""`for` expressions of Terraform as they are written."""

from __future__ import annotations

from rolec.adopt.expressions.syntax import ForEach


def for_text(each: ForEach) -> str:
    """What is written of ``each``, a list or an object."""
    head = f"for {', '.join(each.names)} in {each.over.strip()} : "
    end = f" if {each.if_.strip()}" if each.if_ else ""
    if each.key is None:
        return f"[{head}{each.value.strip()}{end}]"
    many = "..." if each.is_grouped else ""
    return f"{{{head}{each.key.strip()} => {each.value.strip()}{many}{end}}}"
