"""Turns what a pack says into functions over a record: the place where words meet their definitions.

One compiler serves one pack with one calendar. Compiled states, anchors and acts are kept, so that a definition
used by fifty rules is worked out once in an evaluation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from practice_rules.dates.calendar import Calendar
from practice_rules.dates.conventions import STANDARD, Conventions
from practice_rules.dates.days import birthday, subtract_span
from practice_rules.dates.deadlines import Clock, compile_after, compile_before
from practice_rules.dates.durations import Duration
from practice_rules.engine.acts import Act, Option, Part
from practice_rules.engine.conditions import Condition, compile_where, every
from practice_rules.engine.periods import Instances, compile_period, event_names
from practice_rules.engine.record import Happening, Record
from practice_rules.engine.spans import Stretch
from practice_rules.engine.triggers import Trigger
from practice_rules.language.base import Written
from practice_rules.language.conditions import Where
from practice_rules.language.moments import (
    ActText,
    AllOfAct,
    AnchorText,
    AnyOfAct,
    DefinedAct,
    EventAct,
    RecordedAct,
    RepeatedAct,
    StateText,
)
from practice_rules.language.pack import Definition
from practice_rules.language.rules import Rule
from practice_rules.language.words import Age
from practice_rules.vocabulary.words import Vocabulary

State: TypeAlias = Callable[[Record], Stretch]
Anchor: TypeAlias = Callable[[Record, bool], list[Trigger]]
"""From a record to triggers; the flag asks for meetings still in the diary too."""


FROM_THE_FIRST_DAY = replace(STANDARD, day_one="same day", calendar_day_one="same day")


class CannotCompile(ValueError):
    """A word or combination that has no meaning; the checker reports these with their place before compiling."""


@dataclass
class Compiler:
    """Compiles the parts of one pack on one calendar with one set of counting choices."""

    vocabulary: Vocabulary
    definitions: Mapping[str, Definition]
    calendar: Calendar
    conventions: Conventions
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """The rules of the pack, on which others may hang."""
    kept: dict[tuple[str, str], object] = field(default_factory=dict)

    def after(self, length: Duration) -> Clock:
        """The clock that runs forward from a trigger."""
        return compile_after(length, self.calendar, self.conventions)

    def before(self, length: Duration) -> Clock:
        """The clock that runs back from an anchor."""
        return compile_before(length, self.calendar, self.conventions)

    def window(self, length: Duration) -> Clock:
        """The clock that runs back to where a window opens: with its first day, whenever the council's days end."""
        return compile_before(length, self.calendar, replace(self.conventions, end_of_day=STANDARD.end_of_day))

    def stretch(self, length: Duration) -> Clock:
        """The clock that runs back over a stretch in which something is counted, whatever the counting choices."""
        return compile_before(length, self.calendar, STANDARD)

    def lasting(self, length: Duration) -> Clock:
        """The clock that runs to the last day of what begins with a day and lasts so long, whatever the counting
        choices."""
        return compile_after(length, self.calendar, FROM_THE_FIRST_DAY)

    def age_day(self, born: int, age: Age) -> int:
        """The day on which someone born on a day reaches an age."""
        day = birthday(born, months=age.months, leap=self.conventions.leap_birthday) + age.days
        return subtract_span(day, age.back) if age.back is not None else day

    def where(self, where: Where | None) -> Condition | None:
        """A condition on an event, or `None` when there is none and every event will do."""
        return compile_where(where, self.conventions.leap_birthday)

    def period(self, name: str) -> Instances:
        """The runs of a period of the vocabulary."""
        kept = self.kept.get(("period", name))
        if kept is None:
            period = self.vocabulary.periods.get(name)
            if period is None:
                raise CannotCompile(f"no period is called {name!r}")
            kept = self.kept["period", name] = compile_period(
                name, period, self.calendar, None if period.lasts is None else self.lasting(period.lasts), self.where
            )
        return kept  # type: ignore[return-value]  # only this method keeps under "period"

    def state(self, text: StateText) -> State:
        """A state, compiled once for each way it is written."""
        from practice_rules.engine.states import compile_state  # states and the compiler need each other

        key = ("state", written(text))
        kept = self.kept.get(key)
        if kept is None:
            kept = self.kept[key] = _remembered_state(compile_state(self, text))
        return kept  # type: ignore[return-value]  # only this method keeps under "state"

    def anchor(self, text: AnchorText) -> Anchor:
        """An anchor, compiled once for each way it is written."""
        from practice_rules.engine.anchors import compile_anchor  # anchors and the compiler need each other

        key = ("anchor", written(text))
        kept = self.kept.get(key)
        if kept is None:
            kept = self.kept[key] = _remembered_anchor(compile_anchor(self, text))
        return kept  # type: ignore[return-value]  # only this method keeps under "anchor"

    def act(self, text: ActText) -> Act:
        """An act, compiled once for each way it is written."""
        key = ("act", written(text))
        kept = self.kept.get(key)
        if kept is None:
            kept = self.kept[key] = self._act(text)
        return kept  # type: ignore[return-value]  # only this method keeps under "act"

    def events_act(self, text: ActText) -> Act:
        """An act that events do. Raises `CannotCompile` where it may be the writing up of a trigger."""
        act = self.act(text)
        if act.recorded:
            raise CannotCompile("the writing up of the trigger cannot stand here: no event stands behind it")
        return act

    def part(self, text: ActText) -> Part:
        """An act that one event does. Raises `CannotCompile` for acts of several parts."""
        act = self.act(text)
        if act.recorded or len(act.parts) != 1:
            raise CannotCompile("only an act that one event does can stand here")
        return act.parts[0]

    def _act(self, text: ActText) -> Act:
        if isinstance(text, str):
            definition = self.definitions.get(text)
            if definition is not None and definition.act is not None:
                return self.act(definition.act)
            return Act((Part((Option((text,), None),)),))
        if isinstance(text, RecordedAct):
            return Act((Part((), recorded=True),))
        if isinstance(text, EventAct):
            wheres = () if text.where is None else (text.where,)
            strict = text.about == "trigger"
            option = Option(event_names(text.event), self.where(text.where), wheres, tuple(text.match), strict)
            return Act((Part((option,)),))
        if isinstance(text, DefinedAct):
            return self._narrowed(self.act(text.definition), text.where, tuple(text.match))
        if isinstance(text, AnyOfAct):
            parts = [part for choice in text.any_of for part in self.act(choice).parts]
            if len(parts) != len(text.any_of):
                raise CannotCompile("only acts that one event does can be alternatives")
            options = tuple(option for part in parts for option in part.options)
            return Act((Part(options, any(part.recorded for part in parts)),))
        if isinstance(text, AllOfAct):
            return Act(tuple(part for each in text.all_of for part in self.act(each).parts))
        assert isinstance(text, RepeatedAct)
        part = self.part(text.act)
        return Act((part,) * text.times)

    def _narrowed(self, act: Act, where: Where | None, match: tuple[str, ...]) -> Act:
        """A defined act with a further condition. Raises `CannotCompile` where no event need be there to meet it."""
        if where is None and not match:
            return act
        if act.recorded:
            raise CannotCompile("the writing up of the trigger can meet no condition")
        further = self.where(where)

        def narrow(option: Option) -> Option:
            first = option.condition
            wheres = option.wheres if where is None else (*option.wheres, where)
            if first is None or further is None:
                condition = first or further
            else:
                held, more = first, further

                def condition(record: Record, happening: Happening) -> bool | None:
                    return every((held(record, happening), more(record, happening)))

            return Option(option.types, condition, wheres, (*option.match, *match), option.strict)

        return Act(tuple(Part(tuple(narrow(o) for o in part.options)) for part in act.parts))


def written(text: object) -> str:
    """How a part of the language is written, as a key: equal texts mean the same."""
    if isinstance(text, Written):
        return f"{type(text).__name__}{text!r}"
    return repr(text)


def _remembered_state(state: State) -> State:
    def recall(record: Record) -> Stretch:
        known: Stretch | None = record.memo.get(state)
        if known is None:
            known = record.memo[state] = state(record)
        return known

    return recall


def _remembered_anchor(anchor: Anchor) -> Anchor:
    def recall(record: Record, meetings: bool) -> list[Trigger]:
        key = (anchor, meetings)
        known: list[Trigger] | None = record.memo.get(key)
        if known is None:
            known = record.memo[key] = anchor(record, meetings)
        return known

    return recall
