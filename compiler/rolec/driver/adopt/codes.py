"""Mistakes in what roles are adopted from."""

from __future__ import annotations

from rolec.diagnostics.code import Code

NO_SOURCE = Code(
    "E0580",
    "no-source",
    """
Roles are adopted from policy documents in JSON (a trust policy makes a role), from a dump of
`aws iam get-account-authorization-details`, from the output of `terraform show -json`, of a plan
or of a state, from files of Terraform, and from templates of CloudFormation and SAM. This file is
none of them.

    terraform show -json > state.json && rolec adopt state.json --output specs
""",
)

JSON_SYNTAX_OF_TERRAFORM = Code(
    "E0585",
    "terraform-in-json",
    """
A file `.tf.json` has Terraform's configuration as JSON, of which nothing is adopted. A plan or a
state has the same roles, with everything that Terraform computes of them:

    terraform show -json > state.json && rolec adopt state.json --output specs
""",
)

CUT_OFF = Code(
    "E0586",
    "account-cut-off",
    """
A dump of an account says `IsTruncated`: AWS gives the details page by page, and this is not the
last one. What is on the other pages is missing. The AWS CLI puts the pages together where it is not
told otherwise, and `rolec adopt --from-aws` does too.
""",
)

BLOCK_WITHOUT_NAME = Code(
    "E0588",
    "block-without-name",
    """
Terraform takes nothing of a file in which a block has too few names, or too many: a `resource` and a `data`
have a type and a name, a `variable`, an `output` and a `module` have a name, and `locals` has none.

    variable {
      default = "eu-west-1"
    }

Write `variable "region" {`.
""",
)

NO_SUCH_ROLE = Code(
    "E0587",
    "no-role-to-adopt",
    """
`--only` picks roles by name, and none of the sources has a role of this name. Where Terraform puts
a name together, the role is called as its resource; the report has all the names.
""",
)

KEY_TWICE = Code(
    "E0581",
    "key-twice-in-source",
    """
A JSON object has a key twice. One of the two would be lost, and nobody can tell which one IAM was given. Of a
template what has the key, or needs it, is left out, and the rest is adopted.
""",
)

NO_STATE = Code(
    "E0584",
    "no-terraform-state",
    """
`--state` takes what `terraform show -json` prints of a state, and finds in it the addresses that the adopted
roles have now. This file is something else. The specs are written all the same, and no
file by which Terraform would take over: without the state it could import what it has already.

    terraform show -json > state.json && rolec adopt main.tf --state state.json --output specs
""",
)

NOT_WRITTEN = Code(
    "E0582",
    "spec-not-written",
    """
A spec that was made of a role, or the report, could not be written. A file that exists is never written over,
since somebody may have edited it; all others were written.
""",
)

NOT_ASKED = Code(
    "E0583",
    "aws-not-asked",
    """
AWS could not be asked for the roles of the account: nobody is signed in, the network is not there, or what
is signed in may not use iam:GetAccountAuthorizationDetails, iam:GetRole and iam:GetPolicy.

    aws sso login --profile audit && rolec adopt --from-aws --profile audit --output specs
""",
)
