"""Lead: at least, or at most, an offset before an anchor; and what becomes of it when a meeting moves.

A meeting in the diary may have several dates. A date that was given up before its lead date had passed leaves
nothing behind; one given up later keeps its own obligation, and the new date opens another. All dates of one meeting
are served by the same acts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from practice_rules.dates.clock import Due, Moment, is_past
from practice_rules.dates.deadlines import Clock
from practice_rules.engine.acts import Act, Found
from practice_rules.engine.conditions import Verdict
from practice_rules.engine.matching import Links
from practice_rules.engine.needs import anchor_types
from practice_rules.engine.provided import compile_provided
from practice_rules.engine.record import Happening, Record, happened_by
from practice_rules.engine.rows import LAPSED, Row
from practice_rules.engine.rule import CompiledRule, Evaluate
from practice_rules.engine.settling import Duty, settle
from practice_rules.engine.spans import EVER
from practice_rules.engine.states import compile_instances, due_start, moment_at
from practice_rules.engine.triggers import Instance, Trigger
from practice_rules.language.base import Written
from practice_rules.language.moments import AgeAnchor
from practice_rules.language.rules import Lead


@dataclass(slots=True)
class Meeting:
    """What a lead hangs on: a trigger, the duties for each of its dates that stand, and the acts it was given."""

    trigger: Trigger
    duties: list[Duty]
    opens: int
    acts: list[list[Found]] = field(default_factory=list)


def compile_lead(compiled: CompiledRule, rule: Lead) -> Evaluate:
    """The evaluator of one lead rule."""
    compiler = compiled.compiler
    anchor, act = compiler.anchor(rule.before), compiler.act(rule.do)
    types = anchor_types(compiler, rule.before) or frozenset()
    dates = _compile_dates(compiled, rule)
    window = _compile_window(compiled, rule)
    provided = None if rule.provided is None else compile_provided(rule.provided)
    periods = None if rule.belongs_to is None else compile_instances(compiler, rule.belongs_to)
    all_at_once = rule.discharges == "all"
    windowed = rule.at_most is not None

    def evaluate(record: Record) -> list[Row]:
        meetings: list[Meeting] = []
        previous: Trigger | None = None
        for trigger in anchor(record, True):
            opens = window(record, trigger, previous)
            applies, lacking = _applies(compiled, record, trigger, opens if windowed else -EVER)
            previous = trigger
            if applies is False or opens >= record.now:
                continue
            duties = dates(record, trigger, len(act.parts), opens)
            for duty in duties:
                duty.applies, duty.lacking = applies, lacking
                if duty.lapse is None and not (_held_after_all(trigger) and duty.trigger.day == trigger.day):
                    duty.lapse = compiled.lapse(record, Trigger(duty.opens, trigger.happening))
                if periods is not None:
                    _within(duty, record, periods(record))
            meetings.append(Meeting(trigger, duties, opens, [[] for _ in act.parts]))
        if not meetings:
            return []
        _match(record, meetings, act, types, all_at_once)
        rows: list[Row] = []
        for meeting in meetings:
            for duty in meeting.duties:
                _give(duty, meeting)
                row = settle(compiled, record, duty, act)
                _called_off(row, duty)
                if provided is not None:
                    provided(record, row)
                rows.append(row)
        return rows

    return evaluate


def _held_after_all(trigger: Trigger) -> bool:
    """Whether the meeting took place: a case closed before it did not do away with what it called for."""
    return trigger.happening is not None and not trigger.planned and trigger.day == trigger.happening.day


def _applies(compiled: CompiledRule, record: Record, trigger: Trigger, opens: int) -> tuple[Verdict, tuple[str, ...]]:
    """Whether the rule applies when the lead comes into being or at its anchor (and is excepted at neither).

    It comes into being when its window opens, or when the meeting was put in the diary: what has ended by the time of
    the anchor lapses the lead and does not make it vanish.
    """
    verdict, lacking = compiled.applies(record, trigger)
    known = trigger.plan.versions[-1].known if trigger.plan is not None else None
    begins = moment_at(opens) if opens > -EVER else known
    if verdict or begins is None or not happened_by(begins, trigger.moment) or compiled.excepted(record, trigger):
        return verdict, lacking
    earlier, also = compiled.applies(record, Trigger(begins, trigger.happening, trigger.period))
    return (earlier, also) if earlier or verdict is False else (verdict, lacking)


def _within(duty: Duty, record: Record, periods: list[Instance]) -> None:
    """A lead that belongs to a period lapses when the period ends before the lead date."""
    for run in periods:
        if run.end is None or run.end_order > record.now or duty.lapse is not None or duty.due is None:
            continue
        if run.start.day <= duty.opens.day and run.end.day >= duty.opens.day and run.end.day <= duty.due.day:
            duty.lapse = (run.end, "the end of its period")


def _called_off(row: Row, duty: Duty) -> None:
    if row.status == LAPSED and duty.lapse is not None and duty.lapse[1] == "cancelled":
        row.because = ("cancelled", None)


def _compile_dates(compiled: CompiledRule, rule: Lead) -> Callable[[Record, Trigger, int, int], list[Duty]]:
    """From a trigger to its duties: one for the standing date, and one for each date given up too late."""
    clock = _lead_clock(compiled, rule)
    length = rule.at_least

    def duty_for(trigger: Trigger, anchor: Moment, known: Moment | None, opens: int, parts: int, part: int) -> Duty:
        due = clock(anchor)
        opened = _opening(trigger, known, opens, due)
        mine = trigger.moved_to(anchor)
        duty = Duty(mine, opened, due, length, parts)
        duty.part = part
        return duty

    def dates(_record: Record, trigger: Trigger, parts: int, opens: int) -> list[Duty]:
        plan = trigger.plan
        if not trigger.placed:
            return [Duty(trigger, trigger.moment, None, length, parts)]
        if plan is None:
            return [duty_for(trigger, trigger.moment, None, opens, parts, 0)]
        duties: list[Duty] = []
        for version in plan.versions:
            moment = version.planned.moment
            given_up = version.ended
            if version.how is None or given_up is None:
                continue
            if version.how == "held" and (plan.held is None or happened_by(plan.held.moment, moment)):
                continue
            if is_past(clock(moment), given_up):
                duties.append(duty_for(trigger, moment, version.known, opens, parts, len(duties)))
        last = plan.versions[-1]
        if plan.held is not None:
            duties.append(duty_for(trigger, trigger.moment, last.known, opens, parts, len(duties)))
        elif plan.cancelled is None:
            duties.append(duty_for(trigger, last.planned.moment, last.known, opens, parts, len(duties)))
        elif not duties or last.ended is None or duties[-1].trigger.day != last.planned.day:
            duty = duty_for(trigger, last.planned.moment, last.known, opens, parts, len(duties))
            late = duty.due is not None and plan.cancelled.day > duty.due.day
            duty.lapse = (Moment(duty.due.day, None) if late and duty.due is not None else plan.cancelled, "cancelled")
            duties.append(duty)
        return duties

    return dates


def _opening(trigger: Trigger, known: Moment | None, opens: int, due: Due) -> Moment:
    """When a lead opens: with its window, or when the meeting was known; never after it is due."""
    due_moment = Moment(due.day, due.instant)
    opened = moment_at(opens) if opens > 0 else known
    event = trigger.happening
    if opened is None and event is not None and trigger.plan is None and event.day < trigger.day:
        # The date stands in the event itself (a direction to file by a day): the duty is known from that event.
        opened = event.moment
    if opened is None:
        opened = due_moment if trigger.plan is None or trigger.happening is None else trigger.plan.root.moment
    return opened if happened_by(opened, due_moment) else due_moment


def _lead_clock(compiled: CompiledRule, rule: Lead) -> Clock:
    if rule.at_least is not None:
        return compiled.compiler.before(rule.at_least)
    if isinstance(rule.before, AgeAnchor):
        return lambda moment: Due(moment.day - 1, None, False, False)
    return lambda moment: Due(moment.day, moment.instant, False, moment.instant is None)


def _compile_window(compiled: CompiledRule, rule: Lead) -> Callable[[Record, Trigger, Trigger | None], int]:
    """From when an act counts: the instant at which the lead's window opens."""
    compiler = compiled.compiler
    if rule.at_most is not None:
        clock = compiler.before(rule.at_most)
        return lambda _record, trigger, _previous: due_start(clock(trigger.moment))
    since = rule.since
    if since is None or since == "previous":
        return lambda _record, _trigger, previous: -EVER if previous is None else previous.order + 1
    if since == "any time":
        return lambda _record, _trigger, _previous: -EVER
    if isinstance(since, str | Written):
        state = compiler.state(since)

        def held(record: Record, trigger: Trigger, _previous: Trigger | None) -> int:
            spans = state(record).sure
            return max((start for start, _ in spans if start <= trigger.order), default=trigger.order)

        return held
    clock = compiler.before(since)
    return lambda _record, trigger, _previous: due_start(clock(trigger.moment))


def _match(record: Record, meetings: list[Meeting], act: Act, types: frozenset[str], all_at_once: bool) -> None:
    """Give each act to a meeting: the one it is about, else the next to come, else the last that has been."""
    duties = [duty for meeting in meetings for duty in meeting.duties]
    owner = {id(duty): meeting for meeting in meetings for duty in meeting.duties}
    links = Links(duties, types)
    used: dict[int, set[int]] = {}
    for slot, part in enumerate(act.parts):
        given = used.setdefault(id(part), set())
        for found in part.found(record):
            if id(found.happening) in given and not all_at_once:
                continue
            named = links.named(record, found.happening, found.option.strict)
            if named is None:
                chosen = _free(meetings, found, slot, all_at_once)
            else:
                about = {id(owner[id(duty)]): owner[id(duty)] for duty in named}.values()
                chosen = [meeting for meeting in about if _matches(found, meeting) is not False]
            for meeting in chosen:
                # What says that it is about the meeting needs no other sign that it is.
                sure = found.sure and (named is not None or _matches(found, meeting) is True)
                meeting.acts[slot].append(found._replace(sure=sure))
                if sure:
                    given.add(id(found.happening))


def _free(meetings: list[Meeting], found: Found, slot: int, all_at_once: bool) -> list[Meeting]:
    happening = found.happening
    coming = [
        meeting
        for meeting in meetings
        if meeting.opens <= happening.order
        and happening is not meeting.trigger.happening
        and _matches(found, meeting) is not False
        and _to_come(meeting, happening)
        and (not _served(meeting, slot) or all_at_once)
    ]
    if coming:
        return coming if all_at_once else coming[:1]
    past = [
        meeting
        for meeting in meetings
        if meeting.opens <= happening.order
        and happening is not meeting.trigger.happening
        and _matches(found, meeting) is not False
        and not _served(meeting, slot)
    ]
    return past[-1:]


def _matches(found: Found, meeting: Meeting) -> Verdict:
    """Whether an act has the meeting's values of the attributes that must be the same."""
    return found.option.matches(found.happening, meeting.trigger) if found.option.match else True


def _to_come(meeting: Meeting, happening: Happening) -> bool:
    return happened_by(happening.moment, meeting.trigger.moment)


def _served(meeting: Meeting, slot: int) -> bool:
    return any(found.sure for found in meeting.acts[slot])


def _give(duty: Duty, meeting: Meeting) -> None:
    """The first sure act for each part, and the doubtful ones."""
    for slot, acts in enumerate(meeting.acts):
        for found in acts:
            happening = found.happening
            if happening.order < meeting.opens:
                continue
            ended = duty.lapse is not None and not happened_by(happening.moment, duty.lapse[0])
            if ended and duty.due is not None and duty.lapse is not None and duty.lapse[0].day <= duty.due.day:
                continue
            if found.sure:
                if duty.done[slot] is None:
                    duty.done[slot] = happening
            else:
                duty.maybes[slot].append(happening)
