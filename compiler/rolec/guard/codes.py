"""Codes for what guard rails forbid: E09xx."""

from __future__ import annotations

from rolec.diagnostics.code import Code

ALLOWED = Code(
    "E0901",
    "guardrail-allowed",
    """
A role may do what a guard rail of rolec.yaml denies. All its policies are looked at together, AWS's
too, with the permissions boundary and every deny. What is decided is exact: the note has a request
that is allowed, and it meets the guard rail's actions and resources, and not its `unless`.

    guardrails:
      - name: no-user-keys
        deny: iam:CreateAccessKey
        because: People sign in through Identity Center.

Take it out of the statement, deny it in the role, or name the role in `except:` of the guard rail.
What is found in a policy of AWS is shown on the line that attaches it.
""",
)

TRUSTED = Code(
    "E0902",
    "guardrail-trusted",
    """
A trust policy lets in whom a guard rail of rolec.yaml keeps out. The note has a request that is allowed.

    guardrails:
      - name: only-our-accounts
        deny_trust: {aws_account_except: [self, cost-vendor]}

`public` is anyone in an account that the trust policy does not name, and in no organization. A
condition counts as what it is: one that only some strangers meet, such as an external id or an IP
address, still lets strangers in. To allow those, write it under `unless:`.
""",
)

UNTOLD = Code(
    "E0903",
    "guardrail-cannot-be-told",
    """
Whether a role keeps to a guard rail cannot be told, so it counts as if it did not. Either a managed
policy of the role is neither AWS's nor the project's, so that its document is not known here; or the
policies are so entangled that a bound of the decision procedure was hit.

    permissions:
      - managed_policy: arn:aws:iam::111122223333:policy/made-by-hand

Make the policy one of the project, deny in the role what the guard rail denies, or name the role in
`except:` of the guard rail.
""",
)

NO_SUCH_ROLE = Code(
    "E0904",
    "guardrail-for-no-role",
    """
`roles:` or `except:` of a guard rail names no role of the project, in none of the accounts that the
guard rail is for. A guard rail for roles that are not there guards nothing.

    guardrails:
      - name: no-user-keys
        deny: iam:CreateAccessKey
        except: [brake-glass]
""",
)
