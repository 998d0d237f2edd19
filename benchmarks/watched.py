"""A command run in a process of its own, with its time on the wall and its peak memory, children included."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.1
"""Seconds between two looks at the memory, at least."""

WAITING = 50
"""So many times what a look took is waited before the next: looking at gigabytes holds a process up."""


class Failed(Exception):
    """A command that ended badly; the message is the end of what it said."""


@dataclass(frozen=True)
class Watched:
    """What a command took: seconds on the wall, and the most memory that its processes had at one time, in MiB.

    Memory that processes share is counted once (proportional set size); `None` where the system does not tell.
    """

    seconds: float
    memory: float | None


def watched(command: Sequence[str], may_exit: Sequence[int] = (0,)) -> Watched:
    """Run a command to its end. Raises `Failed` for any other exit code than those named."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        peak = _Peak(process.pid)
        peak.start()
        assert process.stderr is not None
        said = process.stderr.read()
        code = process.wait()
        seconds = time.perf_counter() - start
        peak.stop()
    if code not in may_exit:
        raise Failed(f"{command[0]} ended with {code}: {said[-500:]}")
    return Watched(seconds, peak.highest or None)


class _Peak(threading.Thread):
    """Looks at the memory of a process and its children until it is told to stop."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.highest = 0.0
        self._done = threading.Event()

    def run(self) -> None:
        pause = EVERY
        while not self._done.wait(pause):
            start = time.perf_counter()
            self.highest = max(self.highest, sum(map(_memory, _family(self.process))))
            pause = max(EVERY, WAITING * (time.perf_counter() - start))

    def stop(self) -> None:
        self._done.set()
        self.join()


def _family(process: int) -> list[int]:
    """A process and all that descend from it."""
    found, waiting = [], [process]
    while waiting:
        each = waiting.pop()
        found.append(each)
        for listed in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                waiting += map(int, listed.read_text(encoding="ascii").split())
            except OSError:
                continue
    return found


def _memory(process: int) -> float:
    """The proportional set size of a process in MiB; nought when it has gone, or where that is not told."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
