"""A deployer's own calendar: closures, extra holidays, school terms and working week, from YAML.

```yaml
calendar: Elmet council
version: "2026"
base: england_and_wales
closures:
  - {first: 2026-12-29, last: 2026-12-31, name: Christmas closure, source: cabinet minute 14}
  - {day: 2027-02-05, name: Staff conference}
terms:
  - {name: Spring 2027, first: 2027-01-04, last: 2027-03-25}
```

What is wrong with a file comes back as problems with line and column, all of them at once.
`docs/dates.md` explains every key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import reduce
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from practice_rules.dates.calendar import Calendar, Closure, Holiday, Term
from practice_rules.dates.days import FIRST_DAY, LAST_DAY
from practice_rules.dates.england_and_wales import (
    england_and_wales,
    northern_ireland,
    scotland,
    united_kingdom_any,
)
from practice_rules.problems import Problem, Refused, SeveralWrong, Severity, Wrong
from practice_rules.yaml_source import SourceDocument, read_yaml, read_yaml_file, validate

BASES: Final[dict[str, Callable[[], Calendar]]] = {
    "england_and_wales": england_and_wales,
    "scotland": scotland,
    "northern_ireland": northern_ireland,
    "united_kingdom_any": united_kingdom_any,
    "weekdays": lambda: Calendar("weekdays"),
}
"""The calendars a file may start from. `weekdays` has no holidays at all."""

Base: TypeAlias = Literal["england_and_wales", "scotland", "northern_ireland", "united_kingdom_any", "weekdays"]
Weekday: TypeAlias = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _known_day(on: object) -> object:
    """Refuse a date that calendars do not answer for, such as the year 2206."""
    if isinstance(on, date) and not FIRST_DAY <= on.toordinal() <= LAST_DAY:
        raise Wrong(
            f"the year {on.year} is outside the years a calendar knows",
            expected="a date from 1970-01-01 to 2100-12-31",
            fix="check the year",
            code="out-of-range",
        )
    return on


Day: TypeAlias = Annotated[date, BeforeValidator(_known_day)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class WrittenHoliday(_Written):
    """A day nobody works, beyond the base calendar's."""

    day: Day
    name: Name
    source: Name | None = None


class WrittenClosure(_Written):
    """Days on which the council's offices are closed: one `day`, or `first` to `last`, both included."""

    name: Name
    day: Day | None = None
    first: Day | None = None
    last: Day | None = None
    source: Name | None = None

    @model_validator(mode="after")
    def _one_day_or_a_stretch(self) -> WrittenClosure:
        if self.day is not None and self.first is None and self.last is None:
            return self
        if self.day is not None or self.first is None or self.last is None:
            raise Wrong(
                "a closure is one day or a stretch of days",
                expected="either 'day', or both 'first' and 'last'",
                code="closure-days",
            )
        _check_order(self.first, self.last, "closure")
        return self

    def stretch(self) -> tuple[date, date]:
        """The first and the last day closed."""
        first, last = self.first or self.day, self.last or self.day
        assert first is not None and last is not None
        return first, last


class WrittenTerm(_Written):
    """A school term, both days included."""

    name: Name
    first: Day
    last: Day

    @model_validator(mode="after")
    def _in_order(self) -> WrittenTerm:
        _check_order(self.first, self.last, "term")
        return self


def _check_order(first: date, last: date, what: str) -> None:
    if last < first:
        raise Wrong(
            f"the {what} ends on {last}, before it begins on {first}",
            expected="a last day on or after the first",
            fix="check the year of both dates, or swap them",
            code="dates-out-of-order",
            at=("last",),
        )


class WrittenCalendar(_Written):
    """What a calendar file may say."""

    calendar: Name
    version: Name | None = None
    base: Base | None = None
    closed_if_either: list[Base] | None = Field(default=None, min_length=2)
    closed_if_both: list[Base] | None = Field(default=None, min_length=2)
    working_week: list[Weekday] | None = Field(default=None, min_length=1)
    holidays: list[WrittenHoliday] = Field(default_factory=list)
    closures: list[WrittenClosure] = Field(default_factory=list)
    terms: list[WrittenTerm] | None = None
    vouched_from: Day | None = None
    vouched_to: Day | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> WrittenCalendar:
        wrongs = [*self._base_wrongs(), *self._vouched_wrongs(), *self._repeat_wrongs(), *self._term_wrongs()]
        if wrongs:
            raise SeveralWrong(wrongs)
        return self

    def _base_wrongs(self) -> Iterator[Wrong]:
        given = [key for key in ("base", "closed_if_either", "closed_if_both") if getattr(self, key) is not None]
        if len(given) > 1:
            yield Wrong(
                f"{' and '.join(repr(key) for key in given)} each say where the calendar starts from",
                expected="only one of 'base', 'closed_if_either' and 'closed_if_both'",
                fix=f"keep one and delete the other{'s' if len(given) > 2 else ''}",
                code="calendar-two-bases",
                at=(given[1],),
                on_key=True,
            )

    def _vouched_wrongs(self) -> Iterator[Wrong]:
        if self.base == "weekdays" and self.holidays and self.vouched_to is None:
            yield Wrong(
                "a calendar that lists its own holidays must say until when the list is complete",
                expected="'vouched_to' with the last day the listed holidays cover",
                fix="add vouched_to, such as the 31 December of the last listed year",
                code="calendar-not-vouched",
                at=("holidays",),
                on_key=True,
            )
        first, last = self._vouched(self._start())
        if last < first:
            key = "vouched_to" if self.vouched_to is not None else "vouched_from"
            yield Wrong(
                "the calendar would be vouched for until a day before the day it is vouched for from",
                expected=f"a stretch of days; the base is vouched for from {date.fromordinal(first)}"
                if self.vouched_from is None
                else "a last day on or after the first",
                code="dates-out-of-order",
                at=(key,),
            )

    def _repeat_wrongs(self) -> Iterator[Wrong]:
        seen: set[tuple[date, str]] = set()
        for place, holiday in enumerate(self.holidays):
            if (holiday.day, holiday.name) in seen:
                yield Wrong(
                    f"the holiday {holiday.name!r} on {holiday.day} is listed twice",
                    fix="delete one of them, or correct its date",
                    code="calendar-repeated-day",
                    at=("holidays", place, "day"),
                )
            seen.add((holiday.day, holiday.name))

    def _term_wrongs(self) -> Iterator[Wrong]:
        in_order = sorted(enumerate(self.terms or ()), key=lambda term: term[1].first)
        for (_, earlier), (place, later) in pairwise(in_order):
            if later.first <= earlier.last:
                yield Wrong(
                    f"the term {later.name!r} begins on {later.first}, before {earlier.name!r} has ended",
                    expected="terms that do not overlap",
                    fix=f"{earlier.name!r} ends on {earlier.last}; check both dates",
                    code="terms-overlap",
                    at=("terms", place, "first"),
                )

    def _start(self) -> Calendar:
        """The calendar the file starts from, with the working week it asks for."""
        if self.closed_if_either:
            parts = [BASES[part]() for part in self.closed_if_either]
            return reduce(lambda one, other: one.closed_if_either(other, self.calendar), parts)
        if self.closed_if_both:
            parts = [BASES[part]() for part in self.closed_if_both]
            return reduce(lambda one, other: one.closed_if_both(other, self.calendar), parts)
        return BASES[self.base or "england_and_wales"]()

    def _vouched(self, start: Calendar) -> tuple[int, int]:
        first = start.vouched_from if self.vouched_from is None else self.vouched_from.toordinal()
        last = start.vouched_to if self.vouched_to is None else self.vouched_to.toordinal()
        return first, last

    def build(self, source: str) -> Calendar:
        """The calendar; days whose own source is not given are from `source`, the file."""
        start = self._start()
        week = start.week
        if self.working_week is not None:
            week = tuple(_WEEKDAYS.index(day) for day in self.working_week)
        first, last = self._vouched(start)
        holidays = [Holiday(day.day.toordinal(), day.name, day.source or source) for day in self.holidays]
        terms = start.terms
        if self.terms is not None:
            terms = tuple(Term(term.name, term.first.toordinal(), term.last.toordinal()) for term in self.terms)
        return Calendar(
            self.calendar,
            week,
            (*start.holidays, *holidays),
            (*start.closures, *(_closure(closure, source) for closure in self.closures)),
            first,
            last,
            terms,
            "; ".join(part for part in (self.version, start.version) if part),
        )


def _closure(written: WrittenClosure, source: str) -> Closure:
    first, last = written.stretch()
    return Closure(first.toordinal(), last.toordinal(), written.name, written.source or source)


def read_calendar(text: str | bytes, file: str) -> Calendar | list[Problem]:
    """The calendar a text describes, or everything that is wrong with it.

    `file` is the name shown in problems, and the source of days that name none of their own.

    >>> elmet = read_calendar("calendar: Elmet\\nclosures:\\n- {day: 2026-12-29, name: Closed}\\n", "a.yaml")
    >>> assert isinstance(elmet, Calendar)
    >>> elmet.why_not(date(2026, 12, 29).toordinal())
    'Closed'
    >>> for problem in read_calendar("calendar: Elmet\\nclosurs: []\\n", "a.yaml"): print(problem)
    a.yaml:2:1: unknown-key unknown key 'closurs'; did you mean 'closures'?
    """
    return _calendar_in(read_yaml(text, file))


def read_calendar_file(path: Path) -> Calendar | list[Problem]:
    """The calendar in a file, or everything that is wrong with it, a file that cannot be opened included."""
    return _calendar_in(read_yaml_file(path, file=path.name))


LONGEST_CLOSURE: Final = 21
"""In days: a closure longer than three weeks is mostly a wrong year."""


def long_closures(path: Path) -> list[Problem]:
    """A warning for each closure of a calendar file that is longer than offices close."""
    document = read_yaml_file(path, file=path.name)
    if not isinstance(document, SourceDocument):
        return []
    written, _ = validate(WrittenCalendar, document)
    found = []
    for number, closure in enumerate(written.closures if written is not None else ()):
        first, last = closure.stretch()
        days = (last - first).days + 1
        if days > LONGEST_CLOSURE:
            place = document.place(("closures", number, "last"))
            found.append(
                Problem(place, "long-closure", Severity.WARNING, f"this closure lasts {days} days",
                        f"at most {LONGEST_CLOSURE} days, as offices close", "check the year of both days")
            )  # fmt: skip
    return found


def load_calendar(path: Path) -> Calendar:
    """The calendar in a file. Raises :class:`~practice_rules.problems.Refused` with every problem."""
    found = read_calendar_file(path)
    if isinstance(found, Calendar):
        return found
    raise Refused(found)


def _calendar_in(document: SourceDocument | list[Problem]) -> Calendar | list[Problem]:
    if isinstance(document, list):
        return document
    written, problems = validate(WrittenCalendar, document)
    return problems if written is None else written.build(document.file)
