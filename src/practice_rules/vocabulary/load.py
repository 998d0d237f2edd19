"""Reading the shared vocabulary from its files, one for each field of practice."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from practice_rules.problems import Problem, Refused, has_errors
from practice_rules.standards_folder import standards_folder
from practice_rules.vocabulary.model import VocabularyFile
from practice_rules.vocabulary.words import Vocabulary, build_vocabulary
from practice_rules.yaml_source import SourceDocument, read_yaml_file, validate


def read_vocabulary(folder: Path) -> tuple[Vocabulary, list[Problem]]:
    """Read every `*.yaml` of a folder, in order of name, with all problems found."""
    files: list[VocabularyFile] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        document = read_yaml_file(path)
        if not isinstance(document, SourceDocument):
            problems += document
            continue
        words, wrong = validate(VocabularyFile, document)
        problems += wrong
        if words is not None:
            files.append(words)
    return build_vocabulary(files), problems


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The shared vocabulary that is shipped with the packs. Raises `Refused` if its files do not read."""
    vocabulary, problems = read_vocabulary(standards_folder() / "vocabulary")
    if has_errors(problems):
        raise Refused(problems)
    return vocabulary
