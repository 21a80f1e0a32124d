"""Each mistake has one message, at the smallest place that shows it."""

from __future__ import annotations

import sys
from time import process_time

import pytest

from rolec.load.load import load
from rolec.schema.store import names
from rolec.source.file import SourceFile
from rolec.validate import codes
from rolec.validate import validate as stage
from rolec.validate.validate import ValidDocument, validate
from support.tree import tree

ROLE = "role: web\ntrust:\n  - aws_service: ec2\n"
STATEMENT = "policy: p\nstatements:\n  - {allow: 's3:GetObject', on: '*'}\n"


def judged(text: str, schema: str = "role"):
    """The messages for a text, each with its code, what it underlines, and its help."""
    file = SourceFile("spec.yaml", text)
    read = load(file).value
    assert read is not None
    outcome = validate(read[0], schema)
    return [(d.code, file.slice(d.primary.span), d.message, d.help) for d in outcome.diagnostics]


def test_a_valid_document_says_what_it_is():
    root = tree({"role": "web", "trust": [{"aws_service": "ec2"}]})
    assert validate(root, "role").value == ValidDocument(root, "role")


CASES = [
    # unknown, missing and conflicting fields
    (ROLE + "desciption: x\n", codes.UNKNOWN_FIELD, "desciption", "did you mean `description`?"),
    (ROLE + "colour: x\n", codes.UNKNOWN_FIELD, "colour", "the fields here are `role`"),
    ("role: web\n", codes.MISSING_FIELD, "role", "add `trust:`"),
    (ROLE + "permissions: [{inline_policy: p}]\n", codes.MISSING_FIELD, "inline_policy", "add"),
    (
        ROLE + "expect: [{allow: 'a:b', deny: 'a:c'}]\n",
        codes.CONFLICTING_FIELDS,
        "deny",
        "keep one of them",
    ),
    # shapes
    (ROLE + "tags: [a]\n", codes.WRONG_TYPE, "[a]", "write a field for each tag, as in `team: web`"),
    (ROLE + "path: [a]\n", codes.WRONG_TYPE, "[a]", "write a path as in"),
    (ROLE + "exclusive: yes\n", codes.WRONG_TYPE, "yes", "write `true`"),
    ("role: web\ntrust: ec2\n", codes.WRONG_TYPE, "ec2", "write who may assume"),
    # forms
    (ROLE.replace("web", "web server"), codes.WRONG_FORM, "web server", "write 1 to 64 letters"),
    (ROLE + "path: /a//b/\n", codes.WRONG_FORM, "/a//b/", "write a path as in"),
    (ROLE + "path: /aws-reserved/x/\n", codes.WRONG_FORM, "/aws-reserved/x/", "write a path"),
    (ROLE + "tags: {AWS:x: y}\n", codes.WRONG_FORM, "AWS:x", "write a tag key"),
    (ROLE + "json: maybe\n", codes.UNKNOWN_WORD, "maybe", "write `required`"),
    # kinds
    ("role: a\ntrust: [{aws_servce: ec2}]\n", codes.NO_KIND, "aws_servce", "did you mean"),
    ("role: a\ntrust: [{}]\n", codes.NO_KIND, "{}", "write one of"),
    ("role: a\ntrust: [{xyz: ec2}]\n", codes.NO_KIND, "xyz", "an entry has one of"),
    ("role: a\ntrust: [{aws_service: ec2, saml: x}]\n", codes.NO_KIND, "saml", "make an entry"),
    # sizes
    ("role: a\ntrust: []\n", codes.WRONG_LENGTH, "[]", "write at least one value"),
    (ROLE + f"description: {'x' * 1001}\n", codes.WRONG_LENGTH, "x" * 1001, "leave out 1 character"),
    (ROLE + "max_session_duration: 60\n", codes.OUT_OF_RANGE, "60", "write 3600 to 43200 seconds"),
    (ROLE + "max_session_duration: 43201\n", codes.OUT_OF_RANGE, "43201", "write 3600 to 43200 seconds"),
    (ROLE + "max_session_duration: 13h\n", codes.WRONG_FORM, "13h", "write 3600 to 43200"),
    # characters
    (ROLE + "description: a — b\n", codes.CHARACTER, "—", "descriptions hold"),
    (ROLE + "tags: {a: 'x!'}\n", codes.CHARACTER, "!", "tags hold"),
    # substitutions
    ("role: ${aws:username}\ntrust: [{aws_service: ec2}]\n", codes.MISPLACED_SUBSTITUTION,
     "${aws:username}", "IAM reads policy variables only"),
    (ROLE + "tags: {a: '${aws:username}'}\n", codes.MISPLACED_SUBSTITUTION, "${aws:username}",
     "write the value itself"),
    (ROLE + "path: '/${aws:username}/'\n", codes.MISPLACED_SUBSTITUTION, "${aws:username}",
     "write the value itself"),
    ("role: 'a${var.x}'\ntrust: [{aws_service: ec2}]\n", codes.MISPLACED_SUBSTITUTION, "${var.x}",
     "only Terraform will know"),
    (ROLE + "path: '/a b/${var.x}/'\n", codes.CHARACTER, " ", "paths hold"),
    (ROLE + "tags: {a: 'x-${file(1)}'}\n", codes.UNKNOWN_SUBSTITUTION, "${file(1)}", "it can be"),
    (ROLE + "tags: {a: 'x${var.x'}\n", codes.UNKNOWN_SUBSTITUTION, "${", "write the `}`"),
    (ROLE + "tags: {a: '${roles.x}'}\n", codes.UNKNOWN_SUBSTITUTION, "${roles.x}",
     "write `${roles.NAME.arn}`"),
    (ROLE + "tags: {a: '$${var.x}'}\n", codes.ESCAPED_SUBSTITUTION, "$${", "write `${var.x}`"),
    (ROLE + "tags: {a: '&{var.x}'}\n", codes.ESCAPED_SUBSTITUTION, "&{", "write `${`"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "underlined", "help_"), CASES, ids=lambda x: str(x)[:40])
def test_one_mistake(text, code, underlined, help_):
    found = judged(text)
    assert [(each[0], each[1]) for each in found] == [(code, underlined)], found
    shown = found[0][3]
    assert shown is None if help_ is None else help_ in shown


def test_a_condition_operator_gets_the_nearest():
    text = STATEMENT.replace("}", ", when: {StringEqual: {'aws:x': y}}}")
    assert judged(text, "policy") == [
        (
            codes.UNKNOWN_WORD,
            "StringEqual",
            "unknown condition operator `StringEqual`",
            "did you mean `StringEquals`?",
        )
    ]


def test_a_field_that_is_misspelt_is_not_missing_as_well():
    text = STATEMENT.replace("allow", "alow")
    assert [each[1] for each in judged(text, "policy")] == ["alow"]


def test_several_mistakes_are_told_together_in_order():
    text = "role: a b\ntrust: []\npath: x\ncolour: red\n"
    assert [each[1] for each in judged(text)] == ["a b", "[]", "x", "colour"]


def test_a_conflict_shows_both_fields():
    file = SourceFile("s.yaml", ROLE + "expect: [{allow: 'a:b', deny: 'a:c'}]\n")
    read = load(file).value
    assert read is not None
    (found,) = validate(read[0], "role").diagnostics
    assert [file.slice(label.span) for label in found.secondary] == ["allow"]


def test_a_document_must_be_fields():
    (found,) = judged("[a]\n")
    assert (found[0], found[3]) == (codes.WRONG_TYPE, "begin with `role:`")


def test_messages_are_one_line_whatever_the_value():
    for found in judged(ROLE.replace("web", '"we\\nb\\u001b[0m"')):
        assert "\n" not in found[2]
        assert "\x1b" not in found[2]


def test_no_help_repeats_the_message_and_all_begin_in_lower_case():
    for text, *_ in CASES:
        for _, _, message, help_ in judged(text):
            assert not message.endswith("."), message
            assert message[0] == "`" or message[0].islower(), message
            assert help_ is None or help_[0] == "`" or help_[0].islower() or help_[:3] == "IAM"


def test_a_clean_document_never_meets_cerberus():
    import subprocess

    program = (
        "import sys; from rolec.validate.validate import validate;"
        "from rolec.load.load import load; from rolec.source.file import SourceFile;"
        f"root = load(SourceFile('a', {ROLE!r})).value[0];"
        "assert validate(root, 'role').value; print('cerberus' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("False", "")


def test_a_disagreement_is_a_bug_of_ours(monkeypatch):
    monkeypatch.setattr(stage, "fits", lambda *_: False)
    with pytest.raises(AssertionError, match="disagree"):
        validate(tree({"role": "web", "trust": [{"aws_service": "ec2"}]}), "role")


@pytest.mark.parametrize("name", names())
def test_a_mapping_of_nothing_known_is_reported_for_every_schema(name):
    outcome = validate(tree({"x y": ["z"]}), name)
    assert outcome.value is None


def test_a_document_that_is_wrong_all_over_is_told_in_time():
    statements = "".join(f"  - {{allow: bad{i}, on: '*'}}\n" for i in range(2000))
    started = process_time()
    file = SourceFile("spec.yaml", f"policy: p\nstatements:\n{statements}")
    read = load(file).value
    assert read is not None
    found = validate(read[0], "policy").diagnostics
    assert process_time() - started < 10, "it takes minutes when cerberus sorts its errors"
    assert len(found) == 100
    assert found[-1].notes == ("1900 more are not shown",)
