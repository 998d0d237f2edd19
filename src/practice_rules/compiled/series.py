"""Series over plain histories: at one interval while a period lasts, from the last qualifying event."""

from __future__ import annotations

from practice_rules.compiled.answers import Answer, InForce, Listed, listed_at
from practice_rules.compiled.due_dates import DueBy, DueDates
from practice_rules.compiled.history import ByType, PlainEvent
from practice_rules.compiled.lapses import endings, first_ending
from practice_rules.compiled.periods import PlainRun, Runs
from practice_rules.compiled.rows import FastRow
from practice_rules.compiled.slots import Slot
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET


def series(
    rule: int, slots: list[Slot], runs: Runs, do: int, dates: DueDates, initial_dates: DueDates | None,
    in_force: InForce, lapses: tuple[int, ...], now: int,
) -> Answer:  # fmt: skip
    """The obligations of each run of the period, one after another."""
    in_force_from, in_force_to = in_force
    regular, regular_at = dates[0], dates[1].of
    initial, initial_at = (initial_dates or dates)[0], (initial_dates or dates)[1].of
    first = rule if initial_dates is None else ~rule

    def answer(by_type: ByType, listed: Listed, _planned: ByType, rows: list[FastRow]) -> None:
        found = runs(by_type)
        if not found:
            return
        acts = listed_at(do, slots, by_type, listed)
        if lapses:
            ends = endings(slots, lapses, by_type, now)
            found = [_cut(run, first_ending(ends, run[0][0], run[0])) for run in found]
        for start, closer, end in found:
            ended = closer if closer is not None and end <= now else None
            number, trigger, days, due_at = first, start, initial, initial_at
            opened = start[4]
            for act in acts:
                if act[4] < opened or act is start:
                    continue
                if act[0] >= end:
                    break
                if in_force_from <= trigger[4] <= in_force_to:
                    limit, _, due = days[trigger[4]] if days is not None else due_at(trigger)
                    if act[0] <= limit:
                        rows.append((number, MET, trigger, due, act, None))
                    elif ended is not None and ended[4] <= due.day:
                        rows.append((number, LAPSED, trigger, due, None, ended))
                    else:
                        rows.append((number, BREACHED, trigger, due, act, ended))
                number, trigger, days, due_at = rule, act, regular, regular_at
            if in_force_from <= trigger[4] <= in_force_to:
                last = days[trigger[4]] if days is not None else due_at(trigger)
                rows.append(last_row(number, trigger, last, ended))

    return answer


def last_row(rule: int, trigger: PlainEvent, due: DueBy, ended: PlainEvent | None) -> FastRow:
    """The obligation that nothing has answered."""
    if ended is not None and ended[4] <= due[2].day:
        return (rule, LAPSED, trigger, due[2], None, ended)
    return (rule, BREACHED if due[1] else DUE, trigger, due[2], None, ended if due[1] else None)


def _cut(run: PlainRun, ending: PlainEvent | None) -> PlainRun:
    """A run cut short by what makes the rule's duties fall away."""
    if ending is None:
        return run
    end = ending[3] + 1
    return (run[0], ending, end) if end < run[2] else run
