"""The proof that specs mean what they were made from.

The specs are compiled, and what comes of them is compared with the documents of the source as they
were, not with what was made of these in between.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rolec.adopt.found import FoundPolicy, FoundProvider, FoundRole, Json
from rolec.adopt.own_values import made_in, policy_made_in, provider_made_in
from rolec.adopt.policy_shape import misplaced, unsaid_principals
from rolec.adopt.same_document import are_written_the_same, normal_statement
from rolec.adopt.same_references import have_the_same_references
from rolec.adopt.statement_words import statements_of
from rolec.analyse.codes import REFERENCE_IN_MODULE
from rolec.compare.compare import Verdict, compare
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.driver.adopt.at_fault import at_fault
from rolec.driver.adopt.proof import EQUAL, WRITTEN_OTHERWISE, Proof, Status
from rolec.driver.adopt.prove_attributes import differences
from rolec.driver.adopt.prove_providers import unproved_providers, with_principals_of_source
from rolec.driver.adopt.prove_role_links import AsBuilt, RolesOfSource
from rolec.driver.compile.compilation import CompiledProject
from rolec.driver.compile.compile_options import CompileOptions, Progress
from rolec.driver.compile.project_compiler import ProjectCompiler
from rolec.driver.project.project import SETTINGS, Project
from rolec.ir.document import Document
from rolec.ir.module import Module
from rolec.ir.role import Policy, Role
from rolec.ir.text import Text
from rolec.ir.tree import Tree, tree
from rolec.link.codes import UNKNOWN_NAME
from rolec.link.definition import Placed
from rolec.policy.mark import mark
from rolec.policy.of_json import of_json
from rolec.policy.policy_text import Kind
from rolec.read.json_text import read_json
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.of_policy import statements
from rolec.source.file import SourceFile, SourceMap

_AS_FILES = "write `terraform: {as: files}` to rolec.yaml, and it may stand there"
_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_-]*\.[^{}:\"]*)\}")
PARTITION = "aws"


class Proofs(NamedTuple):
    """The proof of each role by its key, and why a policy or an identity provider is not proved, by its ARN.

    ``modules`` are what the specs without an error compile to.
    """

    roles: dict[str, Proof]
    policies: dict[str, str]
    providers: dict[str, str]
    modules: tuple[Module, ...]


def prove(
    files: Mapping[str, str],
    roles: Mapping[str, FoundRole],
    policies: Mapping[str, FoundPolicy],
    providers: Mapping[str, FoundProvider],
    progress: Progress | None = None,
) -> Proofs:
    """What is proved of everything that was found; ``files`` are the specs, and rolec.yaml."""
    with TemporaryDirectory(prefix="rolec-adopt-") as folder:
        root = Path(folder)
        specs = {(root / name).as_posix(): text for name, text in files.items()}
        for name, text in files.items():
            place = root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        project = Project(root=root, folder="", settings=root / SETTINGS)
        options = CompileOptions(keep_going=True, progress=progress)
        compiler = ProjectCompiler(project, SourceMap(), options)
        placed = compiler.add(compiler.specs.values()) if compiler.open() else []
        compiled = compiler.finish()
        # Where no account says otherwise, a role is made in AWS's own partition.
        here = {arn: policy_made_in(policy, PARTITION) for arn, policy in policies.items()}
        built = AsBuilt(placed, compiled.modules)
        placed = [*map(RolesOfSource(roles, policies).put_into, placed)]
        unproved = dict(_unproved(placed, compiled, here))
        made = {key: made_in(role, PARTITION) for key, role in roles.items()}
        federated = {arn: provider_made_in(each, PARTITION) for arn, each in providers.items()}
        of_source = [with_principals_of_source(each, made.values(), federated) for each in placed]
        proofs: dict[str, Proof] = {}
        for number, (key, proof) in enumerate(
            _proofs(of_source, compiled, made, here, unproved), 1
        ):
            known = proof if proof.compiles else _located(proof, made[key], compiled, specs)
            proofs[key] = built.proved(known, made[key])
            if progress:
                progress("proving", number, len(made))
        unlike = dict(unproved_providers(placed, compiled, providers))
        return Proofs(proofs, unproved, unlike, compiled.modules)


def _unproved(
    placed: list[Placed], compiled: CompiledProject, policies: Mapping[str, FoundPolicy]
) -> Iterator[tuple[str, str]]:
    documents = {
        each.definition.name: each.definition.document
        for each in placed
        if isinstance(each.definition, Policy)
    }
    errors = _errors(compiled)
    for arn, policy in policies.items():
        made = documents.get(policy.name)
        mine = [each for each in errors if _is_of(each, policy)]
        if (unlike := misplaced(policy.document)) is not None:
            yield arn, unlike
        elif made is None or mine:
            yield arn, _told(mine[:1]) or "its spec does not compile"
        elif not _is_same(policy.document, made, Kind.IDENTITY):
            yield arn, "it would not mean the same"


def _proofs(
    placed: list[Placed],
    compiled: CompiledProject,
    roles: Mapping[str, FoundRole],
    policies: Mapping[str, FoundPolicy],
    unproved: Mapping[str, str],
) -> Iterator[tuple[str, Proof]]:
    made = {_key(each): each.definition for each in placed if isinstance(each.definition, Role)}
    # Of a role whose account the source does not say, it is that of the project.
    by_name = {role.name.casefold(): role for role in made.values()}
    errors = _errors(compiled)
    for key, found in roles.items():
        if (unlike := next(_misplaced(found), None)) is not None:
            yield key, Proof(status=Status.NOT_ADOPTED, reason=unlike)
            continue
        name = found.name.casefold()
        # A project that does not say its account is made in whichever it is applied to.
        role = (
            made.get(key) or made.get(f"/{name}") or (None if found.account else by_name.get(name))
        )
        if role is None:
            yield key, _refused(found, errors)
            continue
        wrong = [each for each in errors if each.primary.span.path == role.span.path]
        yield key, _proof(found, role, policies, unproved, wrong)


def _located(
    proof: Proof, found: FoundRole, compiled: CompiledProject, specs: Mapping[str, str]
) -> Proof:
    """``proof`` of a spec that does not compile, with what of it has its mistakes."""
    mine = [each for each in _errors(compiled) if _is_of(each, found)]
    paths = {each.primary.span.path for each in mine}
    spec = specs.get(paths.pop()) if len(paths) == 1 else None
    places = [each.primary.span.start for each in mine]
    return proof if spec is None else replace(proof, at_fault=at_fault(spec, places))


def _errors(compiled: CompiledProject) -> list[Diagnostic]:
    return [each for each in compiled.diagnostics if each.level is Level.ERROR]


def _is_of(error: Diagnostic, found: FoundRole | FoundPolicy) -> bool:
    return Path(error.primary.span.path).stem == found.name


def _misplaced(found: FoundRole) -> Iterator[str]:
    if found.trust is None:
        yield "it has no trust policy"
    yield from unsaid_principals(found.trust)
    documents = (found.trust, *(each.document for each in found.inline))
    yield from (wrong for each in documents if (wrong := misplaced(each)) is not None)


def _key(placed: Placed) -> str:
    return f"{placed.account.id or ''}/{placed.definition.name.casefold()}"


def _refused(found: FoundRole, errors: list[Diagnostic]) -> Proof:
    """Of a spec that does not compile, for its ``errors``: all of it may be why."""
    mine = [each for each in errors if _is_of(each, found)]
    return Proof(
        status=Status.NOT_ADOPTED,
        reason=_told(mine) or "its spec does not compile",
        compiles=False,
        trust=frozenset(range(len(statements_of(found.trust)))),
        inline=frozenset(each.name for each in found.inline),
    )


def _proof(
    found: FoundRole,
    role: Role,
    policies: Mapping[str, FoundPolicy],
    unproved: Mapping[str, str],
    errors: list[Diagnostic],
) -> Proof:
    trust = _trust_that_differs(found, role)
    compiled = {each.name: each.document for each in role.inline_policies}
    inline = frozenset(
        each.name
        for each in found.inline
        if each.name not in compiled
        or not _is_same(each.document, compiled[each.name], Kind.IDENTITY)
    )
    attached = frozenset((*found.attached, found.boundary or "")) & unproved.keys()
    # What has an error may differ for that reason alone.
    reason = _told(errors) if errors else "; ".join(differences(found, role, policies))
    if errors and not trust and not inline and not attached:
        for_want = all(each.code is UNKNOWN_NAME for each in errors)
        return replace(_refused(found, errors), for_want=for_want)
    otherwise = (
        trust if trust and _same_access(found.trust, role.trust, Kind.TRUST) else frozenset()
    )
    trust -= otherwise
    if trust or inline or attached or reason:
        what = "its trust policy" if trust else "a policy of it"
        return Proof(
            status=Status.NOT_ADOPTED,
            reason=reason or f"{what} would not mean the same",
            trust=trust,
            inline=inline,
            policies=attached,
        )
    pairs = [(found.trust, role.trust), *((e.document, compiled[e.name]) for e in found.inline)]
    written = all(are_written_the_same(one, _plain(tree(other))) for one, other in pairs)
    return EQUAL if written else replace(WRITTEN_OTHERWISE, trust=otherwise)


def _told(errors: list[Diagnostic]) -> str:
    """What is wrong; of references that a module has no place for, the way out as well."""
    said = "; ".join(dict.fromkeys(each.message for each in errors))
    in_module = any(each.code is REFERENCE_IN_MODULE for each in errors)
    return f"{said}: {_AS_FILES}" if in_module else said


def _trust_that_differs(found: FoundRole, role: Role) -> frozenset[int]:
    source = statements_of(found.trust)
    compiled = statements_of(_plain(tree(role.trust)))
    if len(source) != len(compiled):
        return frozenset(range(len(source)))
    pairs = enumerate(zip(source, compiled, strict=True))
    return frozenset(n for n, (s, c) in pairs if normal_statement(s) != normal_statement(c))


def _is_same(source: Json, made: Document, kind: Kind) -> bool:
    compiled = _plain(tree(made))
    return are_written_the_same(source, compiled) or _same_access(source, made, kind)


def _same_access(source: Json, made: Document, kind: Kind) -> bool:
    """Whether both allow the same, exactly."""
    compiled = _plain(tree(made))
    if not have_the_same_references(source, compiled):
        return False
    one, other = (_access(json.dumps(each), kind) for each in (source, compiled))
    return one is not None and other is not None and compare(other, one).verdict is Verdict.EQUAL


def _plain(value: Tree) -> Json:
    """What is written, with references as ``${...}``."""
    match value:
        case Text():
            return value.written
        case Mapping():
            return {_key_of(key): _plain(each) for key, each in value.items()}
        case _:
            return [_plain(each) for each in value]


def _key_of(key: str | Text) -> str:
    return key if isinstance(key, str) else key.written


def _access(text: str, kind: Kind) -> Access | None:
    # What only Terraform knows is the same value on both sides, and no variable of IAM.
    marked = _REFERENCE.sub(lambda found: mark(found[1]), text)
    value = read_json(SourceFile("policy.json", marked)).value
    if value is None:
        return None
    layer = LayerKind.TRUST if kind is Kind.TRUST else LayerKind.IDENTITY
    return Access(layers=(Layer(layer, statements(of_json(value, kind))),))
