"""The same obligations from file to file, ours by the command line and a peer's."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import england
from benchmarks.made_events import write_events


@pytest.fixture
def events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(england, "WORK", tmp_path)
    path = tmp_path / "events.csv"
    write_events(path, 40)
    return path


def test_ours_and_duckdb_hold_the_same_obligations(events: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    ours, out = england._ours(events, 1), tmp_path / "theirs.csv"
    england._peer("DuckDB", events, out)
    held = england._held(out, ours=False)
    assert (ours.obligations, ours.checksum) == held
    assert held[0] is not None
    assert held[0] > 800
    lines = out.read_text().splitlines(keepends=True)
    out.write_text("".join(lines[:-1]) + lines[-1].replace("met", "due").replace("breached", "due"))
    assert england._held(out, ours=False)[1] != held[1]


def test_a_difference_is_said_in_the_table(events: Path) -> None:
    pytest.importorskip("duckdb")
    ours = england._ours(events, 1)
    other = england.Run("other", ours.took, ours.obligations, "0")
    assert "do not hold the same" in england._agreement([ours, other])
    assert "do not hold the same" not in england._agreement([ours, ours])
