"""What a law is, and how it is tried: drawn values, and the smallest of them that break it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException

S = TypeVar("S")
"""What is on trial: somebody's function, with what the law must know about it."""

D = TypeVar("D")
"""What is drawn: days, numbers, moments."""


class LawBroken(AssertionError):
    """A law that does not hold, with the days that show it."""

    def __init__(self, law: str, meaning: str, shown: str) -> None:
        super().__init__(f"{law}: {meaning}\n  shown by: {shown}")
        self.law = law
        self.shown = shown


@dataclass(frozen=True)
class Law(Generic[S, D]):
    """A law: its name, what it says, and the function that gives `None` or what breaks it."""

    name: str
    meaning: str
    broken_by: Callable[[S, D], str | None]


def check_laws(
    laws: tuple[Law[S, D], ...], subject: S, draws: st.SearchStrategy[D], max_examples: int, *, shrink: bool = True
) -> None:
    """Try a subject against each law; the same values are drawn each time.

    Raises `LawBroken` for the first that does not hold, with the smallest draw that hypothesis can find, or with
    `shrink=False`, where looking for it would take long, with the first.
    """
    phases = [phase for phase in Phase if phase is not Phase.shrink or shrink]
    for law in laws:
        _try(law, subject, draws, settings(max_examples=max_examples, phases=phases))


def _try(law: Law[S, D], subject: S, draws: st.SearchStrategy[D], chosen: settings) -> None:
    smallest: list[str] = []

    @settings(
        chosen,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(draws)
    def holds(draw: D) -> None:
        shown = law.broken_by(subject, draw)
        if shown is not None:
            smallest[:] = [shown]
            raise LawBroken(law.name, law.meaning, shown)

    try:
        holds()
    except HypothesisException as confused:
        if smallest:
            raise LawBroken(law.name, law.meaning, smallest[0]) from confused
        raise
