"""Adding and counting working days, against the libraries that do it, on the same days; agreement first."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import Any

from benchmarks.aims import line, told
from benchmarks.calendars import AGAIN, CONTESTANTS, Add, Count
from benchmarks.timing import against, rounds
from practice_rules.dates.england_and_wales import england_and_wales

PACKAGES = ["numpy", "pandas", "bizdays", "QuantLib", "workalendar", "holidays", "python-dateutil"]
OURS = "practice_rules"
MANY = 5_000
"""How many days the quickest are given at a time."""

ABOUT = (
    "Random days from 2001 to 2039, 1 to 60 working days on, or counted to a day up to 400 later; competitors take"
    " turns in rounds, the best of three in each. `datetime.date` in and out, one call for each, unless the row says"
    " otherwise. Disagreements are of 300 dates to add to and 300 stretches to"
    " count, at any day of the week: workalendar lacks 8 May 2023, bizdays counts a stretch from a day off otherwise."
)


@dataclass
class Days:
    """What every contestant is asked: starting days, how far to go, and days to count up to."""

    starts: list[date] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    ends: list[date] = field(default_factory=list)

    @classmethod
    def drawn(cls, number: int, seed: int = 7) -> Days:
        """So many, drawn from a seed."""
        chance = random.Random(seed)
        starts = [date(2001, 1, 1) + timedelta(chance.randrange(14000)) for _ in range(number)]
        numbers = [chance.randint(1, 60) for _ in starts]
        return cls(starts, numbers, [day + timedelta(chance.randrange(1, 400)) for day in starts])

    def first(self, number: int) -> Days:
        """The first so many of them."""
        return Days(self.starts[:number], self.numbers[:number], self.ends[:number])


Work = Callable[[], object]


@dataclass(frozen=True)
class Contestant:
    """One row of the table: how many days it is given at a time, its two works, and how often it was wrong."""

    size: int
    adding: Work
    counting: Work
    wrong: str = ""


def contestants() -> tuple[dict[str, Contestant], list[str]]:
    """Ours and those of the libraries that are installed; and the names of those that are not."""
    calendar = england_and_wales()
    off = [date.fromordinal(h.day) for h in calendar.holidays if 1999 <= date.fromordinal(h.day).year <= 2041]
    found = {
        OURS: _one_by_one(calendar.add_date, calendar.count_dates, Days.drawn(MANY)),
        "practice_rules, numbers of days as the engine has them": _numbered(Days.drawn(MANY)),
    }
    missing = []
    for name, make in CONTESTANTS.items():
        try:
            add, count = make(off)
        except ImportError:
            missing.append(name)
            continue
        found[name] = _one_by_one(add, count, Days.drawn(MANY).first(AGAIN.get(name, 150)))
    for name, vectorised in (("numpy, 200,000 at once (datetime64)", _numpy), ("pandas, 2,000 at once", _pandas)):
        try:
            found[name] = vectorised(off)
        except ImportError:
            missing.append(name)
    return found, missing


def _one_by_one(add: Add, count: Count, days: Days) -> Contestant:
    ours, our_count = england_and_wales().add_date, england_and_wales().count_dates
    some = Days.drawn(300, seed=8)
    wrong = sum(ours(day, n) != add(day, n) for day, n in zip(some.starts, some.numbers, strict=True))
    miscounted = sum(our_count(a, b) != count(a, b) for a, b in zip(some.starts, some.ends, strict=True))
    return Contestant(
        len(days.starts),
        lambda: [add(day, n) for day, n in zip(days.starts, days.numbers, strict=True)],
        lambda: [count(a, b) for a, b in zip(days.starts, days.ends, strict=True)],
        f"{wrong} / {miscounted}",
    )


def _numbered(days: Days) -> Contestant:
    calendar = england_and_wales()
    add, count = calendar.add, calendar.count
    starts, ends = [day.toordinal() for day in days.starts], [day.toordinal() for day in days.ends]
    return Contestant(
        len(starts),
        lambda: [add(day, n) for day, n in zip(starts, days.numbers, strict=True)],
        lambda: [count(a, b) for a, b in zip(starts, ends, strict=True)],
        "0 / 0",
    )


def _numpy(off: list[date]) -> Contestant:
    import numpy

    days, calendar = Days.drawn(200_000), numpy.busdaycalendar(holidays=off)
    one = numpy.timedelta64(1, "D")
    starts, ends = (numpy.array(some, dtype="datetime64[D]") for some in (days.starts, days.ends))
    numbers = numpy.array(days.numbers)

    def adding() -> Any:
        return numpy.busday_offset(starts, numbers, roll="preceding", busdaycal=calendar)

    def counting() -> Any:
        return numpy.busday_count(starts + one, ends + one, busdaycal=calendar)

    return Contestant(len(starts), adding, counting, _wrong(adding()[:300].tolist(), counting()[:300].tolist(), days))


def _pandas(off: list[date]) -> Contestant:
    import warnings

    import pandas

    days, offset = Days.drawn(2_000), pandas.offsets.CustomBusinessDay(holidays=off)
    starts, ends = pandas.Series(pandas.to_datetime(days.starts)), pandas.Series(pandas.to_datetime(days.ends))
    numbers = pandas.Series(days.numbers)

    def adding() -> Any:
        # An offset is one number of days, so that different numbers are added group by group.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pandas.errors.PerformanceWarning)
            parts = [some + number * offset for number, some in starts.groupby(numbers)]
        return pandas.concat(parts).sort_index()

    every = pandas.date_range("2001-01-01", "2041-12-31", freq=offset)

    def counting() -> Any:
        return every.searchsorted(ends, side="right") - every.searchsorted(starts, side="right")

    added = [at.date() for at in adding()[:300]]
    return Contestant(len(starts), adding, counting, _wrong(added, counting()[:300].tolist(), days))


def _wrong(added: list[date], counted: list[int], days: Days) -> str:
    add, count = england_and_wales().add_date, england_and_wales().count_dates
    wrong = sum(add(day, n) != at for day, n, at in zip(days.starts, days.numbers, added, strict=False))
    miscounted = sum(count(a, b) != found for a, b, found in zip(days.starts, days.ends, counted, strict=False))
    return f"{wrong} / {miscounted}"


def measure(times: int = 7) -> list[str]:
    """A Markdown table of nanoseconds a date, and how many times ours that is."""
    found, missing = contestants()
    adding = _each(found, rounds({name: each.adding for name, each in found.items()}, times, best_of=3))
    counting = _each(found, rounds({name: each.counting for name, each in found.items()}, times, best_of=3))
    slower_add, slower_count = against(adding, OURS), against(counting, OURS)
    lines = [
        ABOUT,
        "",
        "| | add, ns | times ours | count, ns | times ours | disagreements |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, each in found.items():
        lines.append(
            f"| {name} | {median(adding[name]) * 1e9:,.0f} | {_times(slower_add[name])} | "
            f"{median(counting[name]) * 1e9:,.0f} | {_times(slower_count[name])} | {each.wrong} |"
        )
    lines += [f"| {name} | not installed | | | | |" for name in missing]
    return [*lines, "", line(_aims(slower_add, slower_count, median(adding[OURS]), median(counting[OURS])))]


def _aims(adding: Mapping[str, float], counting: Mapping[str, float], add: float, count: float) -> list[str]:
    found = [told("µs to add", add * 1e6, 0.5, at_most=True), told("µs to count", count * 1e6, 0.5, at_most=True)]
    for name, aim in (("numpy, scalar call", 10), ("bizdays", 15), ("holidays, its own methods", 200)):
        if name in adding:
            found.append(told(f"times {name}, adding", adding[name], aim))
            found.append(told(f"times {name}, counting", counting[name], aim))
    return found


def _times(ratio: float) -> str:
    return f"{ratio:,.1f}" if ratio < 100 else f"{ratio:,.0f}"


def _each(found: dict[str, Contestant], seconds: dict[str, list[float]]) -> dict[str, list[float]]:
    return {name: [taken / found[name].size for taken in all_rounds] for name, all_rounds in seconds.items()}
