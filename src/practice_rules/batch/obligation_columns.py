"""The columns of an obligation table: names, what each holds, and what it means."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final, NamedTuple

from practice_rules.problems import nearest, quoted


class Holds(Enum):
    """What a column holds, and so how it is written."""

    TEXT = "text"
    WORD = "one of few texts"
    WORDS = "list of texts"
    SMALL = "small whole number"
    NUMBER = "whole number"
    FLAG = "true or false"
    DAY = "day"
    MOMENT = "moment"


class Column(NamedTuple):
    """One column: its name, what it holds, its meaning, and whether it may be empty."""

    name: str
    holds: Holds
    meaning: str
    empty: bool = True


def _moment(name: str, meaning: str) -> tuple[Column, Column]:
    return (
        Column(name, Holds.DAY, f"The day {meaning}."),
        Column(f"{name}_at", Holds.MOMENT, f"The moment {meaning}, where the time is known."),
    )


OBLIGATION_COLUMNS: Final[tuple[Column, ...]] = (
    Column("case_id", Holds.TEXT, "Whose obligation it is.", False),
    Column("rule", Holds.WORD, "The rule's id, the same in every pack that speaks of the same thing.", False),
    Column("part", Holds.SMALL, "Which obligation of one trigger: milestone, window, date of a moved meeting; from 1.",
           False),
    Column("phase", Holds.SMALL, "Which phase of a series it falls due in, from 1; empty where there are none."),
    Column("form", Holds.WORD, "deadline, lead, series, quota, check, gate, limit or judgement.", False),
    Column("strength", Holds.WORD, "must, should or may.", False),
    Column("status", Holds.WORD, "met, due, breached, lapsed or unknown.", False),
    Column("trigger_event", Holds.WORD, "The type of the event that set it off, where one did."),
    Column("trigger_id", Holds.TEXT, "That event's id, where it has one."),
    Column("trigger_row", Holds.NUMBER, "That event's row within its case, from 1."),
    *_moment("triggered", "on which the duty took hold"),
    *_moment("opens", "from which it was owed"),
    *_moment("due", "up to the end of which it is in time; with a time, that moment"),
    Column("provisional", Holds.FLAG, "Whether the due date was counted over days whose holidays are not announced.",
           False),
    Column("precision", Holds.WORD, "day where hours had to be judged by the day, for want of a time; else exact.",
           False),
    Column("done_event", Holds.WORD, "The type of the event that discharged it, in time or late."),
    Column("done_id", Holds.TEXT, "That event's id, where it has one."),
    Column("done_row", Holds.NUMBER, "That event's row within its case, from 1."),
    *_moment("done", "on which it was discharged, in time or late"),
    *_moment("remedied", "on which a breach was put right"),
    *_moment("ended", "on which it fell away, was exceeded, or what it belonged to ended"),
    Column("late_by", Holds.NUMBER, "How late a breach was put right, or is by now, in late_unit."),
    Column("late_unit", Holds.WORD, "The rule's own unit: working days, days, weeks, months, hours and so on."),
    Column("late_calendar_days", Holds.NUMBER, "The same in calendar days."),
    Column("intervals_missed", Holds.NUMBER, "How many intervals of a series, or events of a window, were missed."),
    Column("responsible", Holds.WORD, "The role that owes it."),
    Column("standard", Holds.WORDS, "The numbers of the statements it comes from.", False),
    Column("missing", Holds.WORDS, "The facts that are not recorded, or what was not in place.", False),
    Column("because", Holds.WORD, "Why it lapsed, cannot be told or was found wanting, as a word."),
    Column("plain_status", Holds.WORD, "What the status would be without the variation that was agreed."),
    *_moment("plain_due", "on which it would be due without the variation that was agreed"),
    Column("waived", Holds.FLAG, "Whether it was waived; the status stays what it would be without.", False),
    Column("waived_by", Holds.WORD, "The role that waived it."),
)  # fmt: skip
"""Every column, in order. New ones are added at the end."""

NAMES: Final = tuple(column.name for column in OBLIGATION_COLUMNS)


class UnknownColumn(ValueError):
    """A column was asked for that the obligation table does not have; the message names the nearest."""


def columns_named(names: Iterable[str] | None) -> tuple[int, ...]:
    """The places of columns by name, in the order asked for; all of them for `None`.

    Raises `UnknownColumn`.

    >>> columns_named(["case_id", "status"])
    (0, 6)
    """
    if names is None:
        return tuple(range(len(NAMES)))
    places = []
    for name in names:
        if name not in NAMES:
            right = nearest(name, NAMES)
            hint = f"; did you mean {quoted(right)}?" if right is not None else ""
            raise UnknownColumn(f"an obligation table has no column {quoted(name)}{hint}")
        places.append(NAMES.index(name))
    return tuple(dict.fromkeys(places))
