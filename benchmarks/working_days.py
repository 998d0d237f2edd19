"""Adding and counting working days, against the libraries that do it, on the same days; agreement first."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from benchmarks.timing import against, rounds
from practice_rules.dates.england_and_wales import england_and_wales

PACKAGES = ["numpy", "pandas", "bizdays", "QuantLib", "workalendar", "holidays", "python-dateutil"]

Add = Callable[[date, int], date]
Count = Callable[[date, date], int]


def contestants() -> dict[str, tuple[Add, Count]]:
    """Each library's way of adding working days to a date and counting between two, for those installed."""
    calendar = england_and_wales()
    off = [date.fromordinal(h.day) for h in calendar.holidays if 1999 <= date.fromordinal(h.day).year <= 2041]
    add, count = calendar.add, calendar.count
    found: dict[str, tuple[Add, Count]] = {
        "practice_rules": (
            lambda day, n: date.fromordinal(add(day.toordinal(), n)),
            lambda a, b: count(a.toordinal(), b.toordinal()),
        )
    }
    for make in (_numpy, _pandas, _bizdays, _quantlib, _holidays, _dateutil):
        try:
            name, ways = make(off)
        except ImportError:
            continue
        found[name] = ways
    return found


def _numpy(off: list[date]) -> tuple[str, tuple[Add, Count]]:
    import numpy

    calendar = numpy.busdaycalendar(holidays=off)
    one = timedelta(days=1)

    def add(day: date, n: int) -> date:
        return numpy.busday_offset(day, n, roll="preceding", busdaycal=calendar).item()  # type: ignore[no-any-return]

    return "numpy, scalar call", (add, lambda a, b: int(numpy.busday_count(a + one, b + one, busdaycal=calendar)))


def _pandas(off: list[date]) -> tuple[str, tuple[Add, Count]]:
    import pandas

    day = pandas.offsets.CustomBusinessDay(holidays=off)

    def add(start: date, n: int) -> date:
        return (pandas.Timestamp(start) + n * day).date()  # type: ignore[no-any-return]

    def count(a: date, b: date) -> int:
        return len(pandas.date_range(a + timedelta(days=1), b, freq=day))

    return "pandas, scalar", (add, count)


def _bizdays(off: list[date]) -> tuple[str, tuple[Add, Count]]:
    import bizdays

    bizdays.set_option("mode", "python")
    calendar = bizdays.Calendar(off, ["Saturday", "Sunday"], startdate=date(1999, 1, 1), enddate=date(2041, 12, 31))

    def count(a: date, b: date) -> int:
        return int(calendar.bizdays(a, b))

    return "bizdays", (lambda day, n: calendar.offset(day, n), count)


def _quantlib(_off: list[date]) -> tuple[str, tuple[Add, Count]]:
    import QuantLib

    calendar = QuantLib.UnitedKingdom(QuantLib.UnitedKingdom.Settlement)

    def there(day: date) -> object:
        return QuantLib.Date(day.day, day.month, day.year)

    def add(day: date, n: int) -> date:
        return calendar.advance(there(day), n, QuantLib.Days).to_date()  # type: ignore[no-any-return]

    def count(a: date, b: date) -> int:
        return int(calendar.businessDaysBetween(there(a), there(b), False, True))

    return "QuantLib", (add, count)


def _holidays(_off: list[date]) -> tuple[str, tuple[Add, Count]]:
    import holidays

    calendar = holidays.UK(subdiv="ENG", years=range(1999, 2042))
    one = timedelta(days=1)

    def count(a: date, b: date) -> int:
        return calendar.get_working_days_count(a + one, b) if a < b else 0

    return "holidays, its own methods", (lambda day, n: calendar.get_nth_working_day(day, n), count)


def _dateutil(off: list[date]) -> tuple[str, tuple[Add, Count]]:
    from datetime import datetime

    from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule

    closed = frozenset(off)

    def add(day: date, n: int) -> date:
        start = datetime.combine(day + timedelta(days=1), datetime.min.time())
        for found in rrule(DAILY, byweekday=(MO, TU, WE, TH, FR), dtstart=start):
            n -= found.date() not in closed
            if n == 0:
                return found.date()
        raise ValueError("no such day")

    def count(a: date, b: date) -> int:
        start = datetime.combine(a + timedelta(days=1), datetime.min.time())
        until = datetime.combine(b, datetime.min.time())
        return sum(
            d.date() not in closed for d in rrule(DAILY, byweekday=(MO, TU, WE, TH, FR), dtstart=start, until=until)
        )

    return "dateutil rrule", (add, count)


def measure(times: int = 5) -> list[str]:
    """A Markdown table of nanoseconds and ratios, after agreement has been checked on working starting days."""
    chance = random.Random(7)
    days = [date(2001, 1, 1) + timedelta(chance.randrange(14000)) for _ in range(2000)]
    numbers = [chance.randint(1, 60) for _ in days]
    others = [day + timedelta(chance.randrange(1, 400)) for day in days]
    ways = contestants()
    lines = [
        "| | add, ns | times ours | count, ns | times ours | disagreements in adding |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    ours_add = ways["practice_rules"][0]
    size = {name: 2000 if name in ("practice_rules", "numpy, scalar call", "bizdays") else 150 for name in ways}
    apart = {
        name: sum(ours_add(d, n) != add(d, n) for d, n in zip(days[:300], numbers[:300], strict=True))
        for name, (add, _) in ways.items()
    }
    adding = rounds({name: _adder(add, days[: size[name]], numbers) for name, (add, _) in ways.items()}, times)
    counting = rounds({name: _counter(c, days[: size[name]], others) for name, (_, c) in ways.items()}, times)
    each_add = {name: [s / size[name] for s in taken] for name, taken in adding.items()}
    each_count = {name: [s / size[name] for s in taken] for name, taken in counting.items()}
    slower_add, slower_count = against(each_add, "practice_rules"), against(each_count, "practice_rules")
    for name in ways:
        lines.append(
            f"| {name} | {min(each_add[name]) * 1e9:,.0f} | {slower_add[name]:,.0f} | "
            f"{min(each_count[name]) * 1e9:,.0f} | {slower_count[name]:,.0f} | {apart[name]} of 300 |"
        )
    return lines


def _adder(add: Add, days: list[date], numbers: list[int]) -> Callable[[], object]:
    return lambda: [add(day, n) for day, n in zip(days, numbers, strict=False)]


def _counter(count: Count, days: list[date], others: list[date]) -> Callable[[], object]:
    return lambda: [count(a, b) for a, b in zip(days, others, strict=False)]
