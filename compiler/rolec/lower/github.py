"""Repositories of GitHub: names, which can be recycled, and ids, which cannot."""

from __future__ import annotations

from rolec.ir.document import Condition
from rolec.ir.text import text
from rolec.lower import trust_codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.identity_provider import OidcProvider
from rolec.lower.oidc import claim_condition
from rolec.record import dataclass
from rolec.source.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository, or a pattern for those of one owner, with the ids that the spec knows."""

    owner: str
    name: str
    owner_id: str | None = None
    id: str | None = None
    span: Span

    @property
    def is_pattern(self) -> bool:
        """Whether it stands for several repositories."""
        return bool(set("*?") & set(self.name))

    @property
    def has_ids(self) -> bool:
        """Whether its immutable form can be written; a pattern has no id of its own."""
        return self.owner_id is not None and (self.is_pattern or self.id is not None)


def repositories_at(entry: Cursor, context: Context) -> tuple[Repository, ...]:
    """The repositories of an entry, after a judgement of each by itself."""
    found = tuple(_repository(at) for at in entry.get_many("github_actions"))
    for repository in found:
        check_owner(f"{repository.owner}/{repository.name}", repository.span, context)
        _judge_ids(repository, context)
    return found


def repository_forms(entry: Cursor, repository: Repository, context: Context) -> tuple[str, ...]:
    """How the subject spells a repository: by name, by name and id, or either."""
    named = f"{repository.owner}/{repository.name}"
    given = entry.get("subject_format")
    wanted = given.string if given else ("both" if repository.has_ids else "name")
    if wanted == "name":
        return (named,)
    if not repository.has_ids:
        context.error(
            trust_codes.IDS,
            f"the immutable subject of `{named}` needs its ids",
            repository.span,
            help="write {repository: OWNER/NAME, owner_id: ..., repository_id: ...}",
        )
        return ()
    number = "" if repository.is_pattern else f"@{repository.id}"
    immutable = f"{repository.owner}@{repository.owner_id}/{repository.name}{number}"
    return (immutable,) if wanted == "immutable" else (named, immutable)


def immutable_ids(
    entry: Cursor,
    repositories: tuple[Repository, ...],
    provider: OidcProvider,
    context: Context,
) -> tuple[Condition, ...]:
    """The condition that a name which was recycled does not pass."""
    for claim, ids in (
        ("repository_id", [repository.id for repository in repositories]),
        ("repository_owner_id", [repository.owner_id for repository in repositories]),
    ):
        known = [number for number in ids if number is not None]
        if known and len(known) == len(ids):
            span = entry.key_span("github_actions")
            values = tuple(text(number, span) for number in known)
            return (claim_condition(provider, claim, values, span),)
        if known:
            missing = next(r for r, number in zip(repositories, ids, strict=True) if not number)
            context.error(
                trust_codes.IDS,
                f"`{missing.owner}/{missing.name}` has no `{claim.removeprefix('repository_')}`"
                " where others have one",
                missing.span,
                help="give the ids of all repositories, or write an entry for those without",
            )
            return ()
    return ()


def check_owner(repository: str, span: Span, context: Context) -> None:
    """Report a wildcard in the owner: anybody can be called like that."""
    owner = repository.split("/", 1)[0].split(":", 1)[0]
    if set("*?") & set(owner):
        context.error(
            trust_codes.NO_PATTERN,
            f"the owner `{owner}` has a wildcard, so anybody can make one that fits",
            span,
            help="name the owners, one entry or list item for each",
        )


def _repository(at: Cursor) -> Repository:
    written = at.field("repository") if at.is_mapping else at
    owner, _, name = written.string.partition("/")
    owner_id, number = at.get("owner_id"), at.get("repository_id")
    return Repository(
        owner=owner,
        name=name,
        owner_id=owner_id.string if owner_id else None,
        id=number.string if number else None,
        span=written.span,
    )


def _judge_ids(repository: Repository, context: Context) -> None:
    if repository.is_pattern and repository.id is not None:
        context.error(
            trust_codes.IDS,
            "a pattern for repositories has no `repository_id`",
            repository.span,
            help="delete `repository_id`; `owner_id` alone keeps others out",
        )
    elif repository.is_pattern and repository.owner_id is None:
        context.warn(
            trust_codes.IDS,
            f"`repo:{repository.owner}/{repository.name}` does not match the immutable subjects"
            " of newer repositories",
            repository.span,
            help="write {repository: OWNER/PATTERN, owner_id: ...}",
        )
    elif (repository.owner_id is None) != (repository.id is None) and not repository.is_pattern:
        context.error(
            trust_codes.IDS,
            "an immutable subject has the ids of the owner and of the repository",
            repository.span,
            help="give both, `owner_id` and `repository_id`",
        )
