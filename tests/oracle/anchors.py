"""Anchors: every moment at which one comes, and those of which the moment cannot be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from practice_rules.case import Event
from practice_rules.language import moments as said
from tests.oracle.conditions import Truth, holds
from tests.oracle.picking import (
    Trigger,
    both,
    counted,
    first_ones,
    in_turn,
    once_each,
    standing_at,
    when_all_have_come,
)
from tests.oracle.time import Run, When, before, birthday, not_after, when
from tests.oracle.totals import comes_on

if TYPE_CHECKING:
    from tests.oracle.world import World


def occurrences(world: World, anchor: Any, diary: bool = False) -> list[Trigger]:
    """Each time an anchor comes, in order, as far as the record shows; with the meetings in the `diary` if asked."""
    found = [replace(trigger) for trigger in _occurrences(world, anchor, diary)]
    plus, minus = getattr(anchor, "plus", None), getattr(anchor, "minus", None)

    def moved(_: Event | None, moment: When) -> When:
        due = world.counting.after(moment, plus) if plus else world.counting.before(moment, minus)
        return When(due.day, due.at)

    for trigger in found if plus or minus else []:
        trigger.when, trigger.moves = moved(None, trigger.when), (*trigger.moves, moved)
    return in_turn(found)


def _occurrences(world: World, anchor: Any, diary: bool) -> list[Trigger]:
    if isinstance(anchor, str):
        defined = world.pack.definitions.get(anchor)
        if defined is not None and defined.anchor is not None:
            return occurrences(world, defined.anchor, diary)
        return _of_type(world, said.EventAnchor(event=anchor), diary)
    if isinstance(anchor, said.EventAnchor):
        return _events(world, anchor, diary)
    if isinstance(anchor, said.AgeAnchor):
        born = world.record.born
        return [] if born is None else [Trigger(When(birthday(born, anchor.age, world.record.leap)))]
    if isinstance(anchor, said.StartAnchor):
        return _chosen(world, _starts(world, anchor.start_of), anchor)
    if isinstance(anchor, said.EndAnchor):
        return _chosen(world, _ends(world, anchor.end_of), anchor)
    if isinstance(anchor, said.LastingAnchor):
        return _lasting(world, anchor)
    if isinstance(anchor, said.TotalAnchor):
        told = anchor.since is None or world.record.born is not None
        return [Trigger(When(day), None, sure) for day, sure in comes_on(world, anchor) if told]
    if isinstance(anchor, said.DueAnchor | said.BreachAnchor | said.DoneAnchor):
        return _chain(world, anchor)
    if isinstance(anchor, said.AnyAnchor):
        return once_each([trigger for each in anchor.any_of for trigger in occurrences(world, each, diary)])
    return _of_several(world, anchor, diary)


# events


def _events(world: World, anchor: said.EventAnchor, diary: bool) -> list[Trigger]:
    if (anchor.which != "each" or anchor.in_a_row is not None) and _untold_events(world, anchor, diary):
        return []
    asked = _of_type(world, anchor, diary)
    if anchor.next_after is not None:
        marks = occurrences(world, anchor.next_after, diary)
        return _chosen(world, _next_after(marks, _standing(asked)), anchor)
    return _chosen(world, in_turn(asked), anchor)


def _of_type(world: World, anchor: said.EventAnchor, diary: bool) -> list[Trigger]:
    """The events of an anchor's types, at the dates that they give, and those meetings that have not been held."""
    found: list[Trigger] = []
    kinds = sorted(world.vocabulary.events) if anchor.event == "any" else listed(anchor.event)
    meetings = [meeting for kind in kinds for meeting in world.record.meetings(kind)] if diary else []

    def given(entry: Event, moment: When) -> When | None:
        value = None if anchor.date is None else entry.attributes.get(anchor.date)
        return when(value) if isinstance(value, date) else None

    moves = () if anchor.date is None else (given,)
    for event in world.record.of(kinds):
        meeting = next((each for each in meetings if each.held is event), None)
        found.append(Trigger(when(event.at), event, holds(world.record, anchor.where, event), meeting=meeting))
    for meeting in meetings:
        if meeting.held is None:
            entry = meeting.latest
            found.append(Trigger(when(entry.at), entry, holds(world.record, anchor.where, entry), meeting=meeting))
    for trigger in found:
        at = None if trigger.event is None or anchor.date is None else given(trigger.event, trigger.when)
        trigger.moves, trigger.when, trigger.dated = moves, at or trigger.when, anchor.date is not None
        trigger.sure = False if anchor.date is not None and at is None else trigger.sure
    return in_turn([trigger for trigger in found if anchor.date is None or trigger.given_by(trigger.event)])


def listed(value: str | list[str]) -> list[str]:
    """A word or several, as a list."""
    return [value] if isinstance(value, str) else value


def _standing(found: list[Trigger]) -> list[Trigger]:
    return [trigger for trigger in found if trigger.sure is not False]


def _next_after(marks: list[Trigger], found: list[Trigger]) -> list[Trigger]:
    """After each mark, the first of some triggers that is not before it, nor what stands there."""
    picked: list[Trigger] = []
    for mark in marks:
        later = [each for each in found if each.event is not mark.event and not before(each.when, mark.when)]
        picked += [replace(each, sure=both(each.sure, mark.sure)) for each in first_ones(later)]
    return in_turn(once_each(picked))


def _chosen(world: World, found: list[Trigger], anchor: Any) -> list[Trigger]:
    """Which of several an anchor means: each, the first, the last, the second; counted in each run of `in`."""
    if anchor.in_ is None:
        return _which(world, found, anchor, None)
    picked: list[Trigger] = []
    for home in world.runs(anchor.in_):
        inside = [
            replace(each, sure=False if each.sure is False else both(each.sure, home.sure))
            for each in found
            if home.has_day(each.when)
        ]
        if isinstance(anchor, said.EventAnchor):
            inside = [replace(each, run=home) for each in inside]
        picked += _which(world, inside, anchor, home)
    return picked if anchor.which != "each" else once_each(picked[::-1], of_one_anchor=True)


def _which(world: World, found: list[Trigger], anchor: Any, home: Run | None) -> list[Trigger]:
    in_a_row, nth_within = getattr(anchor, "in_a_row", None), getattr(anchor, "nth_within", None)
    if in_a_row is not None or nth_within is not None:
        found = [each for each in found if not each.called_off]
    if in_a_row is not None:
        found = counted(found, lambda so_far, each: _row_of(so_far, each, in_a_row), 0)
    found = _standing(found)
    if anchor.which == "each":
        return found
    if nth_within is not None:
        return counted(found, lambda kept, each: _crowd(world, kept, each, anchor.which, nth_within), ())
    place = {"first": 0, "last": -1}.get(str(anchor.which))
    if place is None:
        place = anchor.which - 1 if anchor.which > 0 else anchor.which
    if place < 0 and (home is None or world.over(home) is None):
        return []
    return standing_at(found, place)


def _row_of(so_far: int, trigger: Trigger, wanted: int) -> tuple[int, bool]:
    """One more, or none, of those that follow one another; when there are enough, counting starts anew."""
    now = so_far + 1 if trigger.sure else 0
    return (0, True) if now == wanted else (now, False)


def _crowd(world: World, kept: tuple[When, ...], trigger: Trigger, wanted: int, length: Any) -> tuple[Any, bool]:
    """Those that lie within a length of time of one another; when there are enough, counting starts anew."""
    if not trigger.sure:
        return kept, False
    near = []
    for moment in kept:
        last = world.counting.after(moment, length)
        if not_after(trigger.when, When(last.day, last.at)):
            near.append(moment)
    return ((), True) if len(near) + 1 == wanted else ((*near, trigger.when), False)


# stretches


def _starts(world: World, state: Any) -> list[Trigger]:
    if world.hangs_on_an_age(state):
        return []
    begun = _beginnings(world, state)
    return [Trigger(world.since(run), run.opening, sure, run) for run, sure in begun]


def _beginnings(world: World, state: Any) -> list[tuple[Run, Truth]]:
    """Each piece with which a state begins or may begin: the first of a stretch, and one that is sure after doubt."""
    found: list[tuple[Run, Truth]] = []
    for pieces in world.all_stretches(state):
        begun = [piece for piece in pieces if world.has_begun(piece)]
        found += [(piece, piece.sure) for piece in begun[:1]]
        found += [(piece, None) for piece in begun[1:] if piece.sure]
    return found


def _ends(world: World, state: Any) -> list[Trigger]:
    found: list[tuple[Run, Truth]] = []
    for pieces in [] if world.hangs_on_an_age(state) else world.all_stretches(state):
        found += [(piece, None) for piece in pieces[:-1] if piece.sure] + [(pieces[-1], pieces[-1].sure)]
    return in_turn([Trigger(run.over, run.closing, sure, None, run) for run, sure in found if run.over is not None])


def _lasting(world: World, anchor: said.LastingAnchor) -> list[Trigger]:
    found = []
    for first, sure in [] if world.hangs_on_an_age(anchor.lasting) else _beginnings(world, anchor.lasting):
        at = world.after_so_long(first, anchor.for_)
        last = next(pieces[-1] for pieces in world.all_stretches(anchor.lasting) if first in pieces)
        if last.end is None or not_after(at, last.end):
            certain = first.end is None or not_after(at, first.end)
            found.append(Trigger(at, first.opening, sure if certain else None, first))
    return found


# other anchors


def _of_several(world: World, anchor: said.FirstOfAnchor | said.AllOfAnchor, diary: bool) -> list[Trigger]:
    parts = anchor.first_of if isinstance(anchor, said.FirstOfAnchor) else anchor.all_of
    found: list[Trigger] = []
    for home in [] if any(untold(world, each, diary) for each in parts) else _homes(world, anchor):
        comes = [_inside(world, each, home, diary) for each in parts]
        if isinstance(anchor, said.FirstOfAnchor):
            picked = first_ones(once_each([trigger for each in comes for trigger in each]))
        else:
            picked = when_all_have_come([[trigger for trigger in each if not trigger.called_off] for each in comes])
        if home is not None:
            picked = [replace(each, sure=both(each.sure, home.sure), run=home) for each in picked]
        found += picked
    return found


def _chain(world: World, anchor: said.DueAnchor | said.BreachAnchor | said.DoneAnchor) -> list[Trigger]:
    found = []
    rule = next(getattr(anchor, kind) for kind in ("due", "breach", "done") if hasattr(anchor, kind))
    for row in world.chained(rule):
        at = _point(world, anchor, row)
        if at is None:
            continue
        # Nothing sure follows from what cannot be told.
        sure: Truth = None if row.status == "unknown" else True
        event: Event | None = row.set_off
        if isinstance(anchor, said.DoneAnchor):
            event = row.done_by
            if anchor.where is not None:
                sure = both(sure, False if event is None else holds(world.record, anchor.where, event))
        never_done = isinstance(anchor, said.BreachAnchor) and row.due is None
        if sure is not False:
            found.append(Trigger(at, event, sure, row.run, row.run if never_done else None))
    return found


def _point(world: World, anchor: said.DueAnchor | said.BreachAnchor | said.DoneAnchor, row: Any) -> When | None:
    """The due date, breach or discharge of another rule's obligation, if there is or may be one."""
    if isinstance(anchor, said.DueAnchor):
        return None if row.due is None or row.status == "lapsed" else When(row.due.day, row.due.at)
    if isinstance(anchor, said.DoneAnchor):
        return None if row.status == "lapsed" else row.done  # type: ignore[no-any-return]  # a row's own moment
    if row.status == "breached" or (row.status == "unknown" and row.due is not None and world.is_past(row.due)):
        return row.broken  # type: ignore[no-any-return]  # a row's own moment
    return None


# what cannot be told


def untold(world: World, anchor: Any, diary: bool = False) -> list[Event | None]:
    """One for each time an anchor comes, or may come, of which the moment cannot be told; with its event."""
    born = world.record.born
    if isinstance(anchor, str):
        defined = world.pack.definitions.get(anchor)
        return untold(world, defined.anchor, diary) if defined is not None and defined.anchor is not None else []
    if isinstance(anchor, said.EventAnchor):
        return _untold_events(world, anchor, diary)
    if isinstance(anchor, said.AgeAnchor):
        return [None] if born is None else []
    if isinstance(anchor, said.TotalAnchor):
        may = any(day <= world.as_of.day for day, _ in comes_on(world, anchor))
        return [None] if anchor.since is not None and born is None and may else []
    if isinstance(anchor, said.StartAnchor | said.EndAnchor | said.LastingAnchor):
        state = next(getattr(anchor, name) for name in ("start_of", "end_of", "lasting") if hasattr(anchor, name))
        return [None] if world.hangs_on_an_age(state) else []
    if isinstance(anchor, said.AnyAnchor):
        return [each for part in anchor.any_of for each in untold(world, part, diary)]
    if isinstance(anchor, said.FirstOfAnchor | said.AllOfAnchor):
        return _untold_of_several(world, anchor, diary)
    return []


def _untold_events(world: World, anchor: said.EventAnchor, diary: bool = False) -> list[Event | None]:
    found: list[Event | None] = []
    asked = anchor.model_copy(update={"date": None})
    for trigger in _of_type(world, asked, diary):
        if trigger.sure is not False and not trigger.called_off:
            found.append(trigger.event)
    if anchor.in_ is not None and not world.runs(anchor.in_):
        return []
    hidden: list[Event | None] = []
    if anchor.next_after is not None and found and untold(world, anchor.next_after, diary):
        hidden.append(None)
    if anchor.date is not None:
        happened = [event for event in found if event is not None and event.status == "occurred"]
        hidden += [event for event in happened if event.attributes.get(anchor.date) is None]
    return hidden[:1] if anchor.which != "each" or anchor.in_a_row is not None else hidden


def _untold_of_several(world: World, anchor: said.FirstOfAnchor | said.AllOfAnchor, diary: bool) -> list[Event | None]:
    """One in each run, where one of several cannot be told and, if all must come, the others have or may have."""
    if isinstance(anchor, said.FirstOfAnchor):
        hidden = any(untold(world, each, diary) for each in anchor.first_of)
        return [None for _ in _homes(world, anchor) if hidden]
    gone = [bool(untold(world, each, diary)) for each in anchor.all_of]
    found: list[Event | None] = []
    for home in _homes(world, anchor):
        come = [_inside(world, each, home, diary) for each in anchor.all_of]
        if any(gone) and all(away or here for away, here in zip(gone, come, strict=True)):
            found.append(None)
    return found


def _homes(world: World, anchor: said.FirstOfAnchor | said.AllOfAnchor) -> list[Run | None]:
    return [None] if anchor.in_ is None else [*world.runs(anchor.in_)]


def _inside(world: World, anchor: Any, home: Run | None, diary: bool) -> list[Trigger]:
    return [trigger for trigger in occurrences(world, anchor, diary) if home is None or home.has_day(trigger.when)]
