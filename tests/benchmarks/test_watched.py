"""A command's time and memory, its children's included."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.watched import Failed, watched

HOLD = "import time; held = bytearray({} << 20); held[::4096] = bytes([1]) * len(held[::4096]); time.sleep(0.6)"
told = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not tell memory")


@told
def test_memory_is_that_of_the_process() -> None:
    found = watched([sys.executable, "-c", HOLD.format(100)])
    assert found.memory is not None
    assert 100 < found.memory < 150
    assert found.seconds > 0.6


@told
def test_memory_of_children_is_added() -> None:
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD.format(60)!r}]); held = 1"
    parent = f"held = bytearray(60 << 20); held[::4096] = bytes([1]) * len(held[::4096]); {child}"
    found = watched([sys.executable, "-c", parent])
    assert found.memory is not None
    assert 120 < found.memory < 180


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(Failed, match="ended with 3: went wrong"):
        watched([sys.executable, "-c", "import sys; sys.stderr.write('went wrong'); sys.exit(3)"])


def test_an_exit_code_may_be_a_finding() -> None:
    assert watched([sys.executable, "-c", "raise SystemExit(1)"], may_exit=(0, 1)).seconds > 0
