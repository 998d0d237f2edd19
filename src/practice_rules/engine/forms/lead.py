"""Lead: at least, or at most, an offset before an anchor; and what becomes of it when a meeting moves.

A meeting in the diary may have several dates. A date that was given up before its lead date had passed leaves
nothing behind; one given up later keeps its own obligation, and the new date opens another. All dates of one meeting
are served by the same acts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from practice_rules.dates.clock import Due, Moment, in_time
from practice_rules.dates.deadlines import Clock
from practice_rules.engine.acts import Act, Found
from practice_rules.engine.belonging import compile_home, sooner
from practice_rules.engine.conditions import Verdict
from practice_rules.engine.instances import moment_at
from practice_rules.engine.matching import Links
from practice_rules.engine.needs import trigger_types
from practice_rules.engine.provided import Provided
from practice_rules.engine.record import Happening, Record, Version, end_of, happened_by, not_before, start_of
from practice_rules.engine.rows import LAPSED, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.settling import Duty, settle
from practice_rules.engine.spans import EVER
from practice_rules.engine.states import begun, due_start
from practice_rules.engine.triggers import Instance, Trigger
from practice_rules.language.base import Written
from practice_rules.language.moments import AgeAnchor
from practice_rules.language.rules import Lead


@dataclass(slots=True)
class Dated:
    """One date of a meeting that stands, its duty, and when its window may open, and surely is open."""

    duty: Duty
    opens: int
    sure: int | None


@dataclass(slots=True)
class Meeting:
    """What a lead hangs on: a trigger, the duties for each of its dates that stand, and the acts it was given.

    `previous` is the meeting before it. `opens` is when the window of its standing date opens, and `first` when the
    first of all its windows does; `strictly` if it opens only after something, so that what is known by the day alone
    does not count on that day.
    """

    trigger: Trigger
    previous: Trigger | None
    dates: list[Dated]
    opens: int
    first: int
    strictly: bool
    acts: list[list[Found]] = field(default_factory=list)

    def after_previous(self, happening: Happening) -> bool:
        """Whether an event comes after the meeting before: what answered that one's condition does not answer this."""
        return self.previous is None or not happened_by(happening.moment, self.previous.moment)

    def reached(self, happening: Happening, opens: int) -> bool:
        """Whether an event is not before the opening of a window."""
        return happening.order >= opens if self.strictly else not_before(happening, opens)


def compile_lead(compiled: CompiledRule, rule: Lead) -> Evaluate:
    """The evaluator of one lead rule."""
    compiler = compiled.compiler
    anchor, act = compiler.anchor(rule.before), compiler.events_act(rule.do)
    types = trigger_types(compiler, rule.before)
    dates = _compile_dates(compiled, rule)
    window = _compile_window(compiled, rule)
    provided = None if rule.provided is None else Provided(compiled.compiler, rule.provided, types)
    home = compile_home(compiler, rule.belongs_to)
    all_at_once = rule.discharges == "all"
    windowed = rule.at_most is not None
    after_previous = not windowed and rule.since in (None, "previous")

    def evaluate(record: Record) -> list[Row]:
        meetings: list[Meeting] = []
        previous: Trigger | None = None
        for trigger in _each_meeting_once(anchor(record, True)):
            opens, _ = window(record, trigger, previous)
            kept = []
            for duty, known in dates(record, trigger, len(act.parts)):
                standing = duty.trigger.day == trigger.day
                dated = Dated(duty, *window(record, trigger if standing else duty.trigger, previous))
                from_then = moment_at(dated.opens) if windowed else known
                if from_then is not None and not happened_by(from_then, duty.trigger.moment):
                    from_then = None
                applies, lacking = compiled.applies(record, duty.trigger, from_then)
                from_ = previous.order if after_previous and previous is not None else dated.opens
                if applies is False or (from_ >= record.now and trigger.placed):
                    continue
                duty.opens = _opening(trigger, known, from_, duty.due) if trigger.placed else duty.opens
                duty.applies, duty.lacking = applies, lacking
                if duty.lapse is None and not (_held_after_all(trigger) and standing):
                    duty.lapse = compiled.lapse(record, Trigger(duty.opens, trigger.happening))
                _within(duty, record, home(record, Trigger(duty.opens, trigger.happening)))
                duty.early = from_
                kept.append(dated)
            before = previous
            if trigger.placed and not trigger.called_off:
                previous = trigger
            if kept:
                first = min(opens, *(dated.opens for dated in kept)) if len(kept) > 1 else kept[0].opens
                meetings.append(Meeting(trigger, before, kept, opens, first, after_previous, [[] for _ in act.parts]))
        if not meetings:
            return []
        if provided is not None:
            for meeting in meetings:
                for dated in meeting.dates:
                    provided.ask(record, dated.duty, meeting.after_previous)
        _match(record, meetings, act, types, all_at_once)
        rows: list[Row] = []
        for meeting in meetings:
            for dated in meeting.dates:
                _give(dated, meeting)
                row = settle(compiled, record, dated.duty, act)
                _called_off(row, dated.duty)
                if provided is not None:
                    provided.judge(record, row, dated.duty, act, late_counts=False)
                rows.append(row)
        return rows

    return evaluate


def _each_meeting_once(found: list[Trigger]) -> list[Trigger]:
    """A meeting that is the one meant in several runs is still one meeting: surely so, if surely in one of them."""
    kept: dict[object, Trigger] = {}
    for trigger in found:
        own = trigger.happening is None or trigger.source is not None or trigger.edge
        key: object = id(trigger) if own else (id(trigger.happening), trigger.moment, trigger.placed)
        if key not in kept or trigger.certain or not kept[key].certain:
            kept[key] = trigger
    return list(kept.values())


def _held_after_all(trigger: Trigger) -> bool:
    """Whether the meeting took place: a case closed before it did not do away with what it called for."""
    event = trigger.happening
    return event is not None and not trigger.planned and trigger.dated is None and trigger.moment == trigger.by(event)


def _within(duty: Duty, record: Record, run: Instance | None) -> None:
    """A lead that belongs to a period lapses when the run that was open as it opened ends by the lead date."""
    duty.home = run
    if run is None or run.end is None or run.end_order > record.now or duty.due is None:
        return
    if run.end.day <= duty.due.day:
        duty.lapse = sooner(duty.lapse, (run.end, "the end of its period"))


def _called_off(row: Row, duty: Duty) -> None:
    if row.status == LAPSED and duty.lapse is not None and duty.lapse[1] == "cancelled":
        row.because = ("cancelled", None)


def _compile_dates(
    compiled: CompiledRule, rule: Lead
) -> Callable[[Record, Trigger, int], list[tuple[Duty, Moment | None]]]:
    """From a trigger to its duties: one for the standing date, and one for each date given up too late.

    With each comes the moment at which its date was put in the diary, if that is known.
    """
    clock = _lead_clock(compiled, rule)
    length = rule.at_least

    def dates(_record: Record, trigger: Trigger, parts: int) -> list[tuple[Duty, Moment | None]]:
        found: list[tuple[Duty, Moment | None]] = []

        def add(anchor: Moment, known: Moment | None) -> Duty:
            duty = Duty(trigger.moved_to(anchor), anchor, clock(anchor), length, parts, len(found))
            found.append((duty, known))
            return duty

        plan = trigger.plan
        if not trigger.placed:
            return [(Duty(trigger, trigger.moment, None, length, parts, 0), None)]
        if plan is None:
            add(trigger.moment, None)
            return found
        kept: Version | None = None
        for version in plan.versions:
            planned, moment, given_up = version.planned.moment, trigger.by(version.planned), version.ended
            if version.how is None or given_up is None or moment is None:
                continue
            if version.how == "held" and (plan.held is None or plan.held.day <= planned.day):
                continue
            if not in_time(given_up, clock(moment)):
                add(moment, version.known)
                kept = version
        last = plan.versions[-1]
        latest = trigger.by(last.planned) or trigger.moment
        if plan.held is not None:
            # A date that the meeting gave only when it was held was not known before.
            given = trigger.dated is None or trigger.by(last.planned) == trigger.moment
            add(trigger.moment, last.known if given else plan.held.moment)
        elif plan.cancelled is None:
            add(latest, last.known)
        elif kept is not last:
            duty = add(latest, last.known)
            late = duty.due is not None and plan.cancelled.day > duty.due.day
            duty.lapse = (Moment(duty.due.day, None) if late and duty.due is not None else plan.cancelled, "cancelled")
        return found

    return dates


def _opening(trigger: Trigger, known: Moment | None, opens: int, due: Due | None) -> Moment:
    """When a lead opens: once its window is open and the meeting is known; at the latest, and if neither is recorded,
    when it is due."""
    assert due is not None
    due_moment = Moment(due.day, due.instant)
    window = moment_at(opens) if opens > 0 else None
    event = trigger.happening
    if known is None and event is not None and trigger.plan is None and event.day < trigger.day:
        # The date stands in the event itself (a direction to file by a day): the duty is known from that event.
        known = event.moment
    opened = max((moment for moment in (window, known) if moment is not None), key=start_of, default=due_moment)
    return opened if happened_by(opened, due_moment) else due_moment


def _lead_clock(compiled: CompiledRule, rule: Lead) -> Clock:
    if rule.at_least is not None:
        return compiled.compiler.before(rule.at_least)
    if isinstance(rule.before, AgeAnchor):
        return lambda moment: Due(moment.day - 1)
    return lambda moment: Due(moment.day, moment.instant, by_day=moment.instant is None)


def _after(previous: Trigger) -> int:
    """From when something is after a meeting: what is known by its day alone is over when that day is."""
    return end_of(previous.moment) + (previous.instant is not None)


def _compile_window(
    compiled: CompiledRule, rule: Lead
) -> Callable[[Record, Trigger, Trigger | None], tuple[int, int | None]]:
    """From when an act counts: the instant at which the lead's window opens, and from which it surely is open."""
    compiler = compiled.compiler
    if rule.at_most is not None:
        clock = compiler.window(rule.at_most)
        return lambda _record, trigger, _previous: (due_start(clock(trigger.moment)), None)
    since = rule.since
    if since is None or since == "previous":
        return lambda _record, _trigger, previous: (-EVER if previous is None else _after(previous), None)
    if since == "any time":
        return lambda _record, _trigger, _previous: (-EVER, None)
    if isinstance(since, str | Written):
        state = compiler.state(since)
        return lambda record, trigger, _previous: begun(state(record), trigger)
    clock = compiler.window(since)
    return lambda _record, trigger, _previous: (due_start(clock(trigger.moment)), None)


def _match(record: Record, meetings: list[Meeting], act: Act, types: frozenset[str], all_at_once: bool) -> None:
    """Give each act to a meeting: the one it is about, else the next to come, else the last that has been."""
    duties = [dated.duty for meeting in meetings for dated in meeting.dates]
    owner = {id(dated.duty): meeting for meeting in meetings for dated in meeting.dates}
    links = Links(duties, types)
    used: dict[int, set[int]] = {}
    for slot, part in enumerate(act.parts):
        given = used.setdefault(id(part), set())
        alike = [at for at, other in enumerate(act.parts) if other is part]
        for found in part.found(record):
            if id(found.happening) in given and not all_at_once:
                continue
            named = links.named(record, found.happening, found.option.strict)
            able = meetings if named is None else list({id(owner[id(d)]): owner[id(d)] for d in named}.values())
            # Of several parts that are alike, each needs an act of its own.
            able = [meeting for meeting in able if not _has_given(meeting, found.happening, alike)]
            if found.happening.about in links.by_key:
                chosen = [meeting for meeting in able if _about(meeting, found, slot)]
            else:
                chosen = _free(able, found, slot, all_at_once)
            for meeting in chosen:
                sure = found.sure and _matches(found, meeting) is True
                sure = sure and all(
                    dated.sure is None or not_before(found.happening, dated.sure) for dated in meeting.dates
                )
                meeting.acts[slot].append(found._replace(sure=sure))
                if sure:
                    given.add(id(found.happening))


def _has_given(meeting: Meeting, happening: Happening, slots: list[int]) -> bool:
    """Whether an act surely does one of some parts for a meeting already."""
    return any(found.sure and found.happening is happening for slot in slots for found in meeting.acts[slot])


def _about(meeting: Meeting, found: Found, slot: int) -> bool:
    """Whether an act that is about a meeting may do a part for it: in a window, and not done for every date yet."""
    in_a_window = meeting.reached(found.happening, meeting.first)
    return in_a_window and not _served_for_all(meeting, slot) and _matches(found, meeting) is not False


def _free(meetings: list[Meeting], found: Found, slot: int, all_at_once: bool) -> list[Meeting]:
    happening = found.happening
    able = [
        meeting
        for meeting in meetings
        if meeting.reached(happening, meeting.first)
        and meeting.trigger.placed
        and happening is not meeting.trigger.happening
        and _matches(found, meeting) is not False
        and not _gone(meeting, happening)
        and (all_at_once or not _served(meeting, slot))
    ]
    if all_at_once:
        chosen: list[Meeting] = []
        # What it surely fits, and what it only may fit, are asked apart: neither takes the other's place.
        fits = [(meeting, found.sure and bool(_matches(found, meeting))) for meeting in able]
        for surely in (True, False):
            alike = [meeting for meeting, sure in fits if sure is surely]
            coming = [meeting for meeting in alike if _to_come(meeting, happening)]
            chosen += coming or [meeting for meeting in alike if not _served(meeting, slot)][-1:]
        return [meeting for meeting in chosen if not _served_for_all(meeting, slot)]
    # One that it surely fits goes before one that it only may.
    for fitting in ([meeting for meeting in able if _matches(found, meeting)], able):
        if fitting:
            return ([meeting for meeting in fitting if _to_come(meeting, happening)] or fitting[-1:])[:1]
    return []


def _gone(meeting: Meeting, happening: Happening) -> bool:
    """Whether, before an act, a meeting had been called off in good time or its condition had failed."""
    plan = meeting.trigger.plan
    if all(dated.duty.fallen(happening) for dated in meeting.dates):
        return True
    if plan is None or plan.held is not None or plan.cancelled is None:
        return False
    known, due = plan.versions[-1].ended, meeting.dates[-1].duty.due
    return known is None or (not happened_by(happening.moment, known) and due is not None and in_time(known, due))


def _matches(found: Found, meeting: Meeting) -> Verdict:
    """Whether an act has the meeting's values of the attributes that must be the same."""
    return found.option.matches(found.happening, meeting.trigger)


def _to_come(meeting: Meeting, happening: Happening) -> bool:
    return happened_by(happening.moment, meeting.trigger.moment)


def _served(meeting: Meeting, slot: int) -> bool:
    """Whether a part has been done for the standing date; an act in the window of an earlier date served only that."""
    return any(found.sure and meeting.reached(found.happening, meeting.opens) for found in meeting.acts[slot])


def _served_for_all(meeting: Meeting, slot: int) -> bool:
    """Whether a part has been done for every date."""
    acts = [found.happening for found in meeting.acts[slot] if found.sure]
    return all(any(meeting.reached(act, dated.opens) for act in acts) for dated in meeting.dates)


def _give(dated: Dated, meeting: Meeting) -> None:
    """The first sure act for each part, and the doubtful ones."""
    duty = dated.duty
    for slot, acts in enumerate(meeting.acts):
        for found in acts:
            happening = found.happening
            if not meeting.reached(happening, dated.opens) or duty.fallen(happening):
                continue
            ended = duty.lapse is not None and not happened_by(happening.moment, duty.lapse[0])
            if ended and duty.due is not None and duty.lapse is not None and duty.lapse[0].day <= duty.due.day:
                continue
            if found.sure:
                if duty.done[slot] is None:
                    duty.done[slot] = happening
            else:
                duty.maybes[slot].append(happening)
