"""What set an obligation off, as data and in words."""

from __future__ import annotations

from typing import NamedTuple

from practice_rules.dates.clock import Moment, human_moment
from practice_rules.engine.record import Happening
from practice_rules.engine.rows import Row
from practice_rules.language.moments import AgeAnchor, BreachAnchor, DoneAnchor, DueAnchor
from practice_rules.result.phrases import say_anchor
from practice_rules.result.rule_words import rule_words
from practice_rules.result.wording import capital, in_words, say_happening


class SetOff(NamedTuple):
    """What set an obligation off.

    `kind` is `event`, `planned`, `period`, `rule`, `age` or `case`. `event`, `id` and `date` are the event's, where
    one stands there (for a period, the event that opened it); `moment` is when the duty took hold.
    """

    kind: str
    event: str | None
    id: str | None
    date: Moment | None
    moment: Moment
    period: str | None
    rule: str | None
    words: str


def set_off(row: Row) -> SetOff:
    """What set a row's obligation off."""
    trigger = row.trigger
    happening, run, source = trigger.happening, trigger.period, trigger.source
    period = run.name if run is not None and run.name else None
    other = source.rule.id if isinstance(source, Row) else None
    kind = _kind(row, other)
    return SetOff(
        kind,
        None if happening is None else happening.type,
        None if happening is None else happening.id,
        None if happening is None else happening.moment,
        trigger.moment,
        period,
        other,
        capital(_words(row, kind, happening, period, other)),
    )


def _kind(row: Row, other: str | None) -> str:
    if other is not None:
        return "rule"
    if row.trigger.planned:
        return "planned"
    run, happening = row.trigger.period, row.trigger.happening
    if happening is not None and not (run is not None and happening is run.opener):
        return "event"
    if run is not None:
        return "period"
    return "age" if isinstance(_anchor(row), AgeAnchor) else "event" if happening is not None else "case"


def _anchor(row: Row) -> object:
    return rule_words(row.rule).anchor


def _words(row: Row, kind: str, happening: Happening | None, period: str | None, other: str | None) -> str:
    when = human_moment(row.trigger.moment)
    if kind == "rule":
        return f"{_edge(row)} of {other} on {when}"
    if kind == "planned" and happening is not None:
        return f"{in_words(happening.type)}, planned for {when}"
    if kind == "period":
        elsewhere = happening is not None and happening.moment != row.trigger.moment
        opened = f" ({say_happening(happening)})" if happening is not None and elsewhere else ""
        return f"{in_words(period) if period else 'the state it hangs on'} from {when}{opened}"
    if happening is not None:
        moved = "" if happening.moment == row.trigger.moment else f", counted from {when}"
        return f"{say_happening(happening)}{moved}"
    if kind == "age":
        anchor = _anchor(row)
        return f"{say_anchor(anchor) if isinstance(anchor, AgeAnchor) else 'an age'} on {when}"
    return f"the case as a whole, from {when}"


def _edge(row: Row) -> str:
    anchor = _anchor(row)
    if isinstance(anchor, BreachAnchor):
        return "the breach"
    if isinstance(anchor, DoneAnchor):
        return "the discharge"
    return "the due date" if isinstance(anchor, DueAnchor) else "a date"
