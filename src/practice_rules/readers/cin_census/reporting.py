"""Reading the values of a census's elements, and saying which cannot be read.

No message holds what an element says: it names the element, and the place tells the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from practice_rules.dates.clock import MomentProblem, parse_moment
from practice_rules.problems import Place, Problem, Severity, quoted
from practice_rules.readers.cin_census.codes import TRUTHS
from practice_rules.readers.cin_census.element import Element


@dataclass(slots=True)
class Reporter:
    """Collects what is wrong with one part of a file, and reads values on the way."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything found makes the part unusable."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def error(self, at: Element, code: str, message: str, expected: str | None = None, fix: str | None = None) -> None:
        """Report what makes the part unusable."""
        self._add(at, code, Severity.ERROR, message, expected, fix)

    def warn(self, at: Element, code: str, message: str, expected: str | None = None, fix: str | None = None) -> None:
        """Report what is probably wrong and does not stop the reading."""
        self._add(at, code, Severity.WARNING, message, expected, fix)

    def _add(
        self, at: Element, code: str, severity: Severity, message: str, expected: str | None, fix: str | None
    ) -> None:
        place = Place(self.file, at.line, at.column)
        self.problems.append(Problem(place, code, severity, message, expected, fix))

    def date_in(self, element: Element | None, *, any_century: bool = False) -> date | None:
        """The date an element holds; `None` where it is empty, missing or cannot be a date.

        With `any_century` a date before 1970, which no working-day calendar reaches, is read too: a date of birth
        need not be counted from.
        """
        if element is None or not element.text:
            return None
        if any_century and (plain := _plain_date(element.text)) is not None:
            return plain
        moment = parse_moment(element.text)
        if isinstance(moment, MomentProblem):
            self._not_a_date(element, moment)
            return None
        if moment.instant is not None:
            self.warn(
                element,
                "cin-date-with-time",
                f"{quoted(element.name)} holds a time of day, which the census does not record; only its day is used",
                "a date alone, year-month-day",
            )
        return date.fromordinal(moment.day)

    def past_date_in(self, element: Element | None, as_of: date, *, any_century: bool = False) -> date | None:
        """The date of something the file says has happened, with a warning where that was after `as_of`."""
        day = self.date_in(element, any_century=any_century)
        if element is not None and day is not None and day > as_of:
            self.warn(
                element,
                "cin-after-reference-date",
                f"{quoted(element.name)} is after the reference date of the file; it is kept, and not seen when "
                "the file is judged as of that date",
                "a date on or before the reference date in the header",
                "correct the date, or the reference date, and export the file again",
            )
        return day

    def _not_a_date(self, element: Element, problem: MomentProblem) -> None:
        self.error(
            element,
            "cin-impossible-date",
            f"{quoted(element.name)} does not hold a date that can be used: {problem.message}",
            "a date such as 2026-03-31",
            "correct the date in the case system and export the file again",
        )

    def truth_in(self, element: Element | None) -> bool | None:
        """Whether an element says true (`1`, `true`) or false (`0`, `false`); `None` where it says nothing."""
        if element is None or not element.text:
            return None
        truth = TRUTHS.get(element.text.lower())
        if truth is None:
            self.error(
                element,
                "cin-not-true-or-false",
                f"{quoted(element.name)} says neither true nor false",
                f"one of: {', '.join(TRUTHS)}",
                "correct the value and export the file again",
            )
        return truth

    def whole_number_in(self, element: Element | None) -> int | None:
        """The whole number an element holds; `None` where it is empty or missing or holds no such number."""
        if element is None or not element.text:
            return None
        if element.text.isascii() and element.text.isdigit() and len(element.text) <= 4:
            return int(element.text)
        self.warn(
            element,
            "cin-not-a-number",
            f"{quoted(element.name)} does not hold a whole number; it was passed over",
            "a number such as 0, 1 or 2",
        )
        return None

    def take(self, problems: Iterable[Problem]) -> None:
        """Add problems found elsewhere."""
        self.problems.extend(problems)


def _plain_date(text: str) -> date | None:
    if len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
