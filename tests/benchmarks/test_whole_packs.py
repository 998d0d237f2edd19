"""The packs that are made larger to see how cost grows with rules."""

from __future__ import annotations

from benchmarks import whole_packs
from benchmarks.ours import obligations_of
from practice_rules.compiled import FastPack
from practice_rules.engine.compile import compile_pack
from practice_rules.language.pack import PackFile
from practice_rules.packs import find_pack, read_pack, standard_calendars
from practice_rules.vocabulary.load import load_vocabulary

CASES = whole_packs.histories(15)
WAKEFIELD = read_pack(find_pack("wakefield"))[0]


def obligations(file: PackFile) -> int:
    pack = compile_pack(file, load_vocabulary(), standard_calendars())
    return obligations_of(FastPack(pack, whole_packs.AS_OF), CASES)


def test_rules_that_nothing_sets_off_add_no_obligation() -> None:
    assert WAKEFIELD is not None
    more = whole_packs._never_set_off(WAKEFIELD)
    assert len(more.rules) == 2 * len(WAKEFIELD.rules)
    assert obligations(more) == obligations(WAKEFIELD)


def test_every_rule_twice_is_every_obligation_twice() -> None:
    assert WAKEFIELD is not None
    assert obligations(whole_packs._twice(WAKEFIELD)) == 2 * obligations(WAKEFIELD) > 100
