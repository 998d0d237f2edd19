"""Working-day calendars: values with a name, a working week, holidays, closures and their sources.

A calendar answers from one dense table over 1970 to 2100, built on first use: which days are
worked, and how many come before each. Adding and counting are look-ups. Beyond the table it
refuses; beyond the years whose holidays are announced it answers and says so (:meth:`Calendar.vouched`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from practice_rules.dates.days import (
    FIRST_DAY,
    LAST_DAY,
    OutsideCalendar,
    human_date,
    iso,
    weekday,
    within_limits,
)

_FIRST: Final = FIRST_DAY
_LAST: Final = LAST_DAY
_EVE: Final = FIRST_DAY - 1
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class CalendarRefused(ValueError):
    """A calendar that cannot be counted on: no working weekday, or dates in the wrong order."""


class Holiday(NamedTuple):
    """A day nobody works, with its name and where it was read."""

    day: int
    name: str
    source: str


class Closure(NamedTuple):
    """A stretch of days, both ends included, on which a council's own offices are closed."""

    first: int
    last: int
    name: str
    source: str


class Term(NamedTuple):
    """A school term, both ends included."""

    name: str
    first: int
    last: int


class _Table(NamedTuple):
    before: list[int]
    """For each day, the number of working days strictly before it; one entry more at the end."""
    works: list[int]
    """The working days in order."""
    closed: dict[int, str]
    """Days off by holiday or closure, and their names."""


@dataclass(frozen=True)
class Calendar:
    """Which days are worked, who says so, and for how long that can be vouched for.

    `week` lists the working weekdays, Monday 0 to Sunday 6. Holidays and closures fall where they
    fall, weekends included. Dates up to `vouched_to` have announced holidays; later ones are
    computed, and what is counted over them is provisional. `terms` is `None` where no school terms
    are known. `version` names the edition of the data. Two calendars are equal when all of that is.

    Raises :class:`CalendarRefused` for a week with no working day, a closure or term that ends
    before it begins, or terms that overlap; :class:`OutsideCalendar` for dates beyond 1970 to 2100.
    """

    name: str
    week: tuple[int, ...] = (0, 1, 2, 3, 4)
    holidays: tuple[Holiday, ...] = ()
    closures: tuple[Closure, ...] = ()
    vouched_from: int = FIRST_DAY
    vouched_to: int = LAST_DAY
    terms: tuple[Term, ...] | None = None
    version: str = ""

    def __post_init__(self) -> None:
        if not self.week or not all(day in range(7) for day in self.week):
            raise CalendarRefused(f"calendar {self.name!r} needs at least one working weekday")
        _set(self, "week", tuple(sorted(set(self.week))))
        _set(self, "holidays", tuple(sorted(set(self.holidays))))
        _set(self, "closures", tuple(sorted(set(self.closures))))
        for holiday in self.holidays:
            within_limits(holiday.day)
        for closure in self.closures:
            _check_stretch(closure.name, closure.first, closure.last)
        _check_stretch("the vouched-for stretch", self.vouched_from, self.vouched_to)
        if self.terms is not None:
            _set(self, "terms", tuple(sorted(set(self.terms), key=lambda term: term.first)))
            self._check_terms(self.terms)

    @staticmethod
    def _check_terms(terms: tuple[Term, ...]) -> None:
        for term in terms:
            _check_stretch(term.name, term.first, term.last)
        for earlier, later in pairwise(terms):
            if later.first <= earlier.last:
                raise CalendarRefused(f"the school terms {earlier.name!r} and {later.name!r} overlap")

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @cached_property
    def fingerprint(self) -> str:
        """A SHA-256 of everything the calendar says, for telling which calendar gave an answer."""
        content = [
            self.name,
            self.version,
            self.week,
            self.holidays,
            self.closures,
            self.terms,
            self.vouched_from,
            self.vouched_to,
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()

    @cached_property
    def _table(self) -> _Table:
        closed = {day: closure.name for closure in self.closures for day in range(closure.first, closure.last + 1)}
        for holiday in reversed(self.holidays):
            closed[holiday.day] = holiday.name
        before: list[int] = []
        works: list[int] = []
        week = frozenset(self.week)
        for day in range(_FIRST, _LAST + 1):
            before.append(len(works))
            if (day - 1) % 7 in week and day not in closed:
                works.append(day)
        before.append(len(works))
        return _Table(before, works, closed)

    @cached_property
    def _before(self) -> list[int]:
        return self._table.before

    @cached_property
    def _works(self) -> list[int]:
        return self._table.works

    @cached_property
    def _dates(self) -> list[date]:
        return [date.fromordinal(day) for day in self._works]

    def add(self, day: int, n: int) -> int:
        """The n-th working day strictly after `day`, or strictly before it when `n` is negative.

        With `n` nought: the day itself if it is worked, otherwise the next working day. Raises
        :class:`OutsideCalendar` where the start or the answer lies beyond 1970 to 2100.

        >>> weekdays = Calendar("weekdays")
        >>> saturday = FIRST_DAY + 2
        >>> [human_date(weekdays.add(saturday, n)) for n in (-1, 0, 1)]
        ['Fri 2 Jan 1970', 'Mon 5 Jan 1970', 'Mon 5 Jan 1970']
        """
        if _FIRST <= day <= _LAST:
            at = self._before[day - _FIRST + 1] + n - 1 if n > 0 else self._before[day - _FIRST] + n
            if at >= 0:
                try:
                    return self._works[at]
                except IndexError:
                    pass
        raise self._beyond(day, n)

    def _beyond(self, day: int, n: int) -> OutsideCalendar:
        try:
            within_limits(day)
        except OutsideCalendar as outside:
            return outside
        side = "after" if n >= 0 else "before"
        return OutsideCalendar(
            f"{abs(n)} working days {side} {human_date(day)} lies outside the days calendar {self.name!r} "
            f"knows, {human_date(FIRST_DAY)} to {human_date(LAST_DAY)}"
        )

    def count(self, a: int, b: int) -> int:
        """Working days after `a`, up to and including `b`; negative when `b` is before `a`.

        Counts add up: from a to b and b to c is a to c. Raises :class:`OutsideCalendar` beyond 1970
        to 2100.

        >>> Calendar("weekdays").count(FIRST_DAY, FIRST_DAY + 7)
        5
        """
        if not (_FIRST <= a <= _LAST and _FIRST <= b <= _LAST):
            within_limits(a)
            within_limits(b)
        before = self._before
        return before[b - _FIRST + 1] - before[a - _FIRST + 1]

    def add_date(self, day: date, n: int) -> date:
        """:meth:`add` for dates: the n-th working day strictly after a date, or strictly before it.

        >>> Calendar("weekdays").add_date(date(2026, 3, 7), 1)
        datetime.date(2026, 3, 9)
        """
        # Written out, and answered from a table of dates: through `add` it would take twice as long.
        ordinal = day.toordinal()
        if _FIRST <= ordinal <= _LAST:
            at = self._before[ordinal - _EVE] + n - 1 if n > 0 else self._before[ordinal - _FIRST] + n
            if at >= 0:
                try:
                    return self._dates[at]
                except IndexError:
                    pass
        raise self._beyond(ordinal, n)

    def count_dates(self, a: date, b: date) -> int:
        """:meth:`count` for dates: working days after `a`, up to and including `b`; negative when `b` is before `a`.

        >>> Calendar("weekdays").count_dates(date(2026, 3, 6), date(2026, 3, 10))
        2
        """
        first, last = a.toordinal(), b.toordinal()
        if not (_FIRST <= first <= _LAST and _FIRST <= last <= _LAST):
            within_limits(first)
            within_limits(last)
        before = self._before
        return before[last - _EVE] - before[first - _EVE]

    def is_working(self, day: int) -> bool:
        """Whether a day is worked. Raises :class:`OutsideCalendar` beyond 1970 to 2100."""
        at = within_limits(day) - _FIRST
        return self._before[at + 1] > self._before[at]

    def why_not(self, day: int) -> str | None:
        """Why a day is not worked, or `None` if it is: the holiday, `weekend`, the weekday or the closure.

        >>> Calendar("weekdays").why_not(FIRST_DAY + 2)
        'weekend'
        """
        if self.is_working(day):
            return None
        on = weekday(day)
        named = self._table.closed.get(day)
        if on in self.week or day in self._holiday_days:
            return named
        return "weekend" if on > 4 else f"{_WEEKDAYS[on]} is not a working day"

    @cached_property
    def _holiday_days(self) -> frozenset[int]:
        return frozenset(holiday.day for holiday in self.holidays)

    def next_working(self, day: int) -> int:
        """The day itself if it is worked, otherwise the first working day after it."""
        return self.add(day, 0)

    def previous_working(self, day: int) -> int:
        """The day itself if it is worked, otherwise the last working day before it."""
        return day if self.is_working(day) else self.add(day, -1)

    def vouched(self, day: int) -> bool:
        """Whether the holidays around a day are announced and vouched for."""
        return self.vouched_from <= day <= self.vouched_to

    def term_on(self, day: int) -> Term | None:
        """The school term that a day falls in; `None` in the holidays, or where no terms are known."""
        return next((term for term in self.terms or () if term.first <= day <= term.last), None)

    def with_holidays(self, holidays: Iterable[Holiday], *, name: str | None = None) -> Calendar:
        """This calendar with more holidays, under its own name or a new one."""
        return replace(self, name=name or self.name, holidays=(*self.holidays, *holidays))

    def with_closures(self, closures: Iterable[Closure], *, name: str | None = None) -> Calendar:
        """This calendar with more closures, under its own name or a new one."""
        return replace(self, name=name or self.name, closures=(*self.closures, *closures))

    def with_terms(self, terms: Iterable[Term] | None) -> Calendar:
        """This calendar with these school terms in place of any it had."""
        return replace(self, terms=None if terms is None else tuple(terms))

    def closed_if_either(self, other: Calendar, name: str) -> Calendar:
        """The calendar of days worked in both: closed on every day that either is closed.

        The freedom-of-information clock is one: it stops for a bank holiday in any part of the
        United Kingdom (Freedom of Information Act 2000, section 10(6)). School terms are this
        calendar's, or the other's if it has none. Raises :class:`CalendarRefused` if no weekday is
        worked in both.
        """
        return Calendar(
            name,
            tuple(set(self.week) & set(other.week)),
            (*self.holidays, *other.holidays),
            (*self.closures, *other.closures),
            max(self.vouched_from, other.vouched_from),
            min(self.vouched_to, other.vouched_to),
            other.terms if self.terms is None else self.terms,
            _versions(self, other),
        )

    def closed_if_both(self, other: Calendar, name: str) -> Calendar:
        """The calendar of days worked in either: closed only on days that both are closed."""
        week = tuple(set(self.week) | set(other.week))
        shared = tuple(
            Holiday(day, _both(self.why_not(day), other.why_not(day)), f"{self.name} and {other.name}")
            for day in range(FIRST_DAY, LAST_DAY + 1)
            if weekday(day) in week and not self.is_working(day) and not other.is_working(day)
        )
        return Calendar(
            name,
            week,
            shared,
            (),
            max(self.vouched_from, other.vouched_from),
            min(self.vouched_to, other.vouched_to),
            other.terms if self.terms is None else self.terms,
            _versions(self, other),
        )


def _set(calendar: Calendar, field: str, value: object) -> None:
    object.__setattr__(calendar, field, value)


def _check_stretch(name: str, first: int, last: int) -> None:
    within_limits(first)
    within_limits(last)
    if last < first:
        raise CalendarRefused(f"{name!r} ends on {iso(last)}, before it begins on {iso(first)}")


def _versions(first: Calendar, second: Calendar) -> str:
    return "; ".join(dict.fromkeys(version for version in (first.version, second.version) if version))


def _both(first: str | None, second: str | None) -> str:
    return "; ".join(dict.fromkeys(reason for reason in (first, second) if reason))
