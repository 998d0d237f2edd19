"""Worked examples as ordinary tests of pytest: each example is a test, named after its rule.

Nothing is collected unless a pack is named, with `pytest --practice-rules-pack NAME_OR_PATH` or, in the configuration
of pytest, `practice_rules_pack = NAME_OR_PATH`. With `auto` each file is tried against the pack that it names itself:
`PACK.yaml` in one of the three folders above it, or a shipped one. A file of examples is a `.yaml` with `examples:` at
its top.

An example that is marked `known_gap` is expected to fail, and one that holds in spite of the mark fails the run.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from practice_rules.dates.calendar import Calendar
    from practice_rules.engine.compile import CompiledPack
    from practice_rules.examples.run import Tried

OPTION = "practice_rules_pack"


class DoesNotHold(Exception):
    """An example came out otherwise than it says."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--practice-rules-pack`, and its equal in the configuration."""
    words = "the pack whose worked examples are tried, by name or path; auto: the pack each file names"
    parser.getgroup("practice_rules").addoption("--practice-rules-pack", dest=OPTION, metavar="PACK", help=words)
    parser.addini(OPTION, words)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ExampleFile | None:
    """A file of worked examples, when a pack is named."""
    pack = parent.config.getoption(OPTION) or parent.config.getini(OPTION)
    if not pack or file_path.suffix not in (".yaml", ".yml") or not _has_examples(file_path):
        return None
    file: ExampleFile = ExampleFile.from_parent(parent, path=file_path)
    file.pack_name = str(pack)
    return file


def _has_examples(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as opened:
        return any(line.startswith("examples:") for line in opened)


class ExampleFile(pytest.File):
    """One file of worked examples."""

    pack_name: str

    def collect(self) -> Iterable[WorkedExample]:
        """Each of its examples. Raises `CollectError` with every problem when the file or its pack does not check."""
        from practice_rules.examples.run import read_examples  # pytest starts without it in projects that have no pack
        from practice_rules.packs import load_pack  # as above
        from practice_rules.problems import Refused  # as above

        try:
            pack_path = self._pack()
            pack = load_pack(pack_path)
        except Refused as refused:
            raise self.CollectError(str(refused)) from refused
        read = read_examples(self.path, pack)
        if read.problems:
            raise self.CollectError("\n".join(map(str, read.problems)))

        def chosen(alternatives: tuple[str, ...], calendars: dict[str, Calendar]) -> CompiledPack:
            return load_pack(pack_path, alternatives=alternatives, calendars=calendars)

        for number, each in enumerate(read.examples, 1):
            one = type(read)(examples=[each], folder=read.folder)
            example = each[0]
            name = f"{example.rule}: {example.name} [{number}]"
            test: WorkedExample = WorkedExample.from_parent(self, name=name)
            test.parts = (one, pack, chosen)
            if example.known_gap is not None:
                test.add_marker(pytest.mark.xfail(reason=example.known_gap, strict=True, raises=DoesNotHold))
            yield test

    def _pack(self) -> Path:
        from practice_rules.packs import find_pack  # as above

        if self.pack_name != "auto":
            return find_pack(self.pack_name)
        with self.path.open(encoding="utf-8", errors="replace") as opened:
            named = next((line.partition(":")[2].strip() for line in opened if line.startswith("pack:")), "")
        above = [folder / f"{named}.yaml" for folder in self.path.parents[:3]]
        return next((path for path in above if path.is_file()), None) or find_pack(named)


class WorkedExample(pytest.Item):
    """One worked example."""

    parts: tuple[Any, Any, Any]

    def runtest(self) -> None:
        """Try it. Raises `DoesNotHold` when it came out otherwise than it says."""
        from practice_rules.examples.run import try_examples  # as above

        outcome: Tried = next(iter(try_examples(*self.parts)))
        if outcome.differences:
            raise DoesNotHold("\n".join(outcome.differences))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The differences alone, without the inside of this package."""
        if isinstance(excinfo.value, DoesNotHold):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the example stands."""
        line = int(self.parts[0].examples[0][1].rsplit(":", 2)[1]) - 1
        return self.path, line, self.name
