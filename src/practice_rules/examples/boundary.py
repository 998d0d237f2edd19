"""Examples at the edges of a rule, for its author to confirm: the day before, on the day, the day after.

Each begins on a day on which counting is delicate (over a bank holiday, over Christmas, from a Saturday, from the last
day of a month, over a clock change). What is expected is what the engine says now: the author reads each against the
document and keeps what is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from practice_rules.case import Case, Event, Subject
from practice_rules.dates.clock import human_due, local_time
from practice_rules.dates.days import iso
from practice_rules.dates.durations import CalendarSpan, Elapsed, Range
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.evaluate import evaluate_rows
from practice_rules.engine.record import as_moment
from practice_rules.engine.rows import Row
from practice_rules.examples.making import CannotMake, Made, closing_of, event_for, opening_of
from practice_rules.language.moments import AgeAnchor
from practice_rules.language.rules import Deadline, Lead, Limit, Quota, RuleBase, Series

When = date | datetime
Entry = tuple[When, str, dict[str, Any]]
"""An entry of a history: when, which event type, and what is said of it."""

BEGINNINGS: dict[str, When] = {
    "in an ordinary week": date(2026, 6, 9),
    "over a bank holiday": date(2026, 4, 2),
    "over Christmas": date(2025, 12, 24),
    "from a Saturday": date(2026, 6, 13),
}
"""Days on which a count may begin: the shortest from the eve of Good Friday, 3 April 2026, passes over a holiday."""

COUNTED_BACK: dict[str, When] = {
    **BEGINNINGS,
    "over a bank holiday": date(2026, 4, 7),
    "over Christmas": date(2025, 12, 29),
}
"""Days of an anchor from which a lead is counted back, over Easter Monday and over Christmas."""

MONTH_END = {"from the last day of a month": date(2026, 8, 31)}
CLOCK_CHANGES: dict[str, When] = {
    "when the clocks go forward": datetime.fromisoformat("2026-03-28T10:00"),
    "when the clocks go back": datetime.fromisoformat("2026-10-24T10:00"),
}
"""The mornings before the clock changes of 2026, Sun 29 March and Sun 25 October."""


@dataclass
class Boundary:
    """One example: its name, history and what the engine answers, or why there is none."""

    name: str
    history: list[Entry] = field(default_factory=list)
    as_of: When | None = None
    rows: tuple[Row, ...] = ()


def boundary_examples(pack: CompiledPack, rule_id: str) -> str:
    """YAML of examples at the edges of a rule. Raises `CannotMake` when none can be made up, saying why.

    Raises `LookupError` for a rule the pack does not have.
    """
    rule = next((each for each in pack.pack.rules if each.id == rule_id), None)
    if rule is None:
        raise LookupError(rule_id)
    found = list(_examples(pack, rule))
    if not found and isinstance(rule, Quota) and rule.in_ in ("school_term", "school_year"):
        raise CannotMake("it needs the dates of school terms; write its history by hand, with `terms:` beside it")
    if not found:
        raise CannotMake("no case that could be made up sets the rule off; write its history by hand")
    lines = [
        f"# Examples at the edges of {rule_id}. What is expected is what the rule says now: read each against the",
        "# document, keep what is right, and take away the rest.",
        f"pack: {pack.pack.pack}",
        "examples:",
    ]
    for each in found:
        lines += _lines(rule, each)
    return "\n".join(lines) + "\n"


def _examples(pack: CompiledPack, rule: RuleBase) -> Iterator[Boundary]:
    begins, act = _parts(pack, rule)
    around = _around(pack, rule)
    for name, at in _beginnings(rule).items():
        history = [*_before(at, around), *_begun(at, begins, rule)]
        opened = _rows(pack, rule, history, max((when for when, _, _ in history), key=_day))
        first = next((row for row in opened if row.due is not None), None)
        if first is None:
            continue
        for edge, done in _edges(first):
            full = sorted([*history, (done, *act)], key=_order)
            # Known as of the later of the two, so that a late act is seen and an early one judged at its end.
            as_of = max(done, _moment(first), key=_day)
            rows = _rows(pack, rule, full, as_of)
            if rows:
                yield Boundary(f"{name}, {edge}", full, as_of, tuple(rows))


def _parts(pack: CompiledPack, rule: RuleBase) -> tuple[Made, Made]:
    """The event that sets the rule off and the one that discharges it."""
    words = pack.vocabulary
    if isinstance(rule, Deadline) and rule.within is None and rule.by_date is None:
        raise CannotMake("it has no time limit, so there is no day before or after it")
    if isinstance(rule, Deadline):
        return event_for(rule.after, pack.pack, words), event_for(rule.do, pack.pack, words)
    if isinstance(rule, Lead):
        if isinstance(rule.before, AgeAnchor):
            raise CannotMake("it hangs on an age: give the subject a `born:` and write the history by hand")
        return event_for(rule.before, pack.pack, words), event_for(rule.do, pack.pack, words)
    if isinstance(rule, Series | Quota):
        return event_for(rule.while_, pack.pack, words), event_for(rule.do, pack.pack, words)
    if isinstance(rule, Limit) and rule.no_longer_than is not None and isinstance(rule.of, str):
        return event_for(rule.of, pack.pack, words), closing_of(rule.of, words)
    raise CannotMake("it has no date to be early or late for")


def _around(pack: CompiledPack, rule: RuleBase) -> list[Made]:
    """Events that open the periods in which the rule applies."""
    found: list[Made] = []
    for state in (rule.only_if, getattr(rule, "belongs_to", None)):
        if isinstance(state, str) and state in pack.vocabulary.periods:
            found.append(opening_of(state, pack.vocabulary))
    return found


def _beginnings(rule: RuleBase) -> dict[str, When]:
    lengths = [getattr(rule, key, None) for key in ("within", "at_least", "at_most", "every", "no_longer_than")]
    whole = [each.outer if isinstance(each, Range) else each for each in lengths]
    found = dict(COUNTED_BACK if isinstance(rule, Lead) else BEGINNINGS)
    if any(isinstance(each, CalendarSpan) and each.total_months for each in whole):
        found |= MONTH_END
    if any(isinstance(each, Elapsed) for each in whole):
        found |= CLOCK_CHANGES
    return found


def _before(at: When, around: list[Made]) -> list[Entry]:
    opened = _as_date(at) - timedelta(days=60)
    return [(opened, kind, facts) for kind, facts in around]


def _begun(at: When, begins: Made, rule: RuleBase) -> list[Entry]:
    kind, facts = begins
    if isinstance(rule, Lead):
        known = _as_date(at) - timedelta(days=60)
        return [(at, kind, {**facts, "status": "planned", "recorded_at": known})]
    return [(at, kind, facts)]


def _rows(pack: CompiledPack, rule: RuleBase, history: list[Entry], as_of: When) -> list[Row]:
    """The rule's obligations in a history."""
    kinds = [rule.subject] if isinstance(rule.subject, str) else rule.subject
    events = tuple(_event(each) for each in history)
    evaluation = evaluate_rows(Case(Subject("example", kinds[0]), events), pack, as_moment(as_of))
    return [row for row in evaluation.rows if row.rule.id == rule.id]


def _event(entry: Entry) -> Event:
    at, kind, said = entry
    facts: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value for name, value in said.items()
    }
    status, by, recorded_at = (facts.pop(name, None) for name in ("status", "by", "recorded_at"))
    return Event(kind, at, status or "occurred", attributes=facts, by=by, recorded_at=recorded_at)


def _edges(row: Row) -> Iterator[tuple[str, When]]:
    assert row.due is not None
    if row.due.instant is not None:
        at = local_time(row.due.instant).replace(tzinfo=None)
        minute = timedelta(minutes=1)
        yield from (("a minute before", at - minute), ("on the minute", at), ("a minute after", at + minute))
        return
    day = date.fromordinal(row.due.day)
    step = timedelta(days=1)
    yield from (("the day before", day - step), ("on the day", day), ("the day after", day + step))


def _moment(row: Row) -> When:
    assert row.due is not None
    if row.due.instant is not None:
        return local_time(row.due.instant).replace(tzinfo=None)
    return date.fromordinal(row.due.day)


def _as_date(at: When) -> date:
    return at.date() if isinstance(at, datetime) else at


def _day(at: When) -> tuple[date, bool, str]:
    return _as_date(at), not isinstance(at, datetime), at.isoformat()


def _order(entry: Entry) -> tuple[date, str]:
    return _as_date(entry[0]), entry[0].isoformat()


def _lines(rule: RuleBase, each: Boundary) -> list[str]:
    assert each.as_of is not None
    lines = [f"  - rule: {rule.id}", f"    name: {each.name}", "    history:"]
    lines += [f"      - {{{_entry(entry)}}}" for entry in each.history]
    lines.append("    expect:")
    said = [_expected(row) for row in each.rows]
    owed = said[0] if len(said) == 1 else f"obligations: [{', '.join(f'{{{each}}}' for each in said)}]"
    due = each.rows[0].due
    remark = "" if due is None else f"  # due {human_due(due)}"
    return [*lines, f"      - {{as_of: {_stamp(each.as_of)}, {owed}}}{remark}"]


def _expected(row: Row) -> str:
    if row.due is None:
        return f"status: {row.status}, due: none"
    exact = row.due.instant is not None
    return f"status: {row.status}, due: {_stamp(_moment(row)) if exact else iso(row.due.day)}"


def _entry(entry: Entry) -> str:
    at, kind, said = entry
    return ", ".join([f"{kind}: {_stamp(at)}", *(f"{name}: {_scalar(value)}" for name, value in said.items())])


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(map(_scalar, value)) + "]"
    return _stamp(value) if isinstance(value, date) else str(value)


def _stamp(at: When) -> str:
    return f'"{at.strftime("%Y-%m-%dT%H:%M")}"' if isinstance(at, datetime) else at.isoformat()
