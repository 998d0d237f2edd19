"""pydantic's errors as problems: placed in the file, in plain words, each mistake once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from pydantic import ValidationError
from pydantic_core.core_schema import ErrorType

from practice_rules.problems import Problem, SeveralWrong, Severity, Wrong, nearest, quoted

from .document import SourceDocument
from .fixes import ordinal, slip_of_spelling, type_fix
from .found import Found, collapse
from .other_words import meant_key
from .patterns import in_words, meant
from .refusals import KINDS, LENGTHS, RANGES
from .schema_walk import FieldSpec, Schemas, Step, branches
from .wording import allowed_values, describe, expected_words, listed

__all__ = ["Translation"]


class Translation:
    """Turns one refusal by a model into problems."""

    def __init__(
        self, schemas: Schemas, document: SourceDocument, start: tuple[Step, ...], codes: dict[str, str]
    ) -> None:
        self._schemas = schemas
        self._document = document
        self._start = start
        self._codes = codes
        self._private = document.private
        self._own_kinds = frozenset(get_args(ErrorType))

    def problems(self, error: ValidationError) -> list[Problem]:
        """Every problem, in no particular order."""
        value = self._document.value_at(self._start)
        found = [
            Found(each, self._schemas.walk(each["loc"], value, self._start)) for each in error.errors(include_url=False)
        ]
        chosen = self._without_echoes(collapse(self._schemas, found))
        problems: list[Problem] = []
        other, chosen = self._of_another_form(chosen)
        problems += other
        for each in chosen:
            problems.extend(self._translate(each))
        return list(dict.fromkeys(problems))

    def _without_echoes(self, found: Sequence[Found]) -> list[Found]:
        """A misspelt key is also a missing one: only the misspelling is worth saying."""
        meant = {
            (each.parent, right)
            for each in found
            if each.kind == "extra_forbidden" and (right := self._right_key(each)) is not None
        }
        return [each for each in found if each.kind != "missing" or (each.parent, each.name) not in meant]

    def _of_another_form(self, found: list[Found]) -> tuple[list[Problem], list[Found]]:
        """Blocks whose keys are all those of another form: told once, at the form, and not key by key."""
        strange: dict[tuple[Step, ...], list[Found]] = {}
        for each in found:
            if each.kind in ("extra_forbidden", "missing"):
                strange.setdefault(each.parent, []).append(each)
        problems: list[Problem] = []
        for parent, inside in strange.items():
            extra = [each for each in inside if each.kind == "extra_forbidden"]
            if len(extra) < 2 or len(inside) == len(extra):
                continue
            forms = [set(self._schemas.branches_with(each.block, each.name)) for each in extra]
            common = sorted(set.intersection(*forms))
            if len(common) != 1:
                continue
            names = listed(each.name for each in extra)
            message = f"{names} are keys of the form {common[0]}; did you mean {quoted(common[0])}?"
            problems.append(self._problem(extra[0], "not-allowed", message, "the form that has these keys",
                                          f"write form: {common[0]}", path=(*parent, "form")))  # fmt: skip
            found = [each for each in found if each not in inside]
        return problems, found

    def _translate(self, found: Found) -> Iterable[Problem]:
        kind = found.kind
        special = _SPECIAL.get(kind)
        if special is not None:
            yield special(self, found)
        elif kind in ("value_error", "assertion_error"):
            yield from self._own_words(found)
        elif kind not in self._own_kinds:
            yield self._custom(found)
        elif kind in RANGES:
            yield self._out_of_range(found)
        elif kind in LENGTHS:
            yield self._wrong_length(found)
        elif kind.endswith(("_type", "_parsing", "_inexact", "_from_float", "_instance_of", "_required")) or (
            kind.startswith(("date_from", "datetime_from", "timezone", "string_unicode", "int_", "decimal_"))
        ):
            yield self._wrong_type(found)
        else:
            yield self._problem(found, "not-valid", self._plain(found))

    # ------------------------------------------------------------------------- keys

    def _unknown_key(self, found: Found) -> Problem:
        allowed = self._allowed_keys(found)
        right = self._right_key(found)
        expected = f"one of these keys: {listed(allowed)}" if allowed else None
        if right is not None:
            given = quoted(found.name)
            if right in self._given_keys(found):
                message = f"unknown key {given}; {quoted(right)} is meant here, and it is already written"
                fix = "delete this line, or keep the one of the two that is right"
            else:
                message = f"unknown key {given}; did you mean {quoted(right)}?"
                fix = f"write {right}"
            return self._problem(found, "unknown-key", message, expected, fix, on_key=True)
        slip = None if self._private else slip_of_spelling(found)
        if slip is not None:
            message = f"unknown key {quoted(found.name)}; {slip[0]}"
            return self._problem(found, "unknown-key", message, expected, slip[1], on_key=True)
        given = "" if self._private else f" {quoted(found.name)}"
        forms = self._schemas.branches_with(found.block, found.name)
        if forms:
            called = listed(forms)
            message = f"unknown key{given} in this form; it is a key of the form {called}"
            fix = "use a key of this form, or change `form`"
            return self._problem(found, "unknown-key", message, expected, fix, on_key=True)
        home = self._better_home(found)
        message = f"unknown key{given}" + (f"; it belongs {home}" if home else "")
        fix = f"move it {home}" if home else "delete it, or put one of the keys that are known here in its place"
        return self._problem(found, "unknown-key", message, expected, fix, on_key=True)

    def _allowed_keys(self, found: Found) -> list[str]:
        block = found.block
        return list((self._schemas.fields(block) if block is not None else None) or ())

    def _given_keys(self, found: Found) -> frozenset[str]:
        try:
            value = self._document.value_at(found.parent)
        except LookupError:
            return frozenset()
        keys = [str(key) for key in value] if isinstance(value, dict) else []
        # What an overlay does not say itself is in the value, and not in the file.
        return frozenset(key for key in keys if self._document.reach((*found.parent, key)) == (*found.parent, key))

    def _right_key(self, found: Found) -> str | None:
        """The key that was meant: one not yet given, if any is near."""
        allowed = self._allowed_keys(found)
        given = self._given_keys(found)
        other = meant_key(found.name, allowed, given)
        return (
            other or nearest(found.name, [key for key in allowed if key not in given]) or nearest(found.name, allowed)
        )

    def _better_home(self, found: Found) -> str | None:
        """Where a key that is known elsewhere should stand: a slip of the indentation."""
        block = found.block
        fields = (self._schemas.fields(block) if block is not None else None) or {}
        given = self._given_keys(found)
        for spec in fields.values():
            if spec.name in given and found.name in self._schemas.keys_anywhere(spec.schema):
                return f"inside {quoted(spec.name)}"
        for path, outer in reversed(found.walked.blocks):
            if path != found.parent and found.name in (self._schemas.fields(outer) or {}):
                return "outside this block, with the keys around it"
        return None

    def _missing_key(self, found: Found) -> Problem:
        spec = self._spec(found)
        words = expected_words(self._schemas, spec.schema) if spec is not None else None
        meaning = spec.description if spec is not None else None
        expected = f"{found.name}: {words or 'a value'}" + (f" ({meaning})" if meaning else "")
        message = f"the key {quoted(found.name)} is missing here"
        fix = f"add a line {found.name}: with its value to this block"
        path, on_key = self._first_key(found.parent)
        return self._problem(found, "missing-key", message, expected, fix, path=path, on_key=on_key)

    def _first_key(self, path: tuple[Step, ...]) -> tuple[tuple[Step, ...], bool]:
        """The path of a block's first key, where there is one to point at."""
        try:
            value = self._document.value_at(path)
        except LookupError:
            return path, False
        first = next(iter(value), None) if isinstance(value, dict) else None
        return ((*path, str(first)), True) if first is not None else (path, False)

    def _spec(self, found: Found) -> FieldSpec | None:
        fields = self._schemas.fields(found.block) if found.block is not None else None
        return (fields or {}).get(found.name)

    # ----------------------------------------------------------------------- values

    def _wrong_type(self, found: Found) -> Problem:
        words = None if found.kind == "kinds" else expected_words(self._schemas, found.walked.schema)
        words = found.expected or words or KINDS.get(found.kind.partition("_")[0]) or "a value of another kind"
        name = self._called(found)
        value = found.input
        message = f"{name} must be {words}; {describe(value, self._private)} is here"
        slip = None if self._private else slip_of_spelling(found)
        if slip is not None:
            message = f"unknown key {quoted(found.name)}; {slip[0]}"
            return self._problem(found, "unknown-key", message, None, slip[1], on_key=True)
        fix = type_fix(self._schemas, found, words, self._document)
        return self._problem(found, "wrong-type", message, words, fix, on_key=found.walked.on_key)

    def _written(self, found: Found) -> str:
        """The value as it is written in the file, which 1.10 read as a number no longer is."""
        return self._document.written(found.walked.path)

    def _not_allowed(self, found: Found) -> Problem:
        values = list(found.values) or allowed_values(self._schemas, found.walked.schema) or []
        context = found.error.get("ctx") or {}
        expected = f"one of: {listed(values)}" if values else str(context.get("expected", "")) or None
        value = found.input
        right = nearest(value, values) if isinstance(value, str) else None
        name = self._called(found)
        if self._private or isinstance(value, (list, dict)) or value is None:
            message = f"{name} cannot be {describe(value, self._private)}"
        else:
            message = f"{name} cannot be {quoted(str(value).lower() if isinstance(value, bool) else value)}"
        if right is not None:
            message += f"; did you mean {quoted(right)}?"
        fix = (
            f"write {right}"
            if right is not None
            else self._other_way(found) or "write one of the values that are allowed here"
        )
        return self._problem(found, "not-allowed", message, expected, fix, on_key=found.walked.on_key)

    def _other_way(self, found: Found) -> str | None:
        """Where a block would do as well as a word: a block with a single key, round the value that is there."""
        choice = next((each for each in reversed(found.walked.choices) if each.at == found.walked.path), None)
        for _, branch in branches(choice.union) if choice is not None and not self._private else ():
            number = ordinal(found.input) if (self._schemas.open(branch) or {}).get("type") == "int" else None
            if number is not None:
                return f"write {number}"
            fields = self._schemas.fields(branch)
            if fields is not None and len(fields) == 1 and re.match(r"\d", str(found.input)):
                written = f"{found.name}: {{{next(iter(fields))}: {found.input}}}"
                return f"write {written}, or one of the values that are allowed"
        return None

    def _tags(self, found: Found) -> tuple[str, list[str]]:
        """The key that says what kind of block this is, and the kinds there are."""
        union = self._schemas.open(found.walked.schema)
        tags = [str(getattr(tag, "value", tag)) for tag in union["choices"]] if union is not None else []
        return str((found.error.get("ctx") or {}).get("discriminator", "")).strip("'()"), tags

    def _unknown_tag(self, found: Found) -> Problem:
        key, tags = self._tags(found)
        tag = str((found.error.get("ctx") or {}).get("tag", ""))
        right = nearest(tag, tags)
        given = "this value" if self._private else quoted(tag)
        message = f"{quoted(key)} cannot be {given}" + (f"; did you mean {quoted(right)}?" if right else "")
        fix = f"write {key}: {right}" if right else "write one of the values that are allowed here"
        path = (*found.walked.path, key)
        return self._problem(found, "not-allowed", message, f"one of: {listed(tags)}", fix, path=path)

    def _no_tag(self, found: Found) -> Problem:
        if not isinstance(found.input, dict):
            return self._wrong_type(found)
        key, tags = self._tags(found)
        expected = f"{key}: one of {listed(tags)}"
        slip = nearest(key, [str(name) for name in found.input])
        if slip is not None and slip != key:
            message = f"unknown key {quoted(slip)}; did you mean {quoted(key)}?"
            path = (*found.walked.path, slip)
            return self._problem(found, "unknown-key", message, expected, f"write {key}", path=path, on_key=True)
        message = f"the key {quoted(key)} is missing here"
        fix = f"add a line {key}: with one of its values to this block"
        where, on_key = self._first_key(found.walked.path)
        return self._problem(found, "missing-key", message, expected, fix, path=where, on_key=on_key)

    def _out_of_range(self, found: Found) -> Problem:
        words, name = RANGES[found.kind]
        bound = (found.error.get("ctx") or {}).get(name)
        expected = f"{words} {bound}"
        message = f"{self._called(found)} must be {expected}; {describe(found.input, self._private)} is here"
        return self._problem(found, "out-of-range", message, expected, f"write a value that is {expected}")

    def _wrong_length(self, found: Found) -> Problem:
        words, name, unit = LENGTHS[found.kind]
        bound = (found.error.get("ctx") or {}).get(name)
        if bound == 1:
            unit = {"entries": "entry", "characters": "character"}[unit]
        there = len(found.input) if hasattr(found.input, "__len__") else None
        expected = f"{words} {bound} {unit}"
        message = f"{self._called(found)} must have {expected}" + ("" if there is None else f"; it has {there}")
        fix = f"write at least {bound}" if words == "at least" else "shorten it"
        return self._problem(found, "wrong-length", message, expected, fix, on_key=found.walked.on_key)

    def _pattern(self, found: Found) -> Problem:
        pattern = str((found.error.get("ctx") or {}).get("pattern", ""))
        spec = self._spec(found)
        expected = (
            in_words(pattern) or (spec.description if spec is not None else None) or f"text of the form {pattern}"
        )
        message = f"{self._called(found)} is not written the way it must be: {describe(found.input, self._private)}"
        right = meant(pattern, found.input) if isinstance(found.input, str) and not self._private else None
        if right is not None:
            message += f"; did you mean {quoted(right)}?"
        fix = f"write {right}" if right is not None else "correct its spelling: capitals, spaces and punctuation count"
        if right is None and isinstance(found.input, str) and re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", found.input):
            fix = (
                "this is how events and rules are called; a name without a full stop, such as a period's, is meant here"
            )
        return self._problem(found, "wrong-pattern", message, expected, fix, on_key=found.walked.on_key)

    # ------------------------------------------------------------ the model's own words

    def _own_words(self, found: Found) -> Iterable[Problem]:
        raised = (found.error.get("ctx") or {}).get("error")
        wrongs: Sequence[Wrong]
        if isinstance(raised, SeveralWrong):
            wrongs = raised.wrongs
        elif isinstance(raised, Wrong):
            wrongs = (raised,)
        else:
            yield self._problem(found, "not-valid", self._plain(found), found.expected)
            return
        for wrong in wrongs:
            yield self._problem(
                found,
                wrong.code,
                wrong.message,
                wrong.expected or found.expected,
                wrong.fix,
                path=(*found.walked.path, *wrong.at),
                on_key=wrong.on_key or found.walked.on_key,
            )

    def _slip_in_a_union(self, found: Found) -> Problem | None:
        """A misspelt key that left it open which branch of a union the block is."""
        union = self._schemas.open(found.walked.schema)
        if union is None or union["type"] != "tagged-union" or not isinstance(found.input, dict):
            return None
        known = self._schemas.keys_anywhere(union)
        for name in found.input:
            right = nearest(str(name), known) if name not in known else None
            if right is not None:
                message = f"unknown key {quoted(name)}; did you mean {quoted(right)}?"
                path, fix = (*found.walked.path, str(name)), f"write {right}"
                expected = self._plain(found)
                return self._problem(found, "unknown-key", message, expected, fix, path=path, on_key=True)
        return None

    def _custom(self, found: Found) -> Problem:
        slip = self._slip_in_a_union(found)
        if slip is not None:
            return slip
        context = found.error.get("ctx") or {}
        words = {name: str(context[name]) if context.get(name) else None for name in ("expected", "fix")}
        if words["fix"] is None and isinstance(found.input, list):
            words["fix"] = "for one of several write {any_of: [...]}, for all of them {all_of: [...]}"
        code = found.kind.replace("_", "-")
        return self._problem(found, code, found.error["msg"], words["expected"], words["fix"])

    def _plain(self, found: Found) -> str:
        message = str(found.error["msg"])
        for start in ("Value error, ", "Assertion failed, "):
            message = message.removeprefix(start)
        return message or "this value was refused"

    # ----------------------------------------------------------------------- helpers

    def _called(self, found: Found) -> str:
        names = [step for step in found.walked.path if isinstance(step, str)]
        if not names:
            return "the file" if not found.walked.path else "this entry"
        last = found.walked.path[-1]
        if self._private and found.block is not None and found.block["type"] == "dict":
            return "this value"
        if found.walked.on_key:
            return f"the key {quoted(last)}"
        return quoted(last) if isinstance(last, str) else f"an entry of {quoted(names[-1])}"

    def _problem(
        self,
        found: Found,
        code: str,
        message: str,
        expected: str | None = None,
        fix: str | None = None,
        *,
        path: tuple[Step, ...] | None = None,
        on_key: bool = False,
    ) -> Problem:
        where = found.walked.path if path is None else path
        return Problem(
            self._document.place(where, key=on_key),
            self._codes.get(found.kind, code),
            Severity.ERROR,
            message,
            expected,
            fix,
            self._document.enclosing_id(where),
        )


_SPECIAL: dict[str, Callable[[Translation, Found], Problem]] = {
    "extra_forbidden": Translation._unknown_key,
    "unexpected_keyword_argument": Translation._unknown_key,
    "missing": Translation._missing_key,
    "missing_argument": Translation._missing_key,
    "missing_keyword_only_argument": Translation._missing_key,
    "literal_error": Translation._not_allowed,
    "enum": Translation._not_allowed,
    "values": Translation._not_allowed,
    "kinds": Translation._wrong_type,
    "union_tag_invalid": Translation._unknown_tag,
    "union_tag_not_found": Translation._no_tag,
    "string_pattern_mismatch": Translation._pattern,
}
