"""What is emitted is read back as the IR that it was made of."""

from __future__ import annotations

from collections import Counter

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

from rolec.emit.emit import emit
from rolec.verify.verify import verify
from support.strategies import kinds, modules

EVERY_KIND = {
    *("Document", "Statement", "Patterns", "Principal", "Condition", "Text", "Reference", "Link"),
    *("Effect.ALLOW", "Effect.DENY", "Patterns.inverted"),
    *("PrincipalType.AWS", "PrincipalType.FEDERATED", "PrincipalType.SERVICE"),
    *("Statement.resources", "Statement.principals", "Statement.conditions", "Statement.sid"),
    *("Document.id", "Link.label", "Link.value", "Entity.ROLE", "Entity.POLICY"),
    *("Entity.OIDC_PROVIDER", "Entity.SAML_PROVIDER"),
    *("Role", "Role.description", "Role.max_session_duration", "Role.permissions_boundary"),
    *("Role.force_detach_policies", "Role.tags", "Role.inline_policies", "Role.attachments"),
    *("Role.instance_profile", "Role.pod_identity_associations", "Role.exclusive"),
    *("Role.moved_from", "InlinePolicy", "Attachment", "InstanceProfile", "Tag"),
    *("InstanceProfile.tags", "PodIdentityAssociation", "Policy", "Policy.description"),
    *("Policy.tags", "Policy.moved_from", "OidcProvider", "OidcProvider.client_id_list"),
    *("OidcProvider.thumbprint_list", "OidcProvider.tags", "OidcProvider.moved_from"),
    *("SamlProvider", "SamlProvider.metadata", "SamlProvider.tags", "SamlProvider.moved_from"),
    *("Layout.MODULE", "Layout.FILES", "PolicyForm.JSONENCODE", "PolicyForm.FILE"),
}


def test_modules_of_every_kind_of_node_are_read_back(request, seed):
    count = request.config.getoption("--modules")
    seen: Counter[str] = Counter()

    @hypothesis.seed(seed)
    @settings(
        max_examples=count,
        database=None,
        # What fails shows what is wrong; a smaller module would take minutes to find.
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(modules())
    def read_back(module):
        seen.update(kinds(module))
        seen["modules"] += 1
        files = {path: file.text for path, file in emit(module, imports=True).files.items()}
        assert verify(module, files, files.keys()) == ()

    read_back()
    print({kind: seen[kind] for kind in sorted(EVERY_KIND)})
    assert seen["modules"] >= count
    assert {kind for kind in EVERY_KIND if seen[kind] < count // 50} == set()
