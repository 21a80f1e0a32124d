"""What cerberus says is wrong, as diagnostics: one for each mistake, at its place."""

from __future__ import annotations

from dataclasses import replace

from cerberus import errors
from cerberus.errors import ValidationError

from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.quoted import quoted
from rolec.diagnostics.suggest import closest, did_you_mean
from rolec.load.node import Mapping, Node, Path, plain
from rolec.schema import validator as ours
from rolec.schema.vocabulary import CHARACTERS, vocabulary
from rolec.validate import codes
from rolec.validate.iam_statement import belongs_to, iam_statements, statement_refusals
from rolec.validate.place import Place, place_of
from rolec.validate.substitution import substitution_refusal
from rolec.validate.way_out import (
    instead_of_field,
    instead_of_form,
    instead_of_kind,
    instead_of_operator,
    instead_of_type,
    instead_of_word,
    shorter,
)
from rolec.validate.words import counted, found_words, listed, type_words

_MOST = 100
"""As many mistakes of one document are told; nobody reads more, and each takes time."""

_FAMILIES = {"trust": "trusted entity", "permission": "permission"}
_WORDS = {"condition_operator": "condition operator"}


def refusals(root: Node, schema: str) -> list[Diagnostic]:
    """A diagnostic for each way in which ``root`` does not fit the schema."""
    if not isinstance(root, Mapping):
        words = f"this must be fields, not {found_words(root)}"
        return [error(codes.WRONG_TYPE, words, root.span, help=f"begin with `{schema}:`")]
    everything = ours.mistakes(plain(root), schema)
    found = everything[:_MOST]
    misspelt = {path for mistake in found for path in _meant(mistake)}
    statements = iam_statements(found)
    told = [
        *statement_refusals(root, statements),
        *(
            _refusal(mistake, place_of(root, mistake))
            for mistake in found
            if not (_explained(mistake, misspelt) or belongs_to(mistake, statements))
        ),
    ]
    if len(everything) > _MOST:
        told[-1] = replace(told[-1], notes=(f"{len(everything) - _MOST} more are not shown",))
    return told


def _meant(mistake: ValidationError) -> tuple[Path, ...]:
    """The path of the field that an unknown one is meant to be, or of a key without operator."""
    if mistake.code == ours.UNKNOWN_WORD.code and ":" in str(mistake.document_path[-1]):
        return (mistake.document_path,)
    if mistake.code != errors.UNKNOWN_FIELD.code:
        return ()
    near = closest(mistake.document_path[-1], mistake.info[0])
    return ((*mistake.document_path[:-1], near),) if near else ()


def _explained(mistake: ValidationError, misspelt: set[Path]) -> bool:
    """Whether a field is missing, or has no fields, for a reason that is said already."""
    path = mistake.document_path
    if mistake.code == errors.BAD_TYPE.code:
        return path in misspelt and ":" in str(path[-1])
    if mistake.code == errors.REQUIRED_FIELD.code:
        return path in misspelt
    if mistake.code == ours.NONE_OF_GROUP.code:
        return any((*path, name) in misspelt for name in mistake.info[0])
    return False


def _refusal(mistake: ValidationError, place: Place) -> Diagnostic:
    match mistake.code:
        case errors.UNKNOWN_FIELD.code:
            return _unknown_field(mistake, place)
        case errors.REQUIRED_FIELD.code | ours.NONE_OF_GROUP.code:
            return _missing(mistake, place)
        case ours.SEVERAL_OF_GROUP.code | ours.SEVERAL_KINDS.code:
            return _conflict(mistake, place)
        case ours.NO_KIND.code:
            return _no_kind(mistake, place)
        case ours.SUBSTITUTION.code:
            return substitution_refusal(mistake.info[0], mistake.info[1], place)
        case errors.BAD_TYPE.code:
            return _wrong_type(mistake, place)
        case _:
            return _wrong_value(mistake, place)


def _unknown_field(mistake: ValidationError, place: Place) -> Diagnostic:
    name = place.name
    known = mistake.info[0]
    return error(
        codes.UNKNOWN_FIELD,
        f"unknown field {quoted(name)}",
        place.key_span,
        help=instead_of_field(name, known)
        or did_you_mean(name, known)
        or f"the fields here are {listed(known)}",
    )


def _missing(mistake: ValidationError, place: Place) -> Diagnostic:
    if mistake.code == ours.NONE_OF_GROUP.code:
        names = mistake.info[0]
        return error(
            codes.MISSING_FIELD,
            f"one of {listed(names)} is missing",
            place.opening_span,
            help=f"add {listed(names, 'or')}",
        )
    name = place.name
    example, is_the_only_one = mistake.info
    own = "" if is_the_only_one else ", with your own value"
    help_ = f"add `{name}: {example}`{own}" if example else f"add `{name}:`"
    return error(
        codes.MISSING_FIELD, f"the field {quoted(name)} is missing", place.opening_span, help=help_
    )


def _conflict(mistake: ValidationError, place: Place) -> Diagnostic:
    names = mistake.info[0]
    first, second = place.spans_of(names[0]), place.spans_of(names[1])
    several_kinds = mistake.code == ours.SEVERAL_KINDS.code
    entries = "make an entry of each"
    keep = f"keep one of them, or {entries}" if mistake.document_path else "keep one of them"
    return error(
        codes.NO_KIND if several_kinds else codes.CONFLICTING_FIELDS,
        f"{listed(names)} cannot stand together",
        second,
        secondary=(Label(first, "already given here"),),
        help=entries if several_kinds else keep,
    )


def _no_kind(mistake: ValidationError, place: Place) -> Diagnostic:
    kinds = mistake.info[0]
    what = _FAMILIES[mistake.constraint]
    keys = [entry.key for entry in place.entries]
    meant = next((key for key in keys if closest(key, kinds)), keys[0] if keys else None)
    if meant is None:
        message = f"this entry is empty, and says no kind of {what}"
        return error(codes.NO_KIND, message, place.span, help=f"write one of {listed(kinds)}")
    return error(
        codes.NO_KIND,
        f"{quoted(meant)} is not a kind of {what}",
        place.spans_of(meant),
        help=instead_of_kind(place, mistake.constraint)
        or did_you_mean(meant, kinds)
        or f"an entry has one of {listed(kinds)}",
    )


def _wrong_type(mistake: ValidationError, place: Place) -> Diagnostic:
    wanted, form = type_words(mistake.constraint), mistake.info[0]
    return error(
        codes.WRONG_TYPE,
        f"{place.what} must be {wanted}, not {found_words(place.node)}",
        place.span,
        help=instead_of_type(mistake.constraint, form, place),
    )


def _wrong_value(mistake: ValidationError, place: Place) -> Diagnostic:
    constraint, info = mistake.constraint, mistake.info
    match mistake.rule:
        case "regex":
            in_list = "many" in mistake.schema_path
            help_ = instead_of_form(constraint, info[0], place, of_list=in_list)
            return error(codes.WRONG_FORM, place.cannot_be, place.span, help=help_)
        case "allowed":
            # A form says more than a word that is alike: `2008-10-17` is no slip of the keys.
            near = None if info[1] else did_you_mean(place.text, info[0])
            help_ = near or instead_of_word(*info)
            return error(codes.UNKNOWN_WORD, place.cannot_be, place.span, help=help_)
        case "known":
            message = f"unknown {_WORDS[constraint]} {quoted(place.text)}"
            help_ = instead_of_operator(place) or did_you_mean(place.text, vocabulary(constraint))
            return error(codes.UNKNOWN_WORD, message, place.span, help=help_)
        case "characters":
            return _wrong_character(mistake, place)
        case "min" | "max":
            side = "least" if mistake.rule == "min" else "most"
            message = f"{place.what} is {quoted(place.text)}, and must be at {side} {constraint}"
            help_ = f"write {info[0]}" if info[0] else None
            return error(codes.OUT_OF_RANGE, message, place.span, help=help_)
        case "minlength" | "maxlength" | "many":
            return _wrong_length(mistake, place)
        case _:
            raise AssertionError(f"no message for the rule `{mistake.rule}`")


def _wrong_character(mistake: ValidationError, place: Place) -> Diagnostic:
    at = mistake.info[0]
    return error(
        codes.CHARACTER,
        f"{place.what} cannot have the character U+{ord(place.text[at]):04X}",
        place.part(at, at + 1),
        help=CHARACTERS[mistake.constraint].words,
    )


def _wrong_length(mistake: ValidationError, place: Place) -> Diagnostic:
    if mistake.rule == "many" or mistake.info[0] == 0:
        return error(
            codes.WRONG_LENGTH,
            f"{place.what} is empty",
            place.span,
            help="write at least one value, or delete the field if it need not be there",
        )
    side = "least" if mistake.rule == "minlength" else "most"
    length = counted(mistake.info[0], place.node)
    return error(
        codes.WRONG_LENGTH,
        f"{place.what} has {length}, and must have at {side} {mistake.constraint}",
        place.span,
        help=shorter(mistake.info[0], mistake.constraint, place) if side == "most" else None,
    )
