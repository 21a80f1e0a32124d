"""Codes for folders that are no project, files that are no spec, and settings: E052x, E053x."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.level import Level

NO_SPEC = Code(
    "E0520",
    "no-spec",
    """
There is no spec where the command looked. A folder with a `rolec.yaml` has its specs in
`roles/`, or where its `specs:` says; in any other folder every `.yaml` file is one.
`rolec new` writes the first.
""",
)

NOT_A_SPEC = Code(
    "E0521",
    "not-a-spec",
    """
Every document begins with what it defines: `role:`, `policy:`, `oidc_provider:`,
`saml_provider:` or `trusted_entities:`, and a name.

    role: ec2-s3-reader

A YAML file that is something else should stand elsewhere, or `specs:` in rolec.yaml
should say where the specs are.
""",
)

OUTSIDE = Code(
    "E0522",
    "outside-the-project",
    """
A `document:` or `metadata:` is a path below the folder of the project. Nothing outside that
folder is read, not through `..`, and not through a link: a spec or a `rolec.yaml` that is a
link to elsewhere is refused as well. A repository can carry such links, and the messages about
a file show lines of it.
""",
)

LATER_LANGUAGE = Code(
    "E0523",
    "later-language",
    """
`language:` in rolec.yaml says which version of the spec language the project is written in.
This version of rolec reads language 1. Install a newer one: `pip install --upgrade rolec`.
""",
)

SAME_FOLDER = Code(
    "E0524",
    "same-output-folder",
    """
Two projects would be written into the same output folder. Build them one at a time, each
with its own `--output`, or build a folder that holds both.
""",
)

UNKNOWN_LINT = Code(
    "E0526",
    "unknown-lint",
    """
Levels and waivers are for lints, which have names and ids: `empty-sid` is `L0502`.
`rolec explain` lists them. What begins with E is no lint: IAM, or rolec, cannot do anything
with such a spec, so it has no level and nothing can waive it.

    lints: {empty-sid: off}
""",
)

WAIVER_EXPIRED = Code(
    "E0527",
    "waiver-expired",
    """
A waiver holds until the end of the day that its `expires` says, and accepts nothing after it:
what it was for is reported again. Mend that, or agree with its owner on another day:

    waive:
      - {lint: empty-sid, because: It is pasted as it was., owner: platform, expires: 2027-01-31}
""",
)

WAIVER_UNUSED = Code(
    "E0528",
    "waiver-unused",
    """
There is nothing that the waiver accepts: it was mended, or the waiver stands in the wrong place.
It is for what is found inside the role, policy, trust entry, permission or statement that its
`waive:` stands in; one of rolec.yaml is for the whole project, or for its `role:`. Left where it
is, it would hide the next such finding from whoever makes it.
""",
    level=Level.WARNING,
)

NO_BASELINE_ENTRY = Code(
    "E0529",
    "baseline-line",
    """
A baseline is what `rolec check --update-baseline FILE` wrote: one line of JSON for each finding of
a lint, with its code, its file, what it says and how often. Errors that are no lint's cannot be in
it: such a spec does not compile.
""",
)

NOT_JSON = Code(
    "E0525",
    "json-required",
    """
The spec says `json: required`, and a document of it holds a Terraform reference whose value
is not known, or needs an account id. IAM would read `${...}` in a JSON file as a policy
variable, so the file is not written. Give the value in rolec.yaml:

    references:
      aws_s3_bucket.photos.arn: arn:aws:s3:::photos-111122223333
""",
)

MADE_NOWHERE = Code(
    "E0530",
    "made-in-no-account",
    """
A document is for no account in which the project makes anything: its `accounts:` is empty,
or names only accounts that are `owned: false`. Nothing would be written for it, and what an
earlier build wrote would be removed.

    role: deploy
    accounts: [vendor]                            # vendor: {id: '777788889999', owned: false}

Name an account that is the project's own, or delete the document.
""",
)

ACCOUNTS_NOT_CLEAR = Code(
    "E0531",
    "accounts-not-clear",
    """
rolec.yaml says of an account what can be read in two ways: `account:` beside `accounts:`, one
id with two nicknames, or a nickname that a trust entry would read as something else: `self`,
twelve digits, or the same as another but for the case of letters.

    account: '111122223333'
    accounts: {live: {id: '444455556666'}}
""",
)

OUTPUT_NAME = Code(
    "E0533",
    "output-name",
    """
The folders of projects that are built together, and those of teams with `split: folder`, are
folders of the output as well. There a name cannot begin with a dot, end like a file that rolec
makes (`.tf`, `.json`, `.xml`), or hold `\\` or what cannot be seen.

    roles/.hidden/web.yaml      with `split: folder`

The path of a spec stands in what is made of it, so the name of its file has to be UTF-8.
Rename the folder or the file.
""",
)

GUARDRAIL_NOT_CLEAR = Code(
    "E0535",
    "guardrail-not-clear",
    """
A guard rail of rolec.yaml can be read in two ways: it has the name of another one, both `on` and
`on_all_except`, or one of these beside `deny_trust`, which is about roles alone.

    guardrails:
      - name: no-strangers
        deny_trust: public
        on: arn:aws:s3:::photos/*
""",
)

REVIEW_NOT_CLEAR = Code(
    "E0536",
    "review-not-clear",
    """
`nobody` stands beside others in a tier of `review:`. It says that access of this tier passes without
anybody looking at it.

    review:
      read: [nobody, '@acme/platform']
""",
)

CATALOGUE_FILE = Code(
    "E0537",
    "catalogue-file",
    """
The file that `catalogue:` of rolec.yaml names says what AWS has and rolec does not know, or knows in
another way. An entry replaces rolec's own of the same name whole; what is not named stays.

    services:
      s3:
        keys: {s3:ArchiveTier: String}        # types as AWS names them, such as ArrayOfString
        resource_types:
          archive: arn:${Partition}:s3:::${BucketName}/archive
        actions:
          GetArchive:
            access: [read]                    # the access levels, the most telling one first
            resource_types: [archive]
            keys: [s3:ArchiveTier]
            dependents: [kms:Decrypt]
          SelectObjectContent: {access: [read], retired: true}
      newservice: {name: A service that rolec does not know, actions: {}}
""",
)

NOT_AMONG_SPECS = Code(
    "E0534",
    "not-among-specs",
    """
The file that the command was given is in a project, and is not among its specs: those are in
`roles/`, or where `specs:` of rolec.yaml says. Nothing in it counts.

    specs: ["roles/**/*", "policies/*.yaml"]
""",
)
