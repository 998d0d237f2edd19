"""The count from a trigger to a due date, day by day: what was counted, what was skipped, and why."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from practice_rules.dates.calendar import Calendar
from practice_rules.dates.clock import Due, Moment, human_due, human_moment, local_time
from practice_rules.dates.conventions import Conventions
from practice_rules.dates.days import add_span, human_date, subtract_span
from practice_rules.dates.deadlines import LedgerDay, ledger
from practice_rules.dates.durations import ByTime, CalendarSpan, Duration, Elapsed, Range, SameDay, WorkingDays
from practice_rules.engine.rows import Row
from practice_rules.language.rules import Deadline, Lead

LONG = 45
"""Lines of a working-day count beyond which days counted one after another share a line."""


class CountLine(NamedTuple):
    """One line of a count: a day or a run of days, the numbers they have in the count (if any), and the words."""

    first: int
    last: int
    numbers: tuple[int, int] | None
    words: str

    @property
    def days(self) -> str:
        """The day, or the first and last of a run."""
        if self.first == self.last:
            return human_date(self.first)
        return f"{human_date(self.first)} to {human_date(self.last)}"


def plain_length(length: Duration) -> WorkingDays | CalendarSpan | Elapsed | SameDay:
    """The length that is counted: a range's outer end, the days of a length that ends at a time of day."""
    if isinstance(length, Range):
        return length.outer
    return length.duration if isinstance(length, ByTime) else length


def count_lines(row: Row) -> tuple[CountLine, ...]:
    """The count of an obligation, line by line; empty where nothing is counted."""
    if row.length is None or row.due is None:
        return ()
    length, back = plain_length(row.length), isinstance(row.rule.rule, Lead)
    if isinstance(row.rule.rule, Deadline) and row.rule.rule.by_date is not None and not _counted(row, row.length):
        return (CountLine(row.due.day, row.due.day, None, "the date that was set for it: due"),)
    calendar, conventions = row.rule.calendar, row.rule.conventions
    if isinstance(length, Elapsed):
        return _hours(row.trigger.moment, row.due, length)
    if isinstance(length, CalendarSpan):
        return _span(row.trigger.moment, row.due, length, conventions, back)
    if isinstance(length, SameDay) and not length.working:
        return (CountLine(row.due.day, row.due.day, None, "the same day"),)
    return _working(row.trigger.moment, row.due, calendar, conventions)


def _counted(row: Row, length: Duration) -> bool:
    """Whether the date follows from the length, and was not set by an attribute of the trigger."""
    standing = row.plain_due or row.due
    return standing is not None and row.rule.compiler.after(length)(row.trigger.moment)[:2] == standing[:2]


def _working(start: Moment, due: Due, calendar: Calendar, conventions: Conventions) -> tuple[CountLine, ...]:
    days = ledger(start, due, calendar, conventions)
    lines: list[CountLine] = []
    for why, run in groupby(days, _why(len(days) > LONG)):
        chunk = list(run)
        lines.append(_line(chunk, why[0]))
    if lines and lines[-1].last == due.day:
        lines[-1] = lines[-1]._replace(words=f"{lines[-1].words}: due".lstrip(": "))
    return tuple(lines)


def _why(gather: bool) -> Callable[[LedgerDay], tuple[str | None, int]]:
    """What days that share a line have in common: the reason they were skipped, or that they were counted."""

    def key(line: LedgerDay) -> tuple[str | None, int]:
        if line.counted is None or line.counted == 0:
            return line.why_not, -1 if line.counted == 0 else 0
        return None, 1 if gather else line.day

    return key


def _line(chunk: list[LedgerDay], why: str | None) -> CountLine:
    first, last = min(line.day for line in chunk), max(line.day for line in chunk)
    numbers = [line.counted for line in chunk if line.counted is not None]
    if not numbers:
        return CountLine(first, last, None, f"not counted: {why}")
    if numbers == [0]:
        words = "the day counted from" + (f" ({why})" if why else "")
        return CountLine(first, last, (0, 0), words)
    return CountLine(first, last, (numbers[0], numbers[-1]), "counted")


def _span(start: Moment, due: Due, length: CalendarSpan, conventions: Conventions, back: bool) -> tuple[CountLine, ...]:
    """Days, weeks, months and years are counted whether worked or not, so all the days between share a line."""
    step = -1 if back else 1
    month_end = conventions.month_end
    natural = subtract_span(start.day, length, month_end) if back else add_span(start.day, length, month_end)
    lines = [CountLine(start.day, start.day, (0, 0), "the day counted from")]
    between = abs(natural - start.day) - 1
    if between > 0:
        days = sorted((start.day + step, natural - step))
        lines.append(CountLine(days[0], days[1], (1, between), "every day counts, worked or not"))
    if natural == due.day:
        lines.append(CountLine(natural, natural, (between + 1, between + 1), f"{length} {_side(back)}: due"))
        return tuple(lines)
    lines.append(CountLine(natural, natural, (between + 1, between + 1), f"{length} {_side(back)}"))
    moved = "moved to a working day, as the rule says" if conventions.roll != "none" else "what stands instead"
    lines.append(CountLine(due.day, due.day, None, f"{moved}: due"))
    return tuple(lines)


def _side(back: bool) -> str:
    return "before" if back else "on"


def _hours(start: Moment, due: Due, length: Elapsed) -> tuple[CountLine, ...]:
    if start.instant is None or due.instant is None:
        words = f"only the day is known, so {length} are counted as {length.whole_days} whole days"
        return (
            CountLine(start.day, start.day, (0, 0), "the day counted from"),
            CountLine(due.day, due.day, (length.whole_days, length.whole_days), f"{words}: due by the end of the day"),
        )
    lines = [CountLine(start.day, start.day, None, f"counted from {human_moment(start)}")]
    shift = local_time(due.instant).utcoffset() != local_time(start.instant).utcoffset()
    note = "; the clocks changed on the way, and hours are counted as they pass" if shift else ""
    lines.append(CountLine(due.day, due.day, None, f"{length} by the clock end at {human_due(due)}{note}: due"))
    return tuple(lines)


def conventions_in_words(row: Row) -> tuple[str, ...]:
    """The counting choices that bear on an obligation's date, one sentence each."""
    if row.length is None or row.due is None:
        return ()
    length, choices = plain_length(row.length), row.rule.conventions
    back = isinstance(row.rule.rule, Lead)
    told: list[str] = []
    if isinstance(row.length, Range):
        told.append(f"A range is judged by its outer end, {row.length.outer}; {row.length.target} is the target.")
    if isinstance(length, WorkingDays) or (isinstance(length, SameDay) and length.working):
        told.append(f"Working days are those of the calendar {row.rule.calendar.name}.")
        told.append(_first_day(choices.day_one, back))
        if choices.non_working_trigger != "as it stands" and not back:
            told.append("A trigger on a day that is not worked counts as if it came on the next working day.")
        if choices.office_cut_off is not None and not back:
            told.append(f"A trigger after {choices.office_cut_off} counts as the next working day.")
    if isinstance(length, CalendarSpan):
        told.append("Days, weeks, months and years run on the calendar, weekends and holidays included.")
        if length.total_months:
            end = "its last day" if choices.month_end == "last day" else "the first day of the next"
            told.append(f"A month that has no such date ends the count on {end}.")
        if choices.roll != "none":
            told.append(f"A date on a day that is not worked moves {choices.roll} to a working day.")
    if back and choices.lead == "clear days":
        told.append("The days before are clear days: the day of the anchor and the day it is due are not among them.")
    if isinstance(length, Elapsed) and not row.due.by_day:
        told.append("Hours and minutes are counted as they pass, whatever the clocks do.")
    if not isinstance(length, Elapsed) and choices.end_of_day != "24:00":
        told.append(f"A day ends at {choices.end_of_day}.")
    return tuple(told)


def _first_day(day_one: str, back: bool) -> str:
    if back:
        return "The day of the anchor is day zero, and the count runs back from it."
    if day_one == "same day":
        return "The day counted from is day one, if it is worked."
    return "The day counted from is day zero; the first working day after it is day one."
