"""Checking files of every kind, each by what it holds: packs, overlays, examples, cases, calendars, vocabularies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from practice_rules.checks.seen import Contradiction
from practice_rules.checks.whole import check_pack
from practice_rules.cli.inputs import is_xml
from practice_rules.language.pack import PackFile
from practice_rules.problems import Place, Problem, Refused, Severity, has_errors
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.model import VocabularyFile
from practice_rules.vocabulary.words import Vocabulary
from practice_rules.yaml_source import CASE_LIMITS, SourceDocument, read_yaml_file, validate

if TYPE_CHECKING:
    from practice_rules.dates.calendar import Calendar
    from practice_rules.engine.compile import CompiledPack

PACK, OVERLAY, EXAMPLES = "pack", "overlay", "examples"
CASES, CALENDAR, WORDS = "case file", "calendar", "vocabulary"
SCHEMA = "schema"
"""A JSON Schema that lies beside the files it is for: nothing of ours to check."""
STRANGE = "strange"
"""A file met in a folder that has no key of ours."""

_VOCABULARY = frozenset({"events", "attributes", "areas", "periods", "roles", "topics", "subject_facts"})


@dataclass
class Checked:
    """What came of checking files: how many, what is wrong, and what each file turned out to be."""

    problems: list[Problem] = field(default_factory=list)
    kinds: dict[Path, str] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    words: Vocabulary = field(default_factory=load_vocabulary)
    passed_over: int = 0

    @property
    def count(self) -> int:
        """How many files were checked."""
        return len(self.kinds)

    def saw(self, path: Path, kind: str) -> None:
        """Keep what a file is, under every name that problems give it."""
        self.kinds[path] = kind
        self.files[str(path)] = path
        self.files.setdefault(path.name, path)


def check_files(
    files: Iterable[Path],
    tell: Callable[[Path], None] = lambda _: None,
    *,
    named: Iterable[Path] | None = None,
    words_of: Iterable[Path] = (),
) -> Checked:
    """Check every file; `tell` is called with each as it comes. Examples are tried with the pack they belong to.

    `named` are the files that were asked for by name: of the others those with no key of ours are passed over and
    counted. Case files may use the words of the packs in `words_of` and of those checked with them.
    """
    files = list(files)
    asked_for = frozenset(files if named is None else named)
    checked = Checked(words=_words_of([*words_of, *files]))
    packs: dict[Path, SourceDocument] = {}
    examples: list[Path] = []
    for path in files:
        tell(path)
        kind = kind_of(path)
        if kind == PACK and path not in asked_for and _is_strange(path):
            kind = STRANGE
        if kind in (SCHEMA, STRANGE):
            checked.passed_over += kind == STRANGE
            continue
        checked.saw(path, kind)
        if kind == PACK:
            document = read_yaml_file(path)
            if isinstance(document, SourceDocument):
                packs[path] = document
            else:
                checked.problems += document
        elif kind == EXAMPLES:
            examples.append(path)
        elif kind == CASES:
            checked.problems += _case_problems(path, checked.words)
        else:
            checked.problems += _CHECKS[kind](path)
    read = _structures(packs)
    tried: set[Path] = set()
    for path, document in packs.items():
        beside = examples_beside(path, read[path].pack) if path in read else []
        tried |= {each.resolve() for each in beside}
        checked.problems += _pack_problems(path, document, read, beside, checked)
    for path in examples:
        if path.resolve() not in tried:
            checked.problems += _example_problems(path, checked)
    return checked


def kind_of(path: Path) -> str:
    """What a file is meant to be, by the keys at its top; what cannot be told is held to be a pack."""
    if is_xml(path):
        return CASES
    document = read_yaml_file(path, limits=CASE_LIMITS)
    keys = set(document.value) if isinstance(document, SourceDocument) and isinstance(document.value, dict) else set()
    if not keys and isinstance(document, list):
        keys = _top_words(path)
    if "$defs" in keys or {"$schema", "properties"} <= keys:
        return SCHEMA
    if "overlay" in keys:
        return OVERLAY
    if "examples" in keys:
        return EXAMPLES
    if keys & {"subject", "cases"}:
        return CASES
    if "calendar" in keys and not keys & {"pack", "rules"}:
        return CALENDAR
    return WORDS if keys & _VOCABULARY and not keys & {"pack", "rules"} else PACK


def _is_strange(path: Path) -> bool:
    """Whether a file that reads has no key that a pack has at its top."""
    document = read_yaml_file(path)
    if not isinstance(document, SourceDocument):
        return path.suffix.lower() == ".json"
    keys = set(document.value) if isinstance(document.value, dict) else set()
    return not keys & set(PackFile.model_fields)


def _words_of(files: Iterable[Path]) -> Vocabulary:
    """The shared vocabulary with the words that the packs among some files have of their own."""
    words = load_vocabulary()
    for path in files:
        document = read_yaml_file(path) if path.suffix.lower() in (".yaml", ".yml") else None
        value = document.value if isinstance(document, SourceDocument) else None
        if isinstance(value, dict) and "vocabulary" in value and ("pack" in value or "overlay" in value):
            assert isinstance(document, SourceDocument)
            own, _ = validate(VocabularyFile, document, at=("vocabulary",))
            words = words.with_words(own) if own is not None else words
    return words


def _top_words(path: Path) -> set[str]:
    """The keys at the top of a file that is not YAML: the words before a colon at the start of a line."""
    try:
        with path.open(encoding="utf-8", errors="replace") as opened:
            return {line.partition(":")[0] for line, _ in zip(opened, range(2000), strict=False) if line[:1].isalpha()}
    except OSError:
        return set()


def _structures(packs: dict[Path, SourceDocument]) -> dict[Path, PackFile]:
    """The packs whose structure is right."""
    read = {path: validate(PackFile, document)[0] for path, document in packs.items()}
    return {path: pack for path, pack in read.items() if pack is not None}


def _pack_problems(
    path: Path, document: SourceDocument, read: dict[Path, PackFile], beside: list[Path], checked: Checked
) -> list[Problem]:
    others = {str(other): pack for other, pack in read.items() if other != path}
    pack, problems = check_pack(document, others)
    if pack is None or has_errors(problems) or not beside:
        return problems
    for each in beside:
        checked.files.setdefault(str(each), each)
        checked.kinds.setdefault(each, EXAMPLES)
    found = list(contradictions(path, beside))
    wrong = [each for each in found if isinstance(each, Problem)]
    against = [each for each in found if isinstance(each, Contradiction)]
    if against:
        problems = check_pack(document, others, against)[1]
    return [*problems, *wrong]


def examples_beside(path: Path, pack: str) -> list[Path]:
    """The files of worked examples that stand beside a pack's file, in `examples/<pack>/`."""
    folder = path.parent / "examples" / pack
    return sorted(folder.rglob("*.yaml")) if folder.is_dir() else []


def contradictions(path: Path, files: Iterable[Path]) -> Iterator[Contradiction | Problem]:
    """What does not hold among the examples of a pack that itself checks, and what is wrong with how they are written.

    The pack is compiled for it, so this is slower than everything else here.
    """
    from practice_rules.examples.run import read_examples, try_examples  # only a pack that checks is ever evaluated
    from practice_rules.packs import load_pack  # as above

    def chosen(alternatives: tuple[str, ...], calendars: dict[str, Calendar]) -> CompiledPack:
        return load_pack(path, alternatives=alternatives, calendars=calendars)

    try:
        pack = load_pack(path)
        for file in files:
            read = read_examples(file, pack)
            yield from read.problems
            for outcome in try_examples(read, pack, chosen):
                if not outcome.holds:
                    name, line, column = outcome.place.rsplit(":", 2)
                    yield Contradiction(
                        name, int(line), int(column), outcome.example.rule, outcome.example.name, outcome.differences
                    )
    except Refused as refused:
        yield from refused.problems


def _example_problems(path: Path, checked: Checked) -> list[Problem]:
    """What is wrong with examples checked on their own: their pack is looked for above them, then among the shipped."""
    from practice_rules.checks import contradicted_example  # only what a file needs is imported
    from practice_rules.checks.seen import Seen  # as above
    from practice_rules.examples.model import ExampleFile  # as above
    from practice_rules.packs import find_pack  # as above

    document = read_yaml_file(path)
    if not isinstance(document, SourceDocument):
        return document
    file, problems = validate(ExampleFile, document)
    if file is None:
        return problems
    above = [folder / f"{file.pack}.yaml" for folder in path.resolve().parents[:3]]
    try:
        pack_path = next((each for each in above if each.is_file()), None) or find_pack(file.pack)
    except Refused as refused:
        place = document.place(("pack",))
        return [Problem(place, each.code, each.severity, each.message, None, each.fix) for each in refused.problems]
    found = list(contradictions(pack_path, [path]))
    against = tuple(each for each in found if isinstance(each, Contradiction))
    wrong = [each for each in found if isinstance(each, Problem)]
    checked.files.setdefault(str(pack_path), pack_path)
    if not against:
        return wrong
    pack_document = read_yaml_file(pack_path)
    assert isinstance(pack_document, SourceDocument)  # it was compiled just now
    pack, _ = validate(PackFile, pack_document)
    assert pack is not None
    seen = Seen(pack, pack_document, load_vocabulary().with_words(pack.vocabulary), {}, against)
    return [*wrong, *contradicted_example.check(seen)]


def _overlay_problems(path: Path) -> list[Problem]:
    from practice_rules.compare.overlay import read_overlay  # as above
    from practice_rules.packs import find_pack, read_pack, standard_calendars  # as above

    try:
        return read_overlay(path, read_pack, find_pack, standard_calendars())[1]
    except KeyError as unknown:
        words = f"the calendar {unknown} is not at hand, so the rules that name it cannot be compared"
        return [Problem(Place(str(path), 1, 1), "unknown-calendar", Severity.WARNING, words, None, None)]


def _case_problems(path: Path, words: Vocabulary) -> list[Problem]:
    if is_xml(path):
        from practice_rules.readers.cin_census import read_cin_census  # as above

        return list(read_cin_census(path).problems)
    from practice_rules.readers.case_file import read_case_file  # as above

    return list(read_case_file(path, words).problems)


def _calendar_problems(path: Path) -> list[Problem]:
    from practice_rules.dates.calendar_file import long_closures, read_calendar_file  # as above

    found = read_calendar_file(path)
    return found if isinstance(found, list) else long_closures(path)


def _word_problems(path: Path) -> list[Problem]:
    document = read_yaml_file(path)
    if not isinstance(document, SourceDocument):
        return document
    return list(validate(VocabularyFile, document)[1])


_CHECKS: dict[str, Callable[[Path], list[Problem]]] = {
    OVERLAY: _overlay_problems,
    CALENDAR: _calendar_problems,
    WORDS: _word_problems,
}
