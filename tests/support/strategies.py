"""Modules that hypothesis makes from the whole IR."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from rolec.ir.document import (
    OLD_VERSION,
    VERSION,
    Condition,
    Document,
    Effect,
    Principal,
    PrincipalType,
    Statement,
    conditions,
    patterns,
    principals,
)
from rolec.ir.label import label, label_of_part
from rolec.ir.module import Account, Layout, Module, PolicyForm, TerraformSettings
from rolec.ir.role import (
    Attachment,
    InlinePolicy,
    InstanceProfile,
    OidcProvider,
    PodIdentityAssociation,
    Policy,
    Role,
    SamlProvider,
    Tag,
)
from rolec.ir.text import ONE, Entity, Link, Reference, Text, joined
from rolec.ir.text import text as literal

HOSTILE = (
    "${",
    "$${",
    "%{",
    "%%{",
    "}",
    "{",
    "$",
    "%",
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "\x00",
    "\u2028",
    "\ufeff",
    "#",
    "*/",
    "EOF",
    "<<EOF",
    "<",
    "&",
    "${aws:username}",
    "${aws:PrincipalTag/a.b, 'x'}",
    "${*}",
    "&{aws:username}",
    "*",
    "?",
    "\U0001f600",
    "${var.a}",
)

# One choice for each piece: a strategy for every character takes most of the test's time.
strings = st.lists(
    st.sampled_from(
        (*HOSTILE, "a", "b/c", "arn:aws:s3:::x", "\u00e9", "\u8a9e", "\x85", " ", "'")
    ),
    max_size=4,
).map("".join)

names = st.text("abXY09+=,.@_-", min_size=1, max_size=4)
identifiers = st.sampled_from(["a", "b_c", "x", "_y", "of-two"])
labels = st.sampled_from(["a", "b_c", "d-e", "f0"])

expressions = st.one_of(
    st.builds("var.{}".format, identifiers),
    st.builds('var.{}["{}"]'.format, identifiers, identifiers),
    st.builds("local.{}".format, identifiers),
    st.builds("module.{}.{}".format, identifiers, identifiers),
    st.builds("aws_s3_bucket.{}.arn".format, identifiers),
    st.builds("data.aws_x.{}[0].{}".format, identifiers, identifiers),
)


@st.composite
def references(draw: Callable[..., str]) -> Reference:
    expression = draw(expressions)
    return Reference(expression, draw(st.sampled_from([None, f"of {expression}"])))


@st.composite
def links(draw: Callable[..., str]) -> Link:
    """Links as linking leaves them: with a label, a value, or both."""
    name = draw(names)
    found, value = draw(
        st.sampled_from([(label(name), None), (None, f"arn of {name}"), (label(name), "arn")])
    )
    entity = draw(st.sampled_from(Entity))
    at = draw(st.sampled_from(["", ONE])) if found else ""
    return Link(entity, name, draw(st.sampled_from(["arn", "name"])), found, value, at=at)


texts = st.one_of(
    strings.map(literal),
    strings.map(literal),
    st.lists(st.one_of(strings, references(), links()), min_size=1, max_size=4).map(
        lambda parts: joined(tuple(parts))
    ),
)


lists = st.sampled_from(
    [
        Text((Reference(f"{expression}[*]", value),))
        for expression in ("var.a", 'var.x["a"]', "local.b_c", "data.aws_x.a[0].x")
        for value in (None, f"of {expression}")
    ]
)
"""References to lists, which stand among the items of one."""

items = st.one_of(lists, texts)

tags = st.dictionaries(strings, texts, max_size=2).map(
    lambda found: tuple(Tag(key, value) for key, value in found.items())
)

operators = st.sampled_from(
    ["StringEquals", "ArnLike", "Null", "ForAnyValue:StringLike", "NumericLessThanIfExists"]
)
condition_keys = st.one_of(
    st.sampled_from(["aws:username", "aws:RequestTag/a b", "s3:prefix"]).map(literal),
    references().map(lambda reference: Text((reference, ":sub"))),
)


@st.composite
def condition_blocks(draw):
    keys = draw(st.dictionaries(st.tuples(operators, condition_keys), st.none(), max_size=2))
    some = st.lists(items, min_size=1, max_size=2).map(tuple)
    return conditions(tuple(Condition(operator, key, draw(some)) for operator, key in keys))


pattern_lists = st.builds(
    lambda items, inverted: patterns(tuple(items), inverted=inverted),
    st.lists(items, min_size=1, max_size=4),
    st.booleans(),
)
puts_together = st.lists(st.one_of(names, references()), min_size=1, max_size=2).map(
    lambda parts: joined(tuple(parts))
)
"""What Terraform puts together of names and of what it alone knows."""

of_reference = st.builds(
    lambda name, found, last: joined((name, found, last)), names, references(), names
)
named = st.one_of(
    st.just({}),
    st.builds(
        lambda name: {"name_in_aws": name},
        st.one_of(of_reference, references().map(lambda found: joined((found,)))),
    ),
    st.builds(lambda prefix: {"name_prefix": prefix}, puts_together),
    st.builds(
        lambda name, prefix: {"name_in_aws": Text((name,)), "name_prefix": Text((prefix,))},
        references(),
        references(),
    ),
)
truths = st.lists(references().map(lambda found: Text((found,))), unique=True, max_size=2).map(
    tuple
)
paths = st.one_of(
    st.sampled_from(["/", "/a/", '/b"${c}/']).map(literal),
    references().map(lambda found: joined(("/", found, "/"))),
)
tag_maps = st.none() | references().map(lambda found: Text((found,)))

principal_lists = st.lists(
    st.builds(Principal, st.sampled_from(PrincipalType), items), min_size=1, max_size=4
).map(lambda found: principals(tuple(found)))
sids = st.none() | st.text("aA0", min_size=1, max_size=5)


def documents(*, trust: bool) -> st.SearchStrategy[Document]:
    statement = st.builds(
        Statement,
        effect=st.sampled_from(Effect),
        actions=pattern_lists,
        resources=st.none() if trust else pattern_lists,
        principals=principal_lists if trust else st.just(()),
        conditions=condition_blocks(),
        sid=sids,
    )
    statements = st.lists(statement, min_size=1, max_size=2).map(tuple)
    return st.builds(Document, statements, sids, st.sampled_from([VERSION, OLD_VERSION, None]))


def profile_names(role_label: str) -> st.SearchStrategy[dict[str, st.SearchStrategy[Text]]]:
    made_up = Text((Reference(f"aws_iam_instance_profile.{role_label}.name"),))
    return st.sampled_from(
        [
            {"name": puts_together},
            {"name": st.just(made_up), "name_prefix": puts_together},
            {
                name: references().map(lambda found: Text((found,)))
                for name in ("name", "name_prefix")
            },
        ]
    )


@st.composite
def roles(draw, name: str) -> Role:
    own = draw(st.sampled_from([label(name), label(name), f"pinned_{label(name)}"]))
    inline = draw(st.lists(names, unique_by=str.casefold, max_size=2))
    attached = draw(st.lists(items, unique_by=lambda t: t.written, max_size=2))
    accounts = draw(st.lists(names, unique=True, max_size=2))
    enabled = draw(st.just(()) | truths)
    # A part is there only where its role is.
    of_part = st.just(enabled) | truths.map(lambda more: tuple(dict.fromkeys((*enabled, *more))))
    return Role(
        name=name,
        label=own,
        trust=draw(documents(trust=True)),
        path=draw(paths),
        **draw(named),
        description=draw(st.none() | texts),
        max_session_duration=draw(
            st.none() | st.integers(3600, 43200) | references().map(lambda found: Text((found,)))
        ),
        permissions_boundary=draw(st.none() | texts),
        force_detach_policies=draw(st.booleans()),
        enabled=enabled,
        tags=draw(tags),
        tags_from=draw(tag_maps),
        inline_policies=tuple(
            InlinePolicy(
                name=each,
                label=label_of_part(own, each),
                document=draw(documents(trust=False)),
                enabled=draw(of_part),
                **draw(named),
            )
            for each in inline
        ),
        attachments=tuple(
            Attachment(
                label=label_of_part(own, f"{n}{arn.written}"),
                policy_arn=arn,
                enabled=draw(of_part),
            )
            for n, arn in enumerate(attached)
        ),
        instance_profile=draw(
            st.none()
            | st.builds(
                InstanceProfile,
                path=paths,
                enabled=of_part,
                tags=tags,
                tags_from=tag_maps,
                **draw(profile_names(own)),
            )
        ),
        pod_identity_associations=tuple(
            PodIdentityAssociation(
                label=label_of_part(own, f"{each}/x"),
                cluster_name=draw(texts),
                namespace=each,
                service_account="x",
            )
            for each in accounts
        ),
        exclusive=draw(st.booleans()),
        moved_from=tuple(draw(st.lists(labels.map("before_{}".format), unique=True, max_size=2))),
        source=draw(strings),
    )


@st.composite
def modules(draw) -> Module:
    """A folder with every kind of thing in it, by chance."""
    unique = st.lists(names, unique_by=str.casefold, max_size=2)
    some_labels = st.lists(labels.map("before_{}".format), max_size=1).map(tuple)
    return Module(
        folder=draw(st.sampled_from(["", "a/b"])),
        account=draw(
            st.builds(
                Account,
                id=st.none() | st.just("111122223333"),
                partition=st.sampled_from(["aws", "aws-cn"]),
            )
        ),
        settings=draw(
            st.builds(
                TerraformSettings,
                layout=st.sampled_from(Layout),
                policies=st.sampled_from(PolicyForm),
                required_version=strings.map("v{}".format),
                provider_version=strings.map("p{}".format),
            )
        ),
        variables=draw(st.sampled_from([(), (("kept", "string"),), (("kept", "any"),)])),
        roles=tuple(draw(roles(name)) for name in draw(unique)),
        policies=tuple(
            draw(
                st.builds(
                    Policy,
                    name=st.just(name),
                    label=st.just(label(name)),
                    document=documents(trust=False),
                    path=paths,
                    description=st.none() | texts,
                    enabled=truths,
                    tags=tags,
                    tags_from=tag_maps,
                    moved_from=some_labels,
                    source=strings,
                    **{key: st.just(value) for key, value in draw(named).items()},
                )
            )
            for name in draw(unique)
        ),
        oidc_providers=tuple(
            draw(
                st.builds(
                    OidcProvider,
                    name=st.just(name),
                    label=st.just(label(name)),
                    url=texts,
                    client_id_list=st.lists(texts, max_size=2).map(tuple),
                    thumbprint_list=st.lists(st.just("ab"), max_size=1).map(tuple),
                    tags=tags,
                    tags_from=tag_maps,
                    moved_from=some_labels,
                    source=strings,
                )
            )
            for name in draw(unique)
        ),
        saml_providers=tuple(
            draw(
                st.builds(
                    SamlProvider,
                    name=st.just(name),
                    label=st.just(label(name)),
                    metadata=strings,
                    tags=tags,
                    tags_from=tag_maps,
                    moved_from=some_labels,
                    source=strings,
                )
            )
            for name in draw(unique)
        ),
    )
