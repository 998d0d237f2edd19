"""Finding, reading and compiling packs: the edge where files become rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from practice_rules.checks.needed import check_needed
from practice_rules.compare.overlay import Overlaid, read_overlay
from practice_rules.dates.calendar import Calendar
from practice_rules.dates.england_and_wales import england_and_wales, united_kingdom_any
from practice_rules.engine.compile import CompiledPack, compile_editions, compile_pack
from practice_rules.engine.compiler import CannotCompile
from practice_rules.language.pack import PackFile
from practice_rules.problems import Place, Problem, Refused, Severity, has_errors, nearest
from practice_rules.standards_folder import standards_folder
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.words import Vocabulary
from practice_rules.yaml_source import SourceDocument, read_yaml, read_yaml_file, validate


def pack_names() -> list[str]:
    """The names of the packs that are shipped.

    >>> "wakefield" in pack_names()
    True
    """
    return sorted(path.stem for path in standards_folder().glob("*.yaml"))


def standard_calendars() -> dict[str, Calendar]:
    """The calendars every pack may name: `england_and_wales`, and `united_kingdom_any` for the FOI clock."""
    return {"england_and_wales": england_and_wales(), "united_kingdom_any": united_kingdom_any()}


def read_pack(
    source: Path | str | bytes, file: str | None = None, vocabulary: Vocabulary | None = None
) -> tuple[PackFile | None, list[Problem]]:
    """Read one pack from a path, or from text with the name it goes by, with every problem found in it."""
    document = read_yaml_file(source) if isinstance(source, Path) else read_yaml(source, file or "pack")
    if not isinstance(document, SourceDocument):
        return None, document
    pack, problems = validate(PackFile, document)
    if pack is None:
        return None, [*document.notes, *problems]
    words = vocabulary or load_vocabulary()
    return pack, [*problems, *check_needed(pack, words.with_words(pack.vocabulary), document)]


def find_pack(name: str | Path) -> Path:
    """The file of a shipped pack by its name, or a path as it is.

    Raises `Refused` when there is neither a pack nor a file of that name.
    """
    path = Path(name)
    if path.is_file():
        return path
    shipped = standards_folder() / f"{name}.yaml"
    if path.suffix not in (".yaml", ".yml") and shipped.is_file():
        return shipped
    near = None if path.suffix else nearest(str(name), pack_names())
    fix = f"did you mean '{near}'?" if near else "give the path of a YAML file, or one of: " + ", ".join(pack_names())
    raise Refused(
        [Problem(Place(str(name), 1, 1), "no-such-pack", Severity.ERROR, "there is no such pack", None, fix, None)]
    )


def load_pack(
    name: str | Path, *, calendars: Mapping[str, Calendar] | None = None, alternatives: Iterable[str] = ()
) -> CompiledPack:
    """Load a shipped pack by name, or any pack by its path, ready to evaluate.

    `calendars` replace or add to the standard ones by name (a council's closures and school terms); `alternatives`
    are the ids of rules marked `alternative_to` another, to be used in its place. Raises `Refused` with every
    problem when the pack does not check.

    >>> load_pack("wakefield").pack.council
    'Wakefield'
    """
    path = find_pack(name)
    if calendars is None and not tuple(alternatives):
        return _shipped(str(path), path.stat().st_mtime_ns)
    return _load(path, calendars or {}, alternatives)


def load_editions(
    names: Iterable[str | Path], *, calendars: Mapping[str, Calendar] | None = None, alternatives: Iterable[str] = ()
) -> CompiledPack:
    """Load several editions of one council's standards: each trigger is judged by the edition in force on its day.

    Raises `Refused` with every problem of every edition when one does not check.
    """
    packs, problems = [], []
    for name in names:
        path = find_pack(name)
        pack, wrong = read_pack(path)
        problems += wrong
        if pack is not None:
            packs.append(pack)
    if has_errors(problems) or not packs:
        raise Refused(problems)
    return compile_editions(packs, load_vocabulary(), {**standard_calendars(), **(calendars or {})}, alternatives)


def is_overlay(path: Path) -> bool:
    """Whether a file is an overlay and not a pack: it says `overlay:` where a pack says `pack:`."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(line.startswith("overlay:") for line in file)


def load_overlay(path: Path, *, calendars: Mapping[str, Calendar] | None = None) -> Overlaid:
    """Lay an overlay over its pack. Raises `Refused` with every problem when it does not check."""
    at_hand = {**standard_calendars(), **(calendars or {})}
    overlaid, problems = read_overlay(path, read_pack, find_pack, at_hand)
    if overlaid is None:
        raise Refused(problems)
    return overlaid


@lru_cache(maxsize=16)
def _shipped(path: str, _changed: int) -> CompiledPack:
    return _load(Path(path), {}, ())


def _load(path: Path, calendars: Mapping[str, Calendar], alternatives: Iterable[str]) -> CompiledPack:
    at_hand = {**standard_calendars(), **calendars}
    chosen = tuple(alternatives)
    if is_overlay(path):
        overlaid = load_overlay(path, calendars=calendars)
        pack, chosen = overlaid.pack, (*chosen, *overlaid.chosen)
    else:
        read, problems = read_pack(path)
        if read is None or has_errors(problems):
            raise Refused(problems)
        pack = read
    try:
        return compile_pack(pack, load_vocabulary(), at_hand, chosen)
    except CannotCompile as wrong:
        problem = Problem(Place(str(path), 1, 1), "cannot-compile", Severity.ERROR, str(wrong), None, None, None)
        raise Refused([problem]) from wrong
