"""Several processes on one machine: parts handed out as workers come free, chunks taken back in order."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from practice_rules.batch.chunk import Chunk
from practice_rules.batch.work import Part, Worker
from practice_rules.problems import Refused

Build = Callable[[], Worker]

_ALIVE = 5.0
"""Every so many seconds an idle worker looks whether its parent still lives."""

_AHEAD = 2
"""How many parts for each worker may be under way or waiting to be written."""


class WorkerLost(RuntimeError):
    """A worker ended before its work was done (the machine may have run out of memory)."""


class Crew:
    """Workers, each with its own pipe. Use it in a `with`: leaving it, for whatever reason, ends them all."""

    def __init__(self, count: int, build: Build) -> None:
        context: Any = multiprocessing.get_context("fork" if can_fork() else "spawn")
        self._workers: dict[Connection, BaseProcess] = {}
        self._busy: dict[Connection, int] = {}
        for _ in range(count):
            ours, theirs = context.Pipe()
            worker = context.Process(target=_serve, args=(theirs, build), daemon=True)
            worker.start()
            theirs.close()
            self._workers[ours] = worker

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe, worker in self._workers.items():
            if pipe in self._busy:
                worker.terminate()
            else:
                with suppress(OSError):  # it may have ended already
                    pipe.send(None)
            pipe.close()
        for worker in self._workers.values():
            worker.join(_ALIVE)
            if worker.is_alive():
                worker.kill()
                worker.join()

    def chunks(self, parts: Iterable[Part]) -> Iterator[tuple[Part, Chunk]]:
        """What each part came to, in the order of the parts. Raises `WorkerLost`, and what building a job raises."""
        coming = enumerate(parts)
        held: dict[int, tuple[Part, Chunk]] = {}
        under_way: dict[int, Part] = {}
        following, more = 0, True
        while more or under_way or held:
            while more and len(under_way) + len(held) < _AHEAD * len(self._workers) and self._free():
                number, part = next(coming, (-1, None))
                if part is None:
                    more = False
                else:
                    under_way[number] = part
                    self._hand_out(number, part)
            if under_way and following not in held:
                for number, chunk in self._take():
                    held[number] = (under_way.pop(number), chunk)
            while following in held:
                yield held.pop(following)
                following += 1

    def _free(self) -> list[Connection]:
        return [pipe for pipe in self._workers if pipe not in self._busy]

    def _hand_out(self, number: int, part: Part) -> None:
        pipe = self._free()[0]
        self._busy[pipe] = number
        try:
            pipe.send(part)
        except OSError as lost:
            raise WorkerLost("a worker ended before its work was done") from lost

    def _take(self) -> Iterator[tuple[int, Chunk]]:
        for ready in wait(list(self._busy)):
            assert isinstance(ready, Connection)
            try:
                answer = ready.recv()
            except (EOFError, OSError) as lost:
                raise WorkerLost("a worker ended before its work was done") from lost
            if isinstance(answer, BaseException):
                raise answer
            yield self._busy.pop(ready), answer


def can_fork() -> bool:
    """Whether a worker is a copy of this process, or must be built anew."""
    return "fork" in multiprocessing.get_all_start_methods()


def _serve(pipe: Connection, build: Build) -> None:
    """A worker's life: parts in, chunks out, until the pipe is closed or its parent is gone.

    The terminal's Ctrl-C reaches every process of a group; the parent alone answers it, and ends its workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    try:
        worker = build()
    except Refused as refused:
        _answer_one(pipe, refused)
        return
    gc.freeze()
    while True:
        while not pipe.poll(_ALIVE):
            if parent is not None and not parent.is_alive():
                return
        try:
            part = pipe.recv()
        except (EOFError, OSError):
            return
        if part is None:
            return
        pipe.send(worker.work_on(part))


def _answer_one(pipe: Connection, answer: BaseException) -> None:
    """Give one answer to the first thing asked."""
    try:
        pipe.recv()
        pipe.send(answer)
    except (EOFError, OSError):
        return
