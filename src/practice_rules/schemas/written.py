"""The schemas that are shipped, as files beside this module, and the words they are made with."""

from __future__ import annotations

import json
from pathlib import Path

from practice_rules.language.pack import PackFile
from practice_rules.packs import find_pack, pack_names
from practice_rules.schemas.build import KINDS, schema_of
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.vocabulary.words import Vocabulary
from practice_rules.yaml_source import SourceDocument, read_yaml_file, validate

FOLDER = Path(__file__).parent
FILES = {"settings": "overlay"}
"""Kinds that share another's schema: a deployment's settings are an overlay."""


def shipped_words() -> Vocabulary:
    """The shared vocabulary with the words that shipped packs add, so that an editor knows those too."""
    words = load_vocabulary()
    for name in pack_names():
        words = words_with(find_pack(name), words)
    return words


def words_with(pack: Path, words: Vocabulary) -> Vocabulary:
    """A vocabulary and a pack's own words; the pack may still have other problems."""
    document = read_yaml_file(pack)
    if not isinstance(document, SourceDocument):
        return words
    read, _ = validate(PackFile, document)
    return words if read is None else words.with_words(read.vocabulary)


def schema_text(kind: str, words: Vocabulary | None = None) -> str:
    """A schema as its file has it; the case and the result are the same for every pack."""
    chosen = words or (load_vocabulary() if kind in ("case", "vocabulary") else shipped_words())
    # The schema of cases names every attribute of every event type, and would be twice as long with a line for each.
    indent = None if kind == "case" else 1
    return json.dumps(schema_of(kind, chosen), ensure_ascii=False, indent=indent) + "\n"


def shipped(kind: str) -> str:
    """The text of a shipped schema. Raises `KeyError` for an unknown kind, `OSError` when it is not there."""
    if kind not in KINDS:
        raise KeyError(kind)
    return (FOLDER / f"{FILES.get(kind, kind)}.json").read_text(encoding="utf-8")


def write(folder: Path = FOLDER) -> None:
    """Write every schema into a folder."""
    for kind in sorted(KINDS.keys() - FILES.keys()):
        (folder / f"{kind}.json").write_text(schema_text(kind), encoding="utf-8")
