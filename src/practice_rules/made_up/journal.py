"""The record of one made-up child while it is being written."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from math import log
from random import Random
from typing import Final

from practice_rules.case import Event
from practice_rules.case.event import AttributeValue
from practice_rules.made_up.habits import Habits
from practice_rules.made_up.steps import Step, Steps
from practice_rules.made_up.words import Facts, Wording

_FIRST: Final = date(1985, 1, 1).toordinal()
_DAYS: Final = [date.fromordinal(day) for day in range(_FIRST, date(2101, 1, 1).toordinal())]
_TIMES: Final = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
_NAMES: Final = [f"e{number}" for number in range(4000)]
_NONE: Final[Facts] = {}
_MORNING, _EVENING = 36, 71
"""Office hours, in quarters of an hour: 9:00 to 17:45."""


def day_of(ordinal: int) -> date:
    """The date of a day number, as `date.toordinal` counts them."""
    return _DAYS[ordinal - _FIRST]


class Journal:
    """Writes the events of one child up to `last`, with what goes with each of them.

    Days are ordinals. `first` and `ceiling` bound what is written: the day the work began, and the day it ended or will
    end. `phases` are the phases the child is in; `placement` is the current placement.
    """

    __slots__ = (
        "_count",
        "_events",
        "_habits",
        "_hourly",
        "_late",
        "_steps",
        "_wording",
        "ceiling",
        "draw",
        "first",
        "last",
        "phases",
        "placement",
        "placements",
        "worker",
    )

    def __init__(self, random: Random, last: int, habits: Habits, wording: Wording, steps: Steps) -> None:
        self.draw = random.random
        self.last = last
        self.first = _FIRST
        self.ceiling = last
        self.phases: set[str] = set()
        self.placement: str | None = None
        self.placements: list[tuple[int, str]] = []
        self.worker: str | None = None
        self._habits = habits
        self._wording = wording
        self._hourly = wording.hourly
        self._steps = steps
        self._events: list[tuple[int, int, Event]] = []
        self._count = 0
        # Some teams are late with nearly everything and some with nearly nothing.
        self._late = min(0.9, habits.late * (0.25 + 1.5 * self.draw() * self.draw() * 2))

    # ------------------------------------------------------------------ chance

    def chance(self, share: float) -> bool:
        """Whether something happens that happens to this share."""
        return self.draw() < share

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.draw() * (most - least + 1))

    def about(self, usual: float) -> int:
        """A number of days around `usual`: from half of it, with a tail to some four times."""
        return int(usual * (0.5 - 0.5 * log(1.0 - self.draw())))

    def one(self, words: tuple[str, ...]) -> str:
        """One of several, evenly."""
        return words[int(self.draw() * len(words))]

    def weighed(self, pairs: tuple[tuple[str, float], ...]) -> str:
        """One of several, by shares that sum to 1."""
        left = self.draw()
        for word, share in pairs:
            left -= share
            if left < 0:
                return word
        return pairs[-1][0]

    def working(self, day: int) -> int:
        """This day, or the Monday after when it is at a weekend."""
        weekday = day % 7
        return day + 2 if weekday == 6 else day + 1 if weekday == 0 else day

    def after(self, day: int, within: int) -> int:
        """The day on which something is done that is allowed `within` days: mostly in time, else late, some very."""
        draw = self.draw
        if draw() < self._late:
            over = -log(1.0 - draw()) * (within * self._habits.tail + 1.0)
            done = day + within + 1 + int(over * 4 if draw() < 0.08 else over)
            return self.working(done)
        done = day + int(within * (0.3 + 0.7 * draw()))
        weekday = done % 7
        if weekday == 6 or weekday == 0:
            back = done - (1 if weekday == 6 else 2)
            return back if back >= day else done if within < 3 else done + (2 if weekday == 6 else 1)
        return done

    def before(self, day: int, ahead: int) -> int:
        """The day on which something is done that should be done `ahead` days before: mostly so, else too late."""
        draw = self.draw
        late = draw() < self._late
        done = day - int(ahead * draw()) if late else day - ahead - 1 - int(draw() * (ahead * 0.5 + 2))
        weekday = done % 7
        return done - (1 if weekday == 6 else 2 if weekday == 0 else 0)

    def placement_on(self, day: int) -> str | None:
        """The placement the child was in on a day, while in care."""
        if self.placement is None:
            return None
        found = self.placement
        for begun, name in self.placements:
            if begun > day:
                break
            found = name
        return found

    # ------------------------------------------------------------------ writing

    def put(
        self,
        event_type: str,
        day: int,
        *,
        hour: int | None = None,
        about: str | None = None,
        replaces: str | None = None,
        by: str | None = None,
        facts: Facts | None = None,
        steps: bool = True,
        **more: AttributeValue,
    ) -> str | None:
        """Write an event, and the steps that go with it. `hour` is in quarters of an hour.

        Returns its id, or `None` if it has not happened by the last day: then only what precedes it is written.
        """
        if day < self.first:
            day = self.first
        if day > self.ceiling:
            if steps and day > self.last == self.ceiling:
                self._ahead(event_type, day)
            return None
        draw, habits = self.draw, self._habits
        values = self._facts(event_type, facts, more)
        if hour is None and event_type in self._hourly and draw() < habits.timed:
            hour = _MORNING + int(draw() * (_EVENING - _MORNING))
        at: date | datetime = _DAYS[day - _FIRST]
        if hour is not None:
            at = datetime.combine(at, _TIMES[hour])
        recorded = self._recorded(day) if draw() < habits.stamped else None
        if recorded is not None and recorded > self.last:
            return None
        corrects = None
        if draw() < habits.corrected + habits.voided:
            corrects, recorded = self._slip(event_type, day, values, recorded)
        name = self._name()
        stamp = None if recorded is None else _DAYS[recorded - _FIRST]
        who = by or self._wording.by[event_type]
        event = Event(event_type, at, "occurred", name, about, replaces, corrects, stamp, who, values)
        self._events.append((day * 96 + (hour or 0), self._count, event))
        if steps and event_type in self._steps:
            phases = self.phases
            for each in self._steps[event_type]:
                if draw() < each.share and (each.while_ is None or each.while_ in phases):
                    self._step(each, day, hour, name)
        return name

    def _facts(self, event_type: str, facts: Facts | None, more: dict[str, AttributeValue]) -> Facts:
        usual = self._wording.facts(event_type, self.draw())
        if facts is None and not more:
            return usual
        values = dict(usual)
        if facts is not None:
            values.update(facts)
        values.update(more)
        count = len(more) + (0 if facts is None else len(facts))
        if self.draw() < self._habits.gaps * count:
            given = [*(facts or _NONE), *more]
            del values[given[int(self.draw() * count)]]
        return values

    def _recorded(self, day: int) -> int:
        """When an entry was made: mostly on the day, else some days later, now and then after months."""
        draw = self.draw
        if draw() >= self._habits.stamped_late:
            return day
        return self.working(day + 1 + int(-log(1.0 - draw()) * (30 if draw() < 0.06 else 3)))

    def _name(self) -> str:
        number = self._count
        self._count += 1
        return _NAMES[number] if number < 4000 else f"e{number}"

    def _slip(self, event_type: str, day: int, values: Facts, recorded: int | None) -> tuple[str | None, int | None]:
        """An entry made by mistake: put right by the true one that follows, or voided."""
        wrong_day = max(self.first, min(day - self.between(1, 9), self.last))
        name = self._name()
        entered = min(self.last, max(wrong_day, day if recorded is None else recorded))
        wrong = Event(
            event_type, day_of(wrong_day), "occurred", name, recorded_at=day_of(entered), attributes=values,
            by=self._wording.by[event_type],
        )  # fmt: skip
        self._events.append((wrong_day * 96, self._count, wrong))
        noticed = min(self.last, entered + self.between(0, 20))
        if self.draw() * (self._habits.corrected + self._habits.voided) < self._habits.corrected:
            return name, noticed
        void = Event(
            "entry.voided",
            day_of(noticed),
            "occurred",
            self._name(),
            name,
            recorded_at=day_of(noticed),
            by="team_manager",
        )
        self._events.append((noticed * 96, self._count, void))
        return None, recorded

    # ------------------------------------------------------------------ steps

    def _step(self, each: Step, day: int, hour: int | None, name: str) -> None:
        """Do one step that goes with an event."""
        event_type, _, within, about, by, _, _, facts = each
        then = self.after(day, within) if within >= 0 else self.before(day, -within)
        when = None
        if then == day and hour is not None and event_type in self._hourly:
            later = hour + 1 + int(self.draw() * 6)
            when = min(later, 95) if within >= 0 else max(hour - 4, 32)
        self.put(event_type, then, hour=when, about=name if about else None, by=by, facts=facts)

    def _ahead(self, event_type: str, day: int) -> None:
        """What should come before an event that is still to come."""
        for each in self._steps.get(event_type, ()):
            if each.within < 0 and not each.about and self.draw() < each.share:
                self._step(each, day, None, "")

    # ------------------------------------------------------------------ meetings

    def meeting(
        self, event_type: str, day: int, *, notice: int = 20, facts: Facts | None = None, **more: AttributeValue
    ) -> str | None:
        """A meeting that may have been in the diary, moved or called off before it was held."""
        if day > self.ceiling and self.ceiling < self.last:
            return None
        fulfils = None
        if self.draw() < self._habits.planned:
            fulfils = self._diary(event_type, max(day, self.first), notice)
        return self.put(event_type, day, replaces=fulfils, facts={**(facts or _NONE), **more})

    def _diary(self, event_type: str, day: int, notice: int) -> str | None:
        """Put a meeting into the diary, with its moves; the id of the last entry, if it was there by the last day."""
        draw = self.draw
        booked = max(self.first, day - notice - int(draw() * 10))
        if booked > self.last:
            return None
        chance = draw()
        moved, cancelled = self._habits.moved, self._habits.cancelled
        if chance >= moved + cancelled or day - booked < 5:
            return self._entry(event_type, day, "planned", booked, None)
        first_day = self.working(max(booked + 1, day - self.between(1, 12)))
        first = self._entry(event_type, first_day, "planned", booked, None)
        again = booked + int(draw() * (first_day - booked))
        if again > self.last:
            return first
        if chance < moved:
            return self._entry(event_type, day, "planned", again, first)
        self._entry(event_type, first_day, "cancelled", again, first)
        return self._entry(event_type, day, "planned", again, None)

    def _entry(self, event_type: str, day: int, status: str, recorded: int, replaces: str | None) -> str:
        name = self._name()
        entry = Event(
            event_type,
            day_of(day),
            status,  # type: ignore[arg-type]  # planned or cancelled
            name,
            replaces=replaces,
            recorded_at=day_of(recorded),
            by=self._wording.by[event_type],
        )
        self._events.append((day * 96, self._count, entry))
        return name

    def events(self) -> tuple[Event, ...]:
        """What was written, in order of time."""
        self._events.sort(key=_order)
        return tuple(each[2] for each in self._events)


def _order(entry: tuple[int, int, Event]) -> tuple[int, int]:
    return entry[0], entry[1]


def months(count: float) -> int:
    """Roughly how many days are in so many months."""
    return int(count * 30.44)


def years_before(day: int, years: float) -> int:
    """The day so many years earlier, roughly."""
    return (day_of(day) - timedelta(days=int(years * 365.25))).toordinal()
