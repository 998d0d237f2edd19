"""`practice-rules workdays`: adding lengths of time to dates, and counting working days."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import click

from practice_rules.cli.options import FILE
from practice_rules.cli.packs_in_use import calendar_in_use
from practice_rules.cli.screen import Screen
from practice_rules.dates.calendar import Calendar
from practice_rules.dates.clock import Due, Moment, MomentProblem, human_due, human_moment, parse_moment
from practice_rules.dates.days import OutsideCalendar, human_date
from practice_rules.dates.deadlines import due_after, due_before, ledger
from practice_rules.dates.durations import DurationProblem, SameDay, WorkingDays, parse_duration
from practice_rules.dates.england_and_wales import england_and_wales, northern_ireland, scotland, united_kingdom_any

CALENDARS = {
    "england_and_wales": england_and_wales,
    "scotland": scotland,
    "northern_ireland": northern_ireland,
    "united_kingdom_any": united_kingdom_any,
}


@click.command(name="workdays", context_settings={"ignore_unknown_options": True})
@click.argument("start", metavar="DATE")
@click.argument("other", metavar="LENGTH_OR_DATE")
@click.option("--calendar", type=FILE, metavar="FILE", help="A council's own calendar, in YAML.")
@click.option("--calendar-name", type=click.Choice(list(CALENDARS)), default="england_and_wales", show_default=True)
@click.option("--days", "each_day", is_flag=True, help="Show the count day by day.")
@click.pass_obj
def command(screen: Screen, start: str, other: str, calendar: Path | None, calendar_name: str, each_day: bool) -> None:
    """Add a length to DATE ("+10 working days", "-5 working days", "+6 weeks"), or count working days to a date.

    The day counted from is day zero. Going back ("-5 working days") gives the last day to do something that must be
    done at least so long before DATE.
    """
    chosen = calendar_in_use(calendar) if calendar is not None else CALENDARS[calendar_name]()
    first = _moment(start)
    last = parse_moment(other)
    try:
        if isinstance(last, MomentProblem):
            _add(screen, chosen, first, other, each_day)
        else:
            _count(screen, chosen, first, last, each_day)
    except OutsideCalendar as outside:
        raise click.UsageError(str(outside)) from outside


def _moment(text: str) -> Moment:
    found = parse_moment(text)
    if isinstance(found, MomentProblem):
        raise click.UsageError(f"{text}: {found}")
    return found


def _add(screen: Screen, calendar: Calendar, start: Moment, text: str, each_day: bool) -> None:
    words = text.strip()
    back = words.startswith("-")
    length = parse_duration(words.lstrip("+-").strip())
    if isinstance(length, DurationProblem):
        raise click.UsageError(f"{text}: this is neither a date nor a length of time: {length}")
    due = (due_before if back else due_after)(start, length, calendar)
    click.echo(screen.paint(human_due(due), "heading"))
    side = "before" if back else "after"
    note = f"{length} {side} {human_moment(start)}"
    if isinstance(length, WorkingDays | SameDay):
        note += f", on the calendar {calendar.name}"
        skipped = _skipped(calendar, start.day, due.day)
        note += f"; not worked: {skipped}" if skipped else ""
    click.echo(fill(note, screen.width))
    if due.provisional:
        click.echo(_provisional(calendar))
    if each_day:
        _days(screen, calendar, start, due)


def _count(screen: Screen, calendar: Calendar, first: Moment, last: Moment, each_day: bool) -> None:
    number = calendar.count(first.day, last.day)
    thing = "working day" if abs(number) == 1 else "working days"
    click.echo(screen.paint(f"{number} {thing}", "heading"))
    note = f"after {human_date(first.day)}, up to and including {human_date(last.day)}, on the calendar {calendar.name}"
    click.echo(fill(f"{note}; {last.day - first.day} calendar days", screen.width))
    if not (calendar.vouched(first.day) and calendar.vouched(last.day)):
        click.echo(_provisional(calendar))
    if each_day:
        _days(screen, calendar, first, Due(last.day))


def _skipped(calendar: Calendar, first: int, last: int) -> str:
    """The holidays and closures on the way, by name; weekends go without saying."""
    days = range(min(first, last) + 1, max(first, last))
    named = [(day, calendar.why_not(day)) for day in days]
    return ", ".join(f"{name} ({human_date(day)})" for day, name in named if name not in (None, "weekend"))


def _provisional(calendar: Calendar) -> str:
    return (
        f"Provisional: the calendar {calendar.name} is vouched for from {human_date(calendar.vouched_from)} "
        f"to {human_date(calendar.vouched_to)}."
    )


def _days(screen: Screen, calendar: Calendar, start: Moment, due: Due) -> None:
    for line in ledger(start, due, calendar):
        number = "" if line.counted is None else str(line.counted)
        why = "" if line.why_not is None else line.why_not
        click.echo(f"{number:>6}  {human_date(line.day):<16}{screen.paint(why, 'faint')}".rstrip())
