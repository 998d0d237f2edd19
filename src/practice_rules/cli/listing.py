"""Obligations as a table for people, and the summary at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import fill

from practice_rules.cli.screen import Screen
from practice_rules.cli.tables import Cell, Column, Line, cell, table
from practice_rules.dates.clock import human_due, human_moment
from practice_rules.engine.rows import BREACHED, DUE, MET, STATUSES
from practice_rules.problems import visible
from practice_rules.result.obligation import Obligation
from practice_rules.result.result import Result
from practice_rules.result.trace import conclusion, how_late
from practice_rules.result.wording import capital, in_words

COLUMNS = (
    Column("Status", 8),
    Column("Due", 15),
    Column("What is owed, and what set it off", 32),
    Column("Who", 9, gives_way=2),
    Column("How it stands", 18, gives_way=1),
)


def case_heading(result: Result, shown: int, screen: Screen) -> str:
    """A line that says whose case it is and how it stands."""
    subject = result.case.subject
    counts = ", ".join(f"{number} {status}" for status, number in result.counts.items() if number) or "nothing owed"
    hidden = len(result.obligations) - shown
    more = f"; {hidden} not listed" if hidden else ""
    head = visible(f"{subject.kind.capitalize()} {subject.id}")
    words = f"{head}, as of {human_moment(result.evaluation.record.as_of)}: {counts}{more}"
    return fill(words, screen.width, subsequent_indent="  ").replace(head, screen.paint(head, "heading"), 1)


def obligations_table(obligations: Sequence[Obligation], screen: Screen) -> str:
    """The obligations of one case as a table."""
    return table(COLUMNS, [_row(each) for each in obligations], screen, spaced=True)


def _row(each: Obligation) -> list[Cell]:
    row = each.row
    strength = [] if each.strength == "must" else [Line(each.strength, "faint")]
    waived = [Line("waived", "faint")] if each.waived is not None else []
    numbers = ", ".join(each.standard[:3]) + ("…" if len(each.standard) > 3 else "")
    what = (Line(each.title), Line(each.trigger.words, "faint"), Line(f"{each.rule_id} ({numbers})", "faint"))
    who = in_words(each.responsible.role) if each.responsible is not None else ""
    return [
        (Line(each.status, each.status), *strength, *waived),
        cell("no date" if row.due is None else human_due(row.due)),
        what,
        cell(who),
        cell(how_it_stands(each)),
    ]


def how_it_stands(each: Obligation) -> str:
    """What a person wants to know next: how late, how long is left, when it was done, or why it cannot be told."""
    row = each.row
    if each.status == MET and row.done is not None and each.form not in ("check", "gate"):
        return f"done {human_moment(row.done.moment)}"
    if each.status == BREACHED and each.late is not None and each.because is None:
        if row.remedied is not None:
            return f"done {human_moment(row.remedied)}, {how_late(each.late)} late"
        return f"{how_late(each.late)} late and not done"
    if each.status == DUE and row.due is not None and not row.trigger.planned:
        left = row.due.day - each.result.evaluation.record.as_of.day
        return "due today" if left == 0 else f"{left} day{'' if left == 1 else 's'} left"
    words = conclusion(each)
    for said_already in ("Breached: ", "Met: ", "It cannot be told from the record. "):
        words = words.removeprefix(said_already)
    return capital(words)


class Summary:
    """What a run came to, over all its cases."""

    def __init__(self) -> None:
        self.cases = 0
        self.empty = 0
        self.statuses: Counter[str] = Counter()
        self.counted: Counter[str] = Counter()
        self.shown = 0

    def add(self, result: Result, shown: int) -> None:
        """Count one case."""
        self.cases += 1
        self.empty += not shown
        self.shown += shown
        self.statuses.update(result.counts)
        self.counted.update(result.counted)

    def lines(self, screen: Screen) -> Iterable[str]:
        """The summary in a few lines: by status, what could not be decided, what was not listed."""
        counts = "  ".join(screen.paint(f"{self.statuses[each]} {each}", each) for each in STATUSES)
        yield f"{_many(self.cases, 'case')}, {_many(self.counted['obligations'], 'obligation')}:"
        yield f"  {counts}"
        if self.empty:
            yield f"{_many(self.empty, 'case')} with nothing to list."
        undecided, unanswered = self.counted["undecided"], self.counted["unanswered"]
        if undecided:
            words = (
                f"{undecided} could not be decided from the record; {unanswered} of them are checks or judgements "
                "that it cannot answer (list them with --all)."
            )
            yield fill(words, screen.width)
        if self.counted["waived"]:
            words = f"{self.counted['waived']} marked as waived; their status is what it would be without."
            yield fill(words, screen.width)
        if self.counted["obligations"] > self.shown:
            yield f"{self.shown} of {self.counted['obligations']} listed."


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
