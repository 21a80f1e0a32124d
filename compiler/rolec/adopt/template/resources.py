"""The resources of a template of CloudFormation, with what its functions stand for in their properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from rolec.adopt.found import FoundName, Json, Place
from rolec.adopt.json_shape import as_text, text
from rolec.adopt.names import POLICY_NAME, is_name, stand_in
from rolec.adopt.own_values import PARTITION
from rolec.adopt.statement_places import StatementPlaces
from rolec.adopt.template.intrinsics import Intrinsics
from rolec.adopt.template.loops import LOOP, loops_written_out, types_in
from rolec.adopt.template.macros import TRANSFORM, macros
from rolec.adopt.template.roles_of_sam import made_by_sam
from rolec.adopt.template.shape import UnknownError, UnreadError, section
from rolec.adopt.template.stack_sets import stack_sets
from rolec.source.key_twice import first_key_twice
from rolec.source.span import Span

_OF_IAM = "AWS::IAM::"
_ARNS = "ManagedPolicyArns"


def statement_places(
    template: Json, statements: Iterable[tuple[Mapping[str, Json], Span]]
) -> StatementPlaces:
    """Where the ``statements`` of a template stand, which it has as they are written."""
    intrinsics, places = Intrinsics(template), StatementPlaces()
    for written, span in statements:
        with suppress(UnknownError):  # what has it is not adopted
            for found, _ in intrinsics.values(written, ()):
                if isinstance(found, Mapping):
                    places.note(found, span)
    return places


def name_made(found: Json) -> FoundName | None:
    """The name that ``found`` is, where it is made of what only a deployment knows."""
    made = isinstance(found, str) and "${" in found and is_name(found)
    return FoundName(str(found)) if made else None


class TemplateResources:
    """Those of IAM, by logical id; ``unread`` are those of which nobody knows what they are: the loops that go
    over what is not known, and what has a logical id or a type twice.
    """

    def __init__(self, template: Json, file: str, lines: Mapping[str, int]) -> None:
        self._file = file
        self._lines = lines
        template = loops_written_out(template, Intrinsics(template).value)
        resources = template.get("Resources") if isinstance(template, Mapping) else None
        self.resources: dict[str, Mapping[str, Json]] = {
            name: each
            for name, each in (resources.items() if isinstance(resources, Mapping) else ())
            if isinstance(each, Mapping) and (text(each, "Type") or "").startswith(_OF_IAM)
        }
        self.unread: dict[str, Json] = {
            name: each
            for name, each in (resources.items() if isinstance(resources, Mapping) else ())
            if name not in self.resources
            and (name.startswith(LOOP) or first_key_twice(each) is not None)
            and any(it.startswith(_OF_IAM) for it in types_in(each))
        }
        self.intrinsics = Intrinsics(template)
        self.elsewhere = dict((*made_by_sam(template), *stack_sets(template)))
        self.macros = [*macros(template)]

    def of(self, *types: str) -> list[str]:
        """The logical ids of the resources of these types."""
        return [name for name, each in self.resources.items() if each.get("Type") in types]

    def properties(self, name: str) -> Mapping[str, Json]:
        """The properties of a resource, as they are written."""
        found = self.resources[name].get("Properties")
        return found if isinstance(found, Mapping) else {}

    def why_unread(self, name: str) -> UnknownError | None:
        """Why nobody can say what a resource is, or a loop; None where that is known."""
        if name.startswith(LOOP):
            return UnknownError(f"what {name} goes over")
        key = first_key_twice(self.unread.get(name) or self.resources.get(name))
        if key is not None:
            return UnreadError(f"the key `{key}` stands twice")
        written = self.resources.get(name, {})
        is_transformed = TRANSFORM in written or TRANSFORM in section(written, "Properties")
        return UnknownError(f"what {TRANSFORM} puts into {name}") if is_transformed else None

    def place(self, name: str) -> Place:
        """Where a resource stands."""
        return Place(self._file, self._lines.get(name, 0))

    def name(self, written: Json, otherwise: str, at_most: int = POLICY_NAME) -> str:
        """A name where it is known; where it is made of what is not, the logical id stands for it."""
        known = self.intrinsics.known_text(written)
        return known or stand_in(otherwise, at_most)

    def in_aws(self, written: Json) -> FoundName | None:
        """A name that is made of what only a deployment knows, though there be a default for it."""
        return name_made(self.intrinsics.property(written))

    def referred(self, name: str) -> str:
        """What `Ref` of a resource gives."""
        return self.intrinsics.variables.referred(name)

    def arns(self, of: str) -> Iterator[str]:
        """The ARN of something of IAM of the account of the template, as that may be written."""
        account = self.referred("AWS::AccountId")
        yield from (f"arn:{each}:iam::{account}:{of}" for each in (PARTITION, "aws"))

    def references(self, name: str) -> dict[str, str]:
        """What stands for the ARN and for the name of a role."""
        variables = self.intrinsics.variables
        return {variables.attribute(name, "Arn"): "arn", self.referred(name): "name"}

    def value(self, properties: Mapping[str, Json], key: str) -> Json:
        """What a property is; an UnknownError where nobody can say."""
        try:
            return self.intrinsics.value(properties.get(key))
        except UnknownError as unknown:
            raise unknown.at(key) from unknown

    def values(
        self, name: str, key: str, known: tuple[str, ...]
    ) -> Iterator[tuple[Json, tuple[str, ...]]]:
        """What a property of a resource is in each case, with what has to be true for that beside what is ``known``."""
        try:
            yield from self.intrinsics.values(self.properties(name).get(key), known)
        except UnknownError as unknown:
            raise unknown.at(key) from unknown

    @contextmanager
    def in_case(self, name: str, enabled: tuple[str, ...]) -> Iterator[None]:
        """While it lasts, a resource is what it is where all of ``enabled`` are true."""
        before = self.resources[name]
        settled = self.intrinsics.conditions.settled(before, enabled)
        assert isinstance(settled, Mapping)
        self.resources[name] = settled
        try:
            yield
        finally:
            self.resources[name] = before

    def text(self, properties: Mapping[str, Json], key: str) -> str | None:
        """The text that a property is, None where it is none, or empty."""
        found = self.intrinsics.property(properties.get(key))
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        return found if isinstance(found, str) and found else None

    def texts(self, properties: Mapping[str, Json], key: str) -> list[str]:
        """The texts that a property lists."""
        return [each for each in self.items(properties, key) if isinstance(each, str)]

    def enabled(self, name: str) -> tuple[str, ...]:
        """What has to be true for a resource to be made."""
        condition = text(self.resources[name], "Condition")
        return self.intrinsics.conditions.references(condition) if condition else ()

    def others(self, name: str) -> Iterator[str]:
        """The users and groups that have a policy, too, in words."""
        for key in ("Users", "Groups"):
            try:
                found = self.items(self.properties(name), key)
            except UnknownError:
                found = ["that a deployment says"]
            if found:
                listed = ", ".join(map(str, found))
                kind = key.lower()
                yield f"of {name}: it is on the {kind} {listed}, too, which stay as they are"

    def parts(
        self, properties: Mapping[str, Json], key: str
    ) -> list[tuple[Json, tuple[str, ...]]]:
        """The items of a list, each with what has to be true for it to be there; an UnknownError for others."""
        written = properties.get(key)
        try:
            found = [*self.intrinsics.parts(written, may_refer=key == _ARNS)]
        except UnknownError as unknown:
            default = self.intrinsics.default(key, written) if key == _ARNS else None
            if not isinstance(default, list):
                raise unknown.at(key) from unknown
            found = [(each, ()) for each in default]
        kind = Mapping if key == "Policies" else str
        for each, _ in found:
            if not isinstance(each, kind):
                raise UnknownError(f"{key} {each}")
        return found

    def objects(self, properties: Mapping[str, Json], key: str) -> list[Mapping[str, Json]]:
        """The objects that a property lists."""
        return [each for each in self.items(properties, key) if isinstance(each, Mapping)]

    def items(self, properties: Mapping[str, Json], key: str) -> list[Json]:
        """A list all of which is there; an UnknownError where something else stands for it or in it."""
        found = self.value(properties, key)
        kind = Mapping if key == "Tags" else str
        if found is not None and not (
            isinstance(found, list) and all(isinstance(each, kind) for each in found)
        ):
            raise UnknownError(f"{key} {found}")
        return found or []

    def tags(self, properties: Mapping[str, Json]) -> dict[str, str]:
        """The tags of a resource."""
        return _tags(self.objects(properties, "Tags"))

    def all_tags(self, name: str) -> tuple[dict[str, str], str | None]:
        """The tags of a resource, and a reference to a map of those that only a deployment knows."""
        written = self.properties(name).get("Tags")
        known: list[Mapping[str, Json]] = []
        others: list[Json] = []
        for each in written if isinstance(written, list) else [written]:
            try:
                found = self.intrinsics.value([each])
            except UnknownError:
                found = None
            one = found[0] if isinstance(found, list) and found else None
            if isinstance(one, Mapping) and isinstance(one.get("Key"), str):
                known.append(one)
            elif each is not None and found != []:
                others.append(each)
        if not others:
            return _tags(known), None
        return _tags(known), self.intrinsics.variables.of_function(f"tags {name}", others)


def _tags(written: Iterable[Mapping[str, Json]]) -> dict[str, str]:
    pairs = ((text(each, "Key"), each.get("Value")) for each in written)
    return {key: as_text(value) for key, value in pairs if key and value is not None}
