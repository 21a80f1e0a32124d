"""What PyYAML says about text that is not YAML, in words that say what to do."""

from __future__ import annotations

import yaml

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.load import codes
from rolec.load.depth import too_deep
from rolec.source.file import SourceFile
from rolec.source.span import Span


def syntax_error(
    file: SourceFile, problem: yaml.MarkedYAMLError | yaml.reader.ReaderError
) -> Diagnostic:
    """The diagnostic for what the parser refused, at the character it points to."""
    if not isinstance(problem, yaml.MarkedYAMLError):
        at = problem.position
        return _at(file, at, f"invalid YAML: {problem.reason}", "delete the character")
    mark = problem.problem_mark or problem.context_mark
    at = min(mark.index if mark else 0, len(file.text))
    words = " ".join(str(part) for part in (problem.context, problem.problem) if part)
    if "alias" in words or "anchor" in words:
        at = max(0, at - 1)  # the parser points behind the sign
    if "nesting depth" in words:  # libyaml from 0.2.6 on has a limit of its own
        return too_deep(Span(file.path, at, min(at + 1, len(file.text))))
    if "could not find expected ':'" in words:
        return _no_colon(file, problem, at)
    line_start = file.text.rfind("\n", 0, at) + 1
    if (
        "while parsing a block" in words
        and line_start < at
        and not file.text[line_start:at].strip()
    ):
        return _at(
            file,
            at,
            "this line is indented as none that it could belong to",
            "indent it as deep as the lines that it belongs to",
        )
    message, help_ = _explain(
        words, file.text[line_start : file.text.find("\n", at)], file.text[at : at + 1]
    )
    return _at(file, at, message, help_)


def _no_colon(file: SourceFile, problem: yaml.MarkedYAMLError, at: int) -> Diagnostic:
    """A line that is no field; the parser notices when it reads the next."""
    begun = problem.context_mark.index if problem.context_mark else at
    end = file.text.find("\n", begun)
    line = Span(file.path, begun, len(file.text) if end == -1 else end)
    brace = file.text.rfind("{", 0, begun + 1)
    pasted = file.text[:begun].rstrip().endswith("{") or brace == begun
    if pasted and file.text[:brace].endswith("\n"):
        return error(
            codes.SYNTAX,
            "the JSON here is not a part of the field above it",
            Span(file.path, brace, brace + 1),
            help="indent all of it further than the field, or put it in a file and write its path",
        )
    return error(
        codes.SYNTAX,
        "this line has no `:`, and is not a field",
        line,
        help="write `key: value`, or delete the line",
    )


def _explain(words: str, line: str, char: str) -> tuple[str, str]:
    if "alias" in words or "anchor" in words:
        return (
            "a plain text cannot begin with `*` or `&`",
            'put quotes around it, as in `allow: "*"`',
        )
    if "${" in line:
        return (
            "`${...}` in `{}` or `[]` is not a text to YAML",
            'put quotes around it, as in `"${aws:username}"`',
        )
    if char == "\t":
        return "a tab cannot indent", "indent with spaces"
    if char and char in "@`%":
        return f"a plain text cannot begin with `{char}`".replace(
            "```", "a backtick"
        ), "put quotes around it"
    if char == ":" or "mapping values" in words:
        return "a `:` where no key can be", "put quotes around a text that holds `: `"
    return f"invalid YAML: {words}", "correct the line, or put quotes around its text"


def _at(file: SourceFile, at: int, message: str, help_: str) -> Diagnostic:
    return error(
        codes.SYNTAX, message, Span(file.path, at, min(at + 1, len(file.text))), help=help_
    )
