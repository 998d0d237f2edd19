"""How each library adds working days to a date and counts between two, as its documentation says to.

Each gives two functions: the n-th working day after a date, and the working days after one date and up to another.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

Add = Callable[[date, int], date]
Count = Callable[[date, date], int]
Ways = tuple[Add, Count]

ONE = timedelta(days=1)


def numpy_scalar(off: list[date]) -> Ways:
    """numpy, a date at a time. Under the roll `preceding` the first working day after a day off is day one."""
    import numpy

    calendar = numpy.busdaycalendar(holidays=off)

    def add(day: date, n: int) -> date:
        return numpy.busday_offset(day, n, roll="preceding", busdaycal=calendar).item()

    return add, lambda a, b: int(numpy.busday_count(a + ONE, b + ONE, busdaycal=calendar))


def pandas_scalar(off: list[date]) -> Ways:
    """pandas, a date at a time."""
    import pandas

    day = pandas.offsets.CustomBusinessDay(holidays=off)

    def add(start: date, n: int) -> date:
        return (pandas.Timestamp(start) + n * day).date()

    return add, lambda a, b: len(pandas.date_range(a + ONE, b, freq=day))


def bizdays(off: list[date]) -> Ways:
    """bizdays counts between working days; it leaves out the first, so that both ends are rolled back."""
    import bizdays

    bizdays.set_option("mode", "python")
    calendar = bizdays.Calendar(off, ["Saturday", "Sunday"], startdate=date(1999, 1, 1), enddate=date(2041, 12, 31))

    def add(day: date, n: int) -> date:
        return calendar.offset(day, n)

    return add, lambda a, b: int(calendar.bizdays(a, b))


def quantlib(_off: list[date]) -> Ways:
    """QuantLib's own calendar of the United Kingdom."""
    import QuantLib

    calendar = QuantLib.UnitedKingdom(QuantLib.UnitedKingdom.Settlement)

    def there(day: date) -> object:
        return QuantLib.Date(day.day, day.month, day.year)

    def add(day: date, n: int) -> date:
        return calendar.advance(there(day), n, QuantLib.Days).to_date()

    return add, lambda a, b: int(calendar.businessDaysBetween(there(a), there(b), False, True))


def workalendar(_off: list[date]) -> Ways:
    """workalendar's own calendar of the United Kingdom; it leaves out the day counted from."""
    from workalendar.europe import UnitedKingdom

    calendar = UnitedKingdom()
    return calendar.add_working_days, calendar.get_working_days_delta


def holidays(_off: list[date]) -> Ways:
    """The holidays package's own methods."""
    import holidays

    calendar = holidays.country_holidays("GB", subdiv="ENG", years=range(1999, 2042))

    def count(a: date, b: date) -> int:
        return calendar.get_working_days_count(a + ONE, b)

    return calendar.get_nth_working_day, count


def dateutil(off: list[date]) -> Ways:
    """dateutil's recurrence rule over weekdays, less the holidays."""
    from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule

    closed = frozenset(off)
    weekdays = (MO, TU, WE, TH, FR)

    def add(day: date, n: int) -> date:
        for found in rrule(DAILY, byweekday=weekdays, dtstart=datetime.combine(day + ONE, time())):
            n -= found.date() not in closed
            if n == 0:
                return found.date()
        raise ValueError("no such day")

    def count(a: date, b: date) -> int:
        start, until = datetime.combine(a + ONE, time()), datetime.combine(b, time())
        found = rrule(DAILY, byweekday=weekdays, dtstart=start, until=until)
        return sum(each.date() not in closed for each in found)

    return add, count


CONTESTANTS: dict[str, Callable[[list[date]], Ways]] = {
    "numpy, scalar call": numpy_scalar,
    "pandas, scalar": pandas_scalar,
    "bizdays": bizdays,
    "QuantLib": quantlib,
    "workalendar": workalendar,
    "holidays, its own methods": holidays,
    "dateutil rrule": dateutil,
}

AGAIN = {"numpy, scalar call": 5000, "bizdays": 5000, "QuantLib": 1000}
"""How many days the quick ones are given in a round; the others get 150."""
