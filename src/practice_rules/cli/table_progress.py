"""How far a run over an event table has come: a line written over on a terminal, lines now and then elsewhere."""

from __future__ import annotations

import os
import sys
import time

import click

from practice_rules.batch.summary import Summary

_ON_TERMINAL, _ELSEWHERE = 0.2, 10.0
"""Seconds between one telling and the next."""


class TableProgress:
    """Tells on the error stream what is done, how fast, and how long the rest will take."""

    def __init__(self) -> None:
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        self._over = sys.stderr.isatty() and not plain
        self._began = time.monotonic()
        self._told = self._began
        self._shown = False

    def part(self, done: int, whole: int, summary: Summary) -> None:
        """Say how far it has come, if it is time."""
        now = time.monotonic()
        if now - self._told < (_ON_TERMINAL if self._over else _ELSEWHERE):
            return
        self._told = now
        passed = now - self._began
        share = min(1.0, done / whole) if whole else 1.0
        left = f", about {in_words(passed * (1 - share) / share)} left" if share else ""
        words = f"{share:.0%}: {summary.cases:,} cases, {_pace(summary, passed)}{left}"
        if self._over:
            click.echo(f"\r\x1b[K{words[:79]}", err=True, nl=False)
            self._shown = True
        else:
            click.echo(words, err=True)

    def end(self, summary: Summary) -> None:
        """Say what it came to and how long it took."""
        self.clear()
        passed = time.monotonic() - self._began
        click.echo(
            f"{summary.cases:,} cases, {summary.events:,} events in {in_words(passed)}: {_pace(summary, passed)}",
            err=True,
        )

    def clear(self) -> None:
        """Leave an empty line where progress was shown."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._shown = False


def _pace(summary: Summary, seconds: float) -> str:
    seconds = max(seconds, 1e-9)
    return f"{summary.cases / seconds:,.0f} cases and {summary.events / seconds:,.0f} events a second"


def in_words(seconds: float) -> str:
    """A length of time for people.

    >>> in_words(0.4), in_words(75), in_words(3725)
    ('0.4 s', '1 min 15 s', '1 h 2 min')
    """
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
