"""Leads over plain histories, meetings still to come among them."""

from __future__ import annotations

from practice_rules.compiled.answers import Answer, Listed, listed_at
from practice_rules.compiled.due_dates import DueBy, DueDates
from practice_rules.compiled.history import ByType, PlainEvent
from practice_rules.compiled.lapses import endings, first_ending, in_time_to_end
from practice_rules.compiled.rows import FastRow
from practice_rules.compiled.slots import Slot
from practice_rules.compiled.windows import Window, owed_from
from practice_rules.dates.clock import Moment
from practice_rules.engine.instances import moment_at
from practice_rules.engine.record import happened_by, start_of
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET


class Meeting:
    """A meeting, when the lead is due, from when an act counts, what ended it, and the acts given to it."""

    __slots__ = ("act", "due", "ending", "opens", "served", "trigger")

    def __init__(self, trigger: PlainEvent, due: DueBy, opens: int, ending: PlainEvent | None) -> None:
        self.trigger = trigger
        self.due = due
        self.opens = opens
        self.ending = ending
        self.act: PlainEvent | None = None
        self.served = False


def lead(
    rule: int, slots: list[Slot], before: int, do: int, dates: DueDates, window: Window, lapses: tuple[int, ...],
    all_at_once: bool, now: int,
) -> Answer:  # fmt: skip
    """The obligations before each meeting, held or in the diary."""
    days, moments = dates

    def answer(by_type: ByType, listed: Listed, planned: ByType, rows: list[FastRow]) -> None:
        triggers = listed_at(before, slots, by_type, listed)
        ahead = slots[before](planned) if planned else None
        acts = listed_at(do, slots, by_type, listed)
        ends = endings(slots, lapses, by_type, now) if lapses and ahead else None
        meetings: list[Meeting] = []
        previous: PlainEvent | None = None
        held = len(triggers)
        for number, trigger in enumerate(triggers + ahead if ahead else triggers):
            opens = window(trigger, previous)
            begins = owed_from(window, trigger, previous)
            previous = trigger
            if begins >= now:
                continue
            due = days[trigger[4]] if days is not None else moments.of(trigger)
            ending = None
            if ends is not None and number >= held:
                ending = in_time_to_end(first_ending(ends, _opening(begins, due), trigger), due)
            meetings.append(Meeting(trigger, due, opens, ending))
        for act in acts:
            _give(meetings, act, all_at_once)
        for meeting in meetings:
            rows.append(_row(rule, meeting))

    return answer


def _opening(opens: int, due: DueBy) -> int:
    """The second at which a lead opens: with its window, but never after it is due."""
    last = Moment(due[2].day, due[2].instant)
    opened = moment_at(opens) if opens > 0 else last
    return start_of(opened if happened_by(opened, last) else last)


def _give(meetings: list[Meeting], act: PlainEvent, all_at_once: bool) -> None:
    """An act serves the next meeting to come that is not served (or all that are to come), else the last not served."""
    past: Meeting | None = None
    served = False
    for meeting in meetings:
        if meeting.opens > act[0] or act is meeting.trigger:
            continue
        if act[0] <= meeting.trigger[3] and (all_at_once or not meeting.served):
            _serve(meeting, act)
            served = True
            if not all_at_once:
                return
        elif not meeting.served:
            past = meeting
    if not served and past is not None:
        _serve(past, act)


def _serve(meeting: Meeting, act: PlainEvent) -> None:
    meeting.served = True
    if meeting.act is None and (meeting.ending is None or act[0] <= meeting.ending[3]):
        meeting.act = act


def _row(rule: int, meeting: Meeting) -> FastRow:
    limit, past, due = meeting.due
    act, ending = meeting.act, meeting.ending
    if act is not None and act[0] <= limit:
        return (rule, MET, meeting.trigger, due, act, None)
    if ending is not None:
        return (rule, LAPSED, meeting.trigger, due, act, ending)
    return (rule, BREACHED if past or act is not None else DUE, meeting.trigger, due, act, None)
