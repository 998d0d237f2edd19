"""Deadlines over plain histories."""

from __future__ import annotations

from practice_rules.compiled.answers import Answer, InForce, Listed, listed_at
from practice_rules.compiled.due_dates import DueBy, DueDates
from practice_rules.compiled.history import ByType, PlainEvent
from practice_rules.compiled.lapses import endings, first_ending, in_time_to_end
from practice_rules.compiled.rows import FastRow
from practice_rules.compiled.slots import Slot
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET, Status


def deadline_for_all(
    rule: int, slots: list[Slot], after: int, do: int, dates: DueDates, in_force: InForce
) -> Answer:  # fmt: skip
    """A deadline that nothing ends, where one act serves all: each duty is done by the first act from then on."""
    first, last = in_force
    days, moments = dates
    due_at = moments.of

    def answer(by_type: ByType, listed: Listed, _planned: ByType, rows: list[FastRow]) -> None:
        triggers = listed_at(after, slots, by_type, listed)
        acts = listed_at(do, slots, by_type, listed)
        place, number = 0, len(acts)
        for trigger in triggers:
            if not first <= trigger[4] <= last:
                continue
            limit, past, due = days[trigger[4]] if days is not None else due_at(trigger)
            order = trigger[0]
            while place < number and acts[place][3] < order:
                place += 1
            at = place
            if at < number and acts[at] is trigger:
                at += 1
                while at < number and acts[at][3] < order:
                    at += 1
            if at < number:
                act = acts[at]
                rows.append((rule, MET if act[0] <= limit else BREACHED, trigger, due, act, None))
            else:
                rows.append((rule, BREACHED if past else DUE, trigger, due, None, None))

    return answer


def deadline(
    rule: int, slots: list[Slot], after: int, do: int, dates: DueDates, in_force: InForce, lapses: tuple[int, ...],
    all_at_once: bool, now: int,
) -> Answer:  # fmt: skip
    """Any simple deadline."""
    first, last = in_force
    days, moments = dates
    due_at = moments.of

    def answer(by_type: ByType, listed: Listed, _planned: ByType, rows: list[FastRow]) -> None:
        triggers = listed_at(after, slots, by_type, listed)
        acts = listed_at(do, slots, by_type, listed)
        found = endings(slots, lapses, by_type, now) if lapses else None
        duties: list[Duty] = []
        for trigger in triggers:
            if first <= trigger[4] <= last:
                due = days[trigger[4]] if days is not None else due_at(trigger)
                ending = None if found is None else in_time_to_end(first_ending(found, trigger[0], trigger), due)
                duties.append((trigger, due, ending))
        done = _first_for_each(duties, acts) if all_at_once else _one_for_each(duties, acts)
        status: Status
        for (trigger, (limit, past, day), ending), act in zip(duties, done, strict=True):
            if act is not None and act[0] <= limit:
                status, ending = MET, None
            elif ending is not None:
                status = LAPSED
            else:
                status = BREACHED if past or act is not None else DUE
            rows.append((rule, status, trigger, day, act, ending))

    return answer


Duty = tuple[PlainEvent, DueBy, PlainEvent | None]
"""A trigger, when it is due, and what ended it before that."""


def _first_for_each(duties: list[Duty], acts: list[PlainEvent]) -> list[PlainEvent | None]:
    """For each duty the first act that can do it, whatever else it does."""
    return [next((act for act in acts if _fits(act, duty)), None) for duty in duties]


def _one_for_each(duties: list[Duty], acts: list[PlainEvent]) -> list[PlainEvent | None]:
    """Each act in order of time goes to the latest duty that it can do and that is not done."""
    done: list[PlainEvent | None] = [None] * len(duties)
    waiting = list(range(len(duties)))
    for act in acts:
        for place in reversed(waiting):
            if _fits(act, duties[place]):
                done[place] = act
                waiting.remove(place)
                break
    return done


def _fits(act: PlainEvent, duty: Duty) -> bool:
    trigger, _, ending = duty
    return act[3] >= trigger[0] and act is not trigger and (ending is None or act[0] <= ending[3])
