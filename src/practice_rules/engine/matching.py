"""Which event discharges which duty (design meaning 7).

An event that says what it is `about` serves only that; otherwise it serves the duty whose trigger is nearest before
it. An event never serves one rule twice, unless the rule says that one act serves all. An event about which a fact
is missing is kept as a possibility and uses nothing up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from practice_rules.case import Event
from practice_rules.dates.clock import is_past
from practice_rules.engine.acts import Act, Found, linked
from practice_rules.engine.conditions import Verdict
from practice_rules.engine.record import Happening, Record, end_of, happened_by, not_before
from practice_rules.engine.settling import Duty
from practice_rules.engine.triggers import Trigger


class Links:
    """What an event's `about` may name: the triggers of a rule, and the event types that trigger it."""

    __slots__ = ("by_key", "duties", "types")

    def __init__(self, duties: Sequence[Duty], types: frozenset[str]) -> None:
        self.types = types
        self.duties = duties
        self.by_key: dict[str, list[Duty]] = {}
        for duty in duties:
            for key in duty.trigger.keys:
                self.by_key.setdefault(key, []).append(duty)

    def named(self, record: Record, happening: Happening, strict: bool) -> list[Duty] | None:
        """The duties an event is about; an empty list when it is about something else; `None` when it is free.

        A strict act (`about: trigger`) asks more: what is about any other matter of the record is no answer either,
        unless that is linked with the trigger.
        """
        if happening.about is None:
            return None
        duties = self.by_key.get(happening.about)
        if duties is not None:
            return duties
        target = record.by_key.get(happening.about)
        if target is None:
            return None
        if target.type in self.types:
            return []
        return [duty for duty in self.duties if linked(duty.trigger, target)] if strict else None


def match(record: Record, duties: list[Duty], act: Act, types: frozenset[str], all_at_once: bool) -> None:
    """Give each event to the duty it discharges. Duties come in order of their triggers."""
    links = Links(duties, types)
    used: dict[int, set[int]] = {}
    for slot, part in enumerate(act.parts):
        taken = used.setdefault(id(part), set())
        for found in part.found(record):
            happening = found.happening
            if id(happening) in taken and not all_at_once:
                continue
            named = links.named(record, happening, found.option.strict)
            alike = [at for at, other in enumerate(act.parts) if other is part]
            chosen = _choose(duties if named is None else named, found, slot, all_at_once)
            chosen = [
                (duty, verdict) for duty, verdict in chosen if all(duty.done[at] is not happening for at in alike)
            ]
            if found.sure and any(verdict for _, verdict in chosen):
                taken.add(id(happening))
            for duty, verdict in chosen:
                if found.sure and verdict:
                    duty.done[slot] = happening
                else:
                    duty.maybes[slot].append(happening)


def _choose(duties: Sequence[Duty], found: Found, slot: int, all_at_once: bool) -> list[tuple[Duty, Verdict]]:
    """The duty (or, where one act serves all, the duties) that an event goes to."""
    chosen: list[tuple[Duty, Verdict]] = []
    for duty in reversed(duties):
        if not duty.trigger.not_after(found.happening):
            continue
        verdict = _fits(duty, found, slot)
        if verdict is not False:
            chosen.append((duty, verdict))
            if verdict and not all_at_once:
                return chosen[-1:]
    for duty in sorted(duties, key=_by_trigger):
        if duty.early is None or duty.trigger.not_after(found.happening) or not not_before(found.happening, duty.early):
            continue
        verdict = _fits(duty, found, slot)
        if verdict is not False:
            in_doubt = duty.early_sure is not None and not not_before(found.happening, duty.early_sure)
            chosen.append((duty, None if in_doubt else verdict))
            if verdict and not in_doubt and not all_at_once:
                return chosen[-1:]
    # An event that surely fits none goes, as a possibility, to the first that it may fit.
    return chosen if all_at_once else chosen[:1]


def _by_trigger(duty: Duty) -> tuple[int, int]:
    """Order of triggers, and of milestones within one."""
    return duty.trigger.order, duty.part


def _fits(duty: Duty, found: Found, slot: int) -> Verdict:
    happening = found.happening
    if duty.done[slot] is not None or happening is duty.trigger.happening or not duty.trigger.placed:
        return False
    if duty.ends is not None and happening.order >= duty.ends:
        return False
    if duty.lapse is not None and not happened_by(happening.moment, duty.lapse[0]) and _lapsed_in_time(duty):
        return False
    return False if duty.fallen(happening) else found.option.matches(happening, duty.trigger)


def _lapsed_in_time(duty: Duty) -> bool:
    """Whether the duty fell away before it was due, so that nothing after that can discharge it."""
    return duty.lapse is not None and (duty.due is None or duty.lapse[0].day <= duty.due.day)


def recorded(record: Record, duties: list[Duty], act: Act) -> None:
    """The act of writing the trigger up: done when the record learnt of it, if that was by now and not too late.

    Where the record does not say when that was, and the time for it has run out, it may have been in time.
    """
    slots = [slot for slot, part in enumerate(act.parts) if part.recorded]
    for duty in duties:
        event = duty.trigger.happening
        if event is None or event.recorded is None:
            if duty.due is None or (is_past(duty.due, record.as_of) and not _lapsed_in_time(duty)):
                for slot in slots:
                    duty.maybes[slot] += [Unwritten(duty.trigger)] if duty.done[slot] is None else []
            continue
        written = _Written(event)
        if not happened_by(event.recorded, record.as_of) or (duty.ends is not None and written.order >= duty.ends):
            continue
        if duty.lapse is not None and not happened_by(written.moment, duty.lapse[0]) and _lapsed_in_time(duty):
            continue
        if duty.fallen(written):
            continue
        for slot in slots:
            done = duty.done[slot]
            if done is None or written.order < done.order:
                duty.done[slot] = written


class Unwritten(Happening):
    """The moment of a trigger of which the record does not say when it was written up: it may have been at once."""

    __slots__ = ()

    def __init__(self, trigger: Trigger) -> None:
        of = trigger.happening.event if trigger.happening is not None else Event("", date.fromordinal(trigger.day))
        super().__init__(of, trigger.moment, None)


class _Written(Happening):
    """The moment an event was written up, standing in for the event itself."""

    __slots__ = ()

    def __init__(self, event: Happening) -> None:
        assert event.recorded is not None
        super().__init__(event.event, event.recorded, event.recorded)
        self.order = min(self.order, end_of(event.recorded))
