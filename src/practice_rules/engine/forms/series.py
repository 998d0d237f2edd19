"""Series: at intervals while a period lasts, with phases and agreed frequencies (design meaning 5).

The clock runs from the last qualifying event, or from the start of the period; one missed stretch is one breach,
until a qualifying event ends it. What interval is in force is asked again at every change of phase or agreement that
comes before the open obligation falls due.
"""

from __future__ import annotations

from dataclasses import dataclass

from practice_rules.dates.clock import Due, Moment, in_time, is_past, precision_is_day
from practice_rules.engine.acts import Act, Found
from practice_rules.engine.compiler import CannotCompile
from practice_rules.engine.conditions import Verdict
from practice_rules.engine.instances import moment_at
from practice_rules.engine.intervals import Change, Interval, compile_timetable, first_interval
from practice_rules.engine.record import Happening, Record, happened_by, sort_key
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET, UNKNOWN, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.runs import acts_in, compile_openers, compile_runs
from practice_rules.engine.settling import finish, plain_as_shown, plain_status
from practice_rules.engine.spans import EVER
from practice_rules.engine.triggers import Instance, Trigger
from practice_rules.language.rules import Series


@dataclass(slots=True)
class Open:
    """The obligation running from a moment: when it is due, by which interval, or when it fell away."""

    due: Due | None
    interval: Interval | None
    plain: Due | None
    lapsed: Moment | None
    sure: bool
    missing: tuple[str, ...]


def compile_series(compiled: CompiledRule, rule: Series) -> Evaluate:
    """The evaluator of one series rule."""
    if rule.clock == "schedule" and (rule.phases or rule.or_as_agreed or rule.starts == "first event"):
        raise CannotCompile("the dates of a schedule are fixed: it has no phases, agreement or first event")
    compiler = compiled.compiler
    act = compiler.events_act(rule.do)
    part = act.parts[0]
    runs = compile_runs(compiled, rule.while_)
    timetable = compile_timetable(compiled, rule)
    first = first_interval(compiled, rule)
    from_events = rule.starts == "first event"
    began = compile_openers(compiler, rule.while_)

    def evaluate(record: Record) -> list[Row]:
        rows: list[Row] = []
        found = part.found(record)
        for run in runs(record):
            if run.start_order >= record.now:
                continue
            mine = acts_in(record, run, found)
            if not from_events:
                # What opens the period asks for the first act in it and is not that act itself.
                mine = [one for one in mine if not began(run, one.happening)]
            walk = _Walk(compiled, record, run, act, timetable(record, run), mine)
            rows += walk.scheduled(first) if rule.clock == "schedule" else walk.rolling(first, from_events)
        return rows

    return evaluate


class _Walk:
    """One run of the period, walked from its start to its end or to `as_of`."""

    def __init__(
        self, rule: CompiledRule, record: Record, run: Instance, act: Act, changes: list[Change], found: list[Found]
    ) -> None:
        self.rule = rule
        self.record = record
        self.run = run
        self.act = act
        self.changes = changes
        self.found = found
        self.ended = run.end if run.end is not None and run.end_order <= record.now else None
        self.agreements: dict[int, list[Happening]] = {}

    def rolling(self, first: Interval | None, from_events: bool) -> list[Row]:
        """Obligations that run from the last qualifying event."""
        sure = [f.happening for f in self.found if f.sure]
        doubtful = [f.happening for f in self.found if not f.sure]
        rows: list[Row] = []
        opener: Happening | None = None
        start, place = self.run.start, 0
        if from_events:
            if not sure:
                return []
            opener, start, place = sure[0], sure[0].moment, 1
        resumed: int | None = None
        while True:
            initially = opener is None and resumed is None
            initial, first = first, None
            trigger = self._trigger(start, opener, resumed)
            event = sure[place] if place < len(sure) else None
            open_ = self.open(start, trigger.order, initial, event)
            maybes = [
                h
                for h in doubtful
                if (trigger.not_after(h) or (initially and h.day == trigger.day)) and h is not trigger.happening
            ]
            row = self.row(trigger, open_, event, maybes)
            if row is not None:
                rows.append(row)
            resumed = self._resumes(open_, trigger, event)
            if resumed is not None:
                continue
            if event is None:
                return rows
            opener, start, place = event, event.moment, place + 1

    def _trigger(self, start: Moment, opener: Happening | None, resumed: int | None) -> Trigger:
        """What an obligation runs from: the last event, the run's start, or a phase that states an interval again."""
        if resumed is not None:
            trigger = Trigger(moment_at(resumed), None, self.run, self.run.certain, self.run.missing)
            trigger.order = resumed
            return trigger
        trigger = self.run.at(start, opener)
        trigger.keys = self.run.keys if opener is None else opener.keys
        return trigger

    def _resumes(self, open_: Open, trigger: Trigger, event: Happening | None) -> int | None:
        """When an interval is stated again after a phase without one, if that is before the next event and by now."""
        if open_.lapsed is None:
            return None
        until = self.record.now if event is None else min(event.order, self.record.now)
        after = max(moment_order(open_.lapsed), trigger.order)
        return next((c.order for c in self.changes if after < c.order < until and c.interval is not None), None)

    def scheduled(self, first: Interval | None) -> list[Row]:
        """Obligations at fixed dates from the start of the run, each needing an event of its own since the last."""
        rows: list[Row] = []
        start = self.run.start
        sure = [f.happening for f in self.found if f.sure]
        doubtful = [f.happening for f in self.found if not f.sure]
        number, base, times = 0, start, 1
        while True:
            trigger = Trigger(
                start, self.run.opener if number == 0 else None, self.run, self.run.certain, self.run.missing
            )
            initial = first if number == 0 else None
            open_ = self.open(start, trigger.order, initial, None, (base, times))
            assert open_.due is not None  # a schedule has one interval, and no phase without
            following = Moment(open_.due.day, open_.due.instant)
            base, times = (following, 1) if initial is not None else (base, times + 1)
            event = sure[0] if sure and not self._overtaken(following, sure[0], (base, times)) else None
            # A doubtful act is given as a sure one would be, and only to the one obligation that it could serve.
            given = [
                h
                for h in doubtful
                if (event is None or sort_key(h) < sort_key(event)) and not self._overtaken(following, h, (base, times))
            ]
            row = self.row(trigger, open_, event, given)
            if row is not None:
                row.part, row.missed = number, min(row.missed, 1)
                rows.append(row)
            sure, doubtful = sure[event is not None :], [h for h in doubtful if h not in given]
            number += 1
            over = self.ended is not None and happened_by(self.ended, following)
            if over or not is_past(open_.due, self.record.as_of):
                return rows
            start = following

    def _overtaken(self, following: Moment, event: Happening, scheduled: tuple[Moment, int]) -> bool:
        """Whether an event came only after the date that follows, so that it belongs to a later obligation."""
        if happened_by(event.moment, following):
            return False
        then = self.open(following, moment_order(following), None, None, scheduled)
        return then.due is not None and not in_time(event.moment, then.due)

    def open(
        self,
        start: Moment,
        order: int,
        initial: Interval | None,
        done: Happening | None,
        scheduled: tuple[Moment, int] | None = None,
    ) -> Open:
        """The obligation running from a moment, with the date it would have had if nothing had been agreed."""
        found = self._carried(start, order, initial, done, scheduled, True)
        if found.plain is not None and any(self.agreements.values()):
            found.plain = self._carried(start, order, initial, done, scheduled, False).due
        return found

    def _carried(
        self,
        start: Moment,
        order: int,
        initial: Interval | None,
        done: Happening | None,
        scheduled: tuple[Moment, int] | None,
        as_agreed: bool,
    ) -> Open:
        """The obligation carried through every change before it falls due or is discharged.

        On a schedule, its date is so many intervals from where the schedule began.
        """
        current = self._change_at(order)
        interval = initial or current.interval
        # The first interval is owed whatever the phase at the start.
        sure, missing = (current.sure, current.missing) if initial is None else (True, ())
        if interval is None:
            return Open(None, None, None, start, sure, missing)
        plain = self._plain(interval, start, order, None if initial is not None else scheduled)
        due = self._agreed(interval, start, plain, done) if as_agreed else plain
        for change in self.changes:
            if change.order <= order:
                continue
            changed = moment_at(change.order)
            if not in_time(changed, due) or (done is not None and happened_by(done.moment, changed)):
                break
            gone, named = change.takes_away(current), current.missing + change.missing
            current = change
            if change.interval is None and gone is not False:
                if as_agreed:  # what was agreed after it fell away is about nothing
                    due = self._agreed(interval, start, plain, done, change.order)
                return Open(due, interval, plain, changed, sure and gone is True, missing + named)
            if change.interval is None or initial is not None or _reached(due, changed):
                # No phase moves it any more, but one without an interval would do away with it.
                sure, missing = (sure, missing) if gone is False else (False, missing + named)
                continue
            sure, missing = sure and change.sure, missing + change.missing
            if change.interval is not interval:
                interval = change.interval
                plain = interval.clock(start)
                if not in_time(changed, plain):
                    plain = interval.clock(changed)
                due = self._agreed(interval, start, plain, done) if as_agreed else plain
        return Open(due, interval, plain, None, sure, missing)

    def _plain(self, interval: Interval, start: Moment, order: int, scheduled: tuple[Moment, int] | None) -> Due:
        """When an interval that runs from a moment is over, before any change; on a schedule, so many of them."""
        many = None if scheduled is None else interval.times(scheduled[1], self.rule)
        plain = interval.clock(start) if scheduled is None or many is None else many(scheduled[0])
        opened = moment_at(order)
        return plain if order <= moment_order(start) or in_time(opened, plain) else interval.clock(opened)

    def _change_at(self, order: int) -> Change:
        current = self.changes[0]
        for change in self.changes:
            if change.order <= order:
                current = change
        return current

    def _agreed(self, interval: Interval, start: Moment, plain: Due, done: Happening | None, known: int = EVER) -> Due:
        """The due date as agreed: each agreement reaches the open obligation from the day it was made.

        One made on the day of the discharge was not made before it; `known` leaves out what was agreed after it.
        """
        agreement = interval.agreement
        if agreement is None:
            return plain
        made = self.agreements.get(id(agreement))
        if made is None:
            made = self.agreements[id(agreement)] = [h for h in agreement.agreed(self.record) if self.run.contains(h)]
        standing = plain
        for happening in made:
            if happening.order > known or not in_time(happening.moment, standing):
                break
            later = happening.order > moment_order(start)
            if later and done is not None and happened_by(done.moment, happening.moment):
                break
            agreed, until = agreement.date_from(happening, start), agreement.last_day(happening)
            if agreed is None or (until is not None and until < start.day):
                continue
            if not in_time(happening.moment, agreed):
                agreed = agreement.date_from(happening, happening.moment) or agreed
            settled = agreement.settle(plain, agreed, start)
            standing = agreement.to_its_last_day(happening, plain, settled, interval.length)
        return standing

    def row(self, trigger: Trigger, open_: Open, event: Happening | None, given: list[Happening]) -> Row | None:
        """The row for one obligation, which the doubtful acts `given` to it may have discharged;
        `None` where nothing was owed."""
        due, record = open_.due, self.record
        if due is None or not self.rule.first_day <= trigger.day <= self.rule.last_day:
            return None
        row = Row(
            self.rule, trigger, trigger.moment, due, DUE, event, open_.interval.length if open_.interval else None
        )
        if open_.interval is not None:
            row.phase, row.standard = open_.interval.phase, open_.interval.standard
        lapsed = self._lapse(open_, due)
        maybes = [happening for happening in given if in_time(happening.moment, due)]
        if event is not None and in_time(event.moment, due) and not _after(event, lapsed):
            row.status = MET
        elif maybes:
            row.status, row.because = UNKNOWN, ("attempt", tuple(maybes))
            # Whether an act counts in the run is asked of what opened the run, and not of the act before.
            row.missing = self.act.missing_on(record, maybes, self.run.at(self.run.start, None))
        elif lapsed is not None:
            row.status, row.ended, row.because = LAPSED, lapsed[0], ("ended", lapsed[1])
            row.done = None
        elif event is not None:
            row.status, row.remedied = BREACHED, event.moment
        elif is_past(due, record.as_of):
            row.status = BREACHED
        if row.status == BREACHED:
            row.missed = self._missed(due, event)
        if open_.plain is not None and open_.plain != due:
            end = lapsed[0] if lapsed is not None else self.ended
            row.plain_due = open_.plain
            row.plain_status = plain_status(
                open_.plain, row.done, _any_in_time(given, open_.plain), end, row.status, record.as_of
            )
        row.by_day = due.by_day or (row.done is not None and precision_is_day(row.done.moment, due))
        applies: Verdict = True if open_.sure else None
        finish(row, record, self.act, applies, open_.missing)
        plain_as_shown(row, record, self.act)
        return row

    def _lapse(self, open_: Open, due: Due) -> tuple[Moment, str] | None:
        """What ended the obligation before it was due: the end of a phase with no successor, or of the period."""
        if open_.lapsed is not None and moment_order(open_.lapsed) < self.record.now:
            return open_.lapsed, "the end of its phase"
        if self.ended is not None and self.ended.day <= due.day:
            return self.ended, "the end of its period"
        return None

    def _missed(self, due: Due, event: Happening | None) -> int:
        """How many intervals ran out before an event, the end of the period or `as_of`: the one that was due, and as
        many of the interval in force on that day as fit after it. One that ran out on the day of the end had lapsed."""
        then = moment_order(Moment(due.day, due.instant))
        regular = self._change_at(then).interval
        count = 1
        while regular is not None and count < 1000:
            after = Moment(due.day, due.instant)
            due = self._agreed(regular, after, regular.clock(after), None, then)
            if event is not None:
                over = not in_time(event.moment, due)
            else:
                over = is_past(due, self.record.as_of) if self.ended is None else self.ended.day > due.day
            if not over:
                break
            count += 1
        return count


def _any_in_time(happenings: list[Happening], due: Due) -> bool:
    return any(in_time(happening.moment, due) for happening in happenings)


def _reached(due: Due, moment: Moment) -> bool:
    """Whether a due date has come: what begins on the day it is due no longer moves it."""
    if due.instant is None or moment.instant is None:
        return moment.day >= due.day
    return moment.instant >= due.instant


def moment_order(moment: Moment) -> int:
    """The instant of a moment, or the start of its day."""
    return Trigger(moment).order


def _after(event: Happening, lapse: tuple[Moment, str] | None) -> bool:
    return lapse is not None and not happened_by(event.moment, lapse[0])
