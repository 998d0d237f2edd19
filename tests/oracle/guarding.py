"""Checks, gates and judgements: what is asked at the moment of an event."""

from __future__ import annotations

from datetime import date
from typing import Any

from practice_rules.case import Event
from practice_rules.language.rules import Check, Gate, Judgement, Need, RuleBase
from tests.oracle.acts import aimed_at, applies, counts, moment_of, parts_of, past, types_of, untold_rows
from tests.oracle.conditions import Truth, all_true, holds
from tests.oracle.coverage import unseen
from tests.oracle.deadline import opens_before
from tests.oracle.record import in_order
from tests.oracle.rows import Row
from tests.oracle.time import Due, When, before, not_after, order, when
from tests.oracle.world import Trigger, World


def _asked(world: World, rule: RuleBase, anchor: Any, diary: bool = True) -> list[tuple[Trigger, Truth, str]]:
    """What a rule is asked of: each trigger, whether it is certain, and whether the diary has it on or off."""
    found = []
    for trigger in world.occurrences(anchor, diary):
        if trigger.planned:
            found.append((trigger, "off" if trigger.called_off else "on"))
        elif not_after(trigger.when, world.as_of):
            found.append((trigger, ""))
    answers = []
    for trigger, planned in found:
        does = all_true([trigger.sure, applies(world, rule, trigger.when)])
        if does is not False:
            answers.append((trigger, does, planned))
    return answers


def _row(rule: RuleBase, trigger: Trigger) -> Row:
    due = Due(trigger.when.day, trigger.when.at)
    row = Row(rule.id, "", trigger.when, 0, trigger.when, due, standard=tuple(rule.standard), plain_due=due)
    row.set_off, row.asked_by, row.judged = trigger.event, trigger.opened_by, True
    known = None if trigger.meeting is None else trigger.meeting.latest.recorded_at
    if known is not None and when(known).day <= trigger.when.day:
        row.opens = when(known)
    return row


def _planned(world: World, row: Row, planned: str) -> str:
    assert row.due is not None
    if planned == "off":
        return "lapsed"
    return "unknown" if past(world, row.due) else "due"


def check(world: World, rule: Check) -> list[Row]:
    """Every obligation of a check."""
    rows = untold_rows(world, rule, rule.on, diary=True)
    for trigger, sure, planned in _asked(world, rule, rule.on):
        row = _row(rule, trigger)
        have: Truth = True
        if rule.have is not None:
            have = None if trigger.event is None else holds(world.record, rule.have, trigger.event)
        if rule.while_ is not None:
            have = all_true([have, world.holds_at(rule.while_, trigger.when)])
        row.status = {True: "met", False: "breached", None: "unknown"}[have]
        if planned:
            row.status = _planned(world, row, planned)
        if sure is None:
            row.status = "unknown"
        row.plain_status = row.status
        row.done = trigger.when if have and not planned else None
        rows.append(row)
    return rows


def gate(world: World, rule: Gate) -> list[Row]:
    """Every obligation of a gate."""
    rows, guarded = untold_rows(world, rule, rule.guards, diary=True), types_of(world, rule.guards)
    for trigger, sure, planned in _asked(world, rule, rule.guards):
        row = _row(rule, trigger)
        answers = [(need, _in_place(world, need, guarded, trigger)) for need in rule.needs]
        failed = [need for need, truth in answers if truth is False]
        doubted = [need for need, truth in answers if truth is None]
        row.status = "breached" if failed else ("unknown" if doubted else "met")
        row.missing = tuple(need.named for need in (failed or doubted))
        if planned:
            row.status = _planned(world, row, planned)
        elif failed:
            row.remedied = _remedy(world, failed, guarded, trigger)
        if sure is None:
            row.status = "unknown"
        row.plain_status = row.status
        row.done = row.remedied if failed or doubted or planned else trigger.when
        rows.append(row)
    return rows


def _in_place(world: World, need: Need, guarded: set[str], trigger: Trigger) -> Truth:
    wanted: Truth = True if need.only_if is None else world.holds_at(need.only_if, trigger.when)
    if wanted is False:
        return True
    held = _there(world, need, guarded, trigger)
    return held if wanted or held else None


def _there(world: World, need: Need, guarded: set[str], trigger: Trigger) -> Truth:
    """Whether what a gate asks for is there."""
    if need.state is not None:
        return world.holds_at(need.state, trigger.when)
    if need.have is not None:
        return None if trigger.event is None else holds(world.record, need.have, trigger.event)
    return all_true(truth for truth, _, _ in _parts(world, need, guarded, trigger))


def _parts(world: World, need: Need, guarded: set[str], trigger: Trigger) -> list[tuple[Truth, Any, int]]:
    """For each part of the act: whether it was in place, the part, and how many of it were not."""
    since, perhaps = _since(world, need, trigger)
    first = max((start.day for start in since), default=date.min)
    parts, found = parts_of(world, need.do), []
    for at, part in enumerate(parts):
        if any(repr(part) == repr(other) for other in parts[:at]):
            continue
        wanted = len([other for other in parts if repr(other) == repr(part)])
        asked = [
            all_true([counts(world, part, event, trigger), None if _before_any(event, perhaps) else True])
            for event in _evidence(world, guarded, trigger)
            if not_after(moment_of(event), trigger.when) and not _before_any(event, since)
        ]
        sure, maybe = asked.count(True), asked.count(None)
        truth: Truth = True if sure >= wanted else (None if sure + maybe >= wanted else False)
        if truth is False and unseen(world, part, first, trigger.when.day):
            truth = None
        found.append((truth, part, wanted - sure - maybe))
    return found


def _evidence(world: World, guarded: set[str], trigger: Trigger) -> list[Event]:
    """What may be evidence for a guarded event: not itself, and nothing that is about another of the guarded types."""
    occurred = [event for event in world.record.occurred if event is not trigger.event]
    return [event for event in occurred if aimed_at(world, event, [trigger], guarded)]


def _before_any(event: Event, moments: list[When]) -> bool:
    return any(before(moment_of(event), moment) for moment in moments)


def _since(world: World, need: Need, trigger: Trigger) -> tuple[list[When], list[When]]:
    """Since when evidence counts, each moment that surely bounds it; and those that may, or that cannot be told."""
    found: list[When] = []
    perhaps: list[When] = []
    if need.fresh is not None:
        found.append(opens_before(world, trigger.when, need.fresh))
    if need.since is not None:
        for other in world.occurrences(need.since):
            own = other.event is trigger.event and (other.event is not None or other.when == trigger.when)
            if not_after(other.when, trigger.when) and not own:
                (found if other.sure else perhaps).append(other.when)
        for event in world.untold(need.since):
            if event is None or event is not trigger.event:
                perhaps.append(trigger.when)
    if need.in_ is not None:
        for run in world.runs(need.in_):
            if run.has_day(trigger.when):
                (found if run.sure else perhaps).append(run.start)
    return found, perhaps


def _remedy(world: World, failed: list[Need], guarded: set[str], trigger: Trigger) -> When | None:
    comes = []
    for need in failed:
        if need.do is None:
            return None
        for truth, part, lacking in _parts(world, need, guarded, trigger):
            later = [
                moment_of(event)
                for event in _evidence(world, guarded, trigger)
                if not not_after(moment_of(event), trigger.when) and counts(world, part, event, trigger) is True
            ]
            if truth is False and len(later) < lacking:
                return None
            comes += [later[lacking - 1]] if truth is False else []
    return max(comes, key=order)


def judgement(world: World, rule: Judgement) -> list[Row]:
    """Every obligation of a judgement."""
    if rule.on is not None:
        asked = _asked(world, rule, rule.on, diary=False)
    else:
        entries = in_order([*world.record.occurred, *world.record.diary])
        began = When(when(entries[0].at).day) if entries else world.as_of
        does = applies(world, rule, began) if not_after(began, world.as_of) else False
        asked = [(Trigger(began), does, "")] if does is not False else []
    answers = [
        event
        for event in world.record.of(["practice_audit.answered"])
        if event.attributes.get("rule") == rule.id and event.attributes.get("answer") is not None
    ]
    answered: dict[int, Event] = {}
    for event in answers:
        to = _answered_by(world, event, [trigger for trigger, _, _ in asked if id(trigger) not in answered])
        if to is not None:
            answered[id(to)] = event
    rows = [] if rule.on is None else untold_rows(world, rule, rule.on)
    for trigger, sure, _ in asked:
        row = _row(rule, trigger)
        row.due = row.plain_due = None
        row.status = "unknown"
        given = answered.get(id(trigger))
        if given is not None:
            answer = str(given.attributes["answer"])
            row.status = {"met": "met", "not_applicable": "lapsed"}.get(answer, "breached")
            row.done = moment_of(given) if answer == "met" else None
        if sure is None:
            row.status = "unknown"
        row.plain_status = row.status
        rows.append(row)
    return rows


def _answered_by(world: World, event: Event, open_still: list[Trigger]) -> Trigger | None:
    """What an audit answers: what it is about, or the latest before it that has no answer."""
    if event.about is not None and world.record.named(event.about) is not None:
        about = [each for each in open_still if each.event is world.record.named(event.about)]
        return next(iter(about), None)
    earlier = [each for each in open_still if not_after(each.when, moment_of(event))]
    return earlier[-1] if earlier else None
