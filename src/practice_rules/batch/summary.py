"""What a run came to, rule by rule, in counts that can be added up over processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from practice_rules.batch.flatten import Owed
from practice_rules.batch.obligation_columns import NAMES
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET, UNKNOWN

_RULE, _STATUS, _LATE = (NAMES.index(name) - 1 for name in ("rule", "status", "late_calendar_days"))

ORDER: Final = (MET, BREACHED, DUE, LAPSED, UNKNOWN)
"""The statuses in the order in which a summary shows them."""


class RuleSummary(NamedTuple):
    """What became of one rule: how often it took hold, how each stands, and how late the breaches were or are.

    `median_days_late` is in calendar days, over every breach whose lateness can be told; `None` where there is none.
    """

    rule: str
    triggered: int
    met: int
    breached: int
    due: int
    lapsed: int
    unknown: int
    median_days_late: float | None


class Summary:
    """Counts of cases, failures and obligations. Its size depends on the rules and not on the cases."""

    def __init__(self) -> None:
        self.cases = 0
        self.events = 0
        self.failed = 0
        self.by_rule: Counter[tuple[str, str]] = Counter()
        self.days_late: Counter[tuple[str, int]] = Counter()

    def add(self, owed: Iterable[Owed], events: int) -> None:
        """Count one case."""
        self.cases += 1
        self.events += events
        for cells in owed:
            self.by_rule[cells[_RULE], cells[_STATUS]] += 1
            days = cells[_LATE]
            if days is not None:
                self.days_late[cells[_RULE], days] += 1

    def join(self, other: Summary) -> None:
        """Add what another process counted."""
        self.cases += other.cases
        self.events += other.events
        self.failed += other.failed
        self.by_rule.update(other.by_rule)
        self.days_late.update(other.days_late)

    @property
    def obligations(self) -> int:
        """How many obligations there are in all."""
        return self.by_rule.total()

    def status(self, status: str) -> int:
        """How many obligations have a status."""
        return sum(number for (_, of), number in self.by_rule.items() if of == status)

    def rules(self) -> Iterator[RuleSummary]:
        """Each rule that took hold at least once, in order of id."""
        late: dict[str, list[tuple[int, int]]] = {}
        for (rule, days), number in self.days_late.items():
            late.setdefault(rule, []).append((days, number))
        for rule in sorted({rule for rule, _ in self.by_rule}):
            met, breached, due, lapsed, unknown = (self.by_rule[rule, status] for status in ORDER)
            triggered = met + breached + due + lapsed + unknown
            middle = median(late.get(rule, []))
            yield RuleSummary(rule, triggered, met, breached, due, lapsed, unknown, middle)


def median(counted: Iterable[tuple[int, int]]) -> float | None:
    """The median of values that are each given with how often they occur; `None` when there are none.

    >>> median([(1, 2), (4, 1), (6, 1)])
    2.5
    """
    ordered = sorted(counted)
    total = sum(number for _, number in ordered)
    if not total:
        return None
    middle = [_at(ordered, (total - 1) // 2), _at(ordered, total // 2)]
    return middle[0] if middle[0] == middle[1] else sum(middle) / 2


def _at(ordered: list[tuple[int, int]], place: int) -> int:
    for value, number in ordered:
        place -= number
        if place < 0:
            return value
    raise IndexError("there are fewer values than that")
