"""The commonest rules as generated Python: one function for all that an event type sets off.

A pack's deadlines and leads of which one act serves all, and its series at one interval, come out as plain loops over
tuples, which spares a call for each rule and case. What is generated can be read (`FastPack.source`); what cannot be
said in it is left to the functions in `deadline`, `series` and `lead`, which do the same by calling one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from practice_rules.compiled.due_dates import DueDates
from practice_rules.compiled.history import ByType, PlainEvent
from practice_rules.compiled.periods import pair_runs
from practice_rules.compiled.rows import FastRow
from practice_rules.engine.conditions import NOT_ATTRIBUTES
from practice_rules.engine.rows import BREACHED, DUE, LAPSED, MET
from practice_rules.engine.spans import EVER
from practice_rules.language.conditions import Where

SetOff: TypeAlias = Callable[[ByType, ByType, list[FastRow], list[int]], None]
"""From what took place and the meetings to come: adds the rows of the rules that one event type sets off, and the
places of rules in doubt."""

Test: TypeAlias = tuple[str, str | bool]
"""An attribute and the word, or yes or no, that it must be."""


@dataclass(frozen=True)
class Kind:
    """Events of one type that pass some tests."""

    type: str
    tests: tuple[Test, ...]


def kind_of(types: tuple[str, ...], where: Where | None) -> Kind | None:
    """Events as generated code can look for them; `None` when their condition is not of words, yes and no alone."""
    if len(types) != 1:
        return None
    if where is None:
        return Kind(types[0], ())
    if where.any_of or where.none_of or where.about is not None:
        return None
    tests = []
    for name, wanted in where.tests.items():
        if not isinstance(wanted, str | bool) or name in NOT_ATTRIBUTES:
            return None
        tests.append((name, wanted))
    return Kind(types[0], tuple(tests))


def in_doubt(events: list[PlainEvent], names: tuple[str, ...]) -> bool:
    """Whether one of the events lacks a fact, or holds several words where one is asked for."""
    for name in names:
        for event in events:
            value = event[5].get(name)
            if value is None or value.__class__ is frozenset:
                return True
    return False


@dataclass
class Source:
    """Generated code in the making: the lines for each event type that sets rules off, and the values they use."""

    bodies: dict[tuple[str, frozenset[str]], list[str]] = field(default_factory=dict)
    lists: dict[tuple[str, frozenset[str]], dict[Kind, int]] = field(default_factory=dict)
    values: dict[str, Any] = field(
        default_factory=lambda: {
            "EVER": EVER, "NOTHING": [], "in_doubt": in_doubt, "pair_runs": pair_runs,
        }
    )  # fmt: skip

    def deadline(self, place: int, kinds: frozenset[str], after: Kind, do: Kind, dates: DueDates) -> bool:
        """Add a deadline of which one act serves all duties; whether that could be said."""
        if after.type == do.type:
            return False
        due = self._due(dates, "trigger")
        self._rule(place, kinds, after, do, [
            "place, number = 0, len(acts)",
            "for trigger in triggers:",
            f"    limit, past, due = {due}",
            "    while place < number and acts[place][3] < trigger[0]:",
            "        place += 1",
            "    if place < number:",
            "        act = acts[place]",
            f"        put(({place}, {MET!r} if act[0] <= limit else {BREACHED!r}, trigger, due, act, None))",
            "    else:",
            f"        put(({place}, {BREACHED!r} if past else {DUE!r}, trigger, due, None, None))",
        ])  # fmt: skip
        return True

    def series(
        self, place: int, kinds: frozenset[str], opening: Kind | None, closing: Kind | None, do: Kind | None,
        dates: DueDates, now: int,
    ) -> bool:  # fmt: skip
        """Add a series at one interval; whether that could be said."""
        if (
            opening is None
            or do is None
            or opening.type == do.type
            or opening.tests
            or (closing is not None and closing.tests)
        ):
            return False
        due = self._due(dates, "trigger")
        closers = "NOTHING" if closing is None else f"get({closing.type!r}, NOTHING)"
        self._rule(place, kinds, opening, do, [
            f"closers = {closers}",
            "for start, closer, end in pair_runs(triggers, closers) if closers else ((triggers[0], None, EVER),):",
            "    if acts and (acts[0][4] < start[4] or acts[-1][0] >= end):",
            "        within = [act for act in acts if act[4] >= start[4] and act[0] < end]",
            "    else:",
            "        within = acts",
            f"    ended = closer if closer is not None and end <= {now} else None",
            "    if ended is None:",
            "        rows += [",
            f"            ({place}, {MET!r} if act[0] <= (by := {due})[0] else {BREACHED!r},"
            " trigger, by[2], act, None)",
            "            for trigger, act in zip([start, *within], within)",
            "        ]",
            "    else:",
            "        for trigger, act in zip([start, *within], within):",
            f"            limit, past, due = {due}",
            "            if act[0] <= limit:",
            f"                put(({place}, {MET!r}, trigger, due, act, None))",
            "            elif ended[4] <= due.day:",
            f"                put(({place}, {LAPSED!r}, trigger, due, None, ended))",
            "            else:",
            f"                put(({place}, {BREACHED!r}, trigger, due, act, ended))",
            "    trigger = within[-1] if within else start",
            f"    limit, past, due = {due}",
            "    if ended is not None and ended[4] <= due.day:",
            f"        put(({place}, {LAPSED!r}, trigger, due, None, ended))",
            "    elif past:",
            f"        put(({place}, {BREACHED!r}, trigger, due, None, ended))",
            "    else:",
            f"        put(({place}, {DUE!r}, trigger, due, None, None))",
        ])  # fmt: skip
        return True

    def lead(
        self, place: int, kinds: frozenset[str], before: Kind, do: Kind, dates: DueDates, starts: Mapping[int, int],
        now: int, whole: Callable[[ByType, ByType, list[FastRow]], None],
    ) -> bool:  # fmt: skip
        """Add a lead with a window in days, one act serving all; whether that could be said.

        `whole` answers instead where an act came after its meeting: which meeting it then serves takes more looking.
        """
        if before.type == do.type or before.tests or dates[0] is None:
            return False
        due, opens, answer = self._due(dates, "trigger"), self._value(starts), self._value(whole)
        self._rule(place, kinds, before, do, [
            "place, number, found = 0, len(acts), []",
            f"for trigger in triggers + planned[{before.type!r}] if {before.type!r} in planned else triggers:",
            f"    opens = {opens}[trigger[4]]",
            f"    if opens >= {now}:",
            "        continue",
            f"    limit, past, due = {due}",
            "    while place < number and acts[place][0] < opens:",
            "        place += 1",
            "    if place == number:",
            f"        found.append(({place}, {BREACHED!r} if past else {DUE!r}, trigger, due, None, None))",
            "    elif acts[place][0] <= trigger[3]:",
            "        act = acts[place]",
            f"        found.append(({place}, {MET!r} if act[0] <= limit else {BREACHED!r}, trigger, due, act, None))",
            "    else:",
            f"        {answer}(by_type, planned, rows)",
            "        break",
            "else:",
            "    rows.extend(found)",
        ])  # fmt: skip
        return True

    def _rule(self, place: int, kinds: frozenset[str], after: Kind, do: Kind, lines: list[str]) -> None:
        """A rule over its triggers and acts, unless a missing fact leaves one of them in doubt."""
        body = self.bodies.setdefault((after.type, kinds), [])
        triggers, doubtful = self._listed(kinds, after, after)
        acts, doubtful_act = self._listed(kinds, after, do)
        doubts = [name for name in (doubtful, doubtful_act) if name is not None]
        body += [f"# rule {place}", f"triggers, acts = {triggers}, {acts}"]
        if doubts:
            body += [f"if {' or '.join(doubts)}:", f"    left.append({place})", "else:"]
            lines = ["    " + line for line in lines]
        body += lines

    def _listed(self, kinds: frozenset[str], after: Kind, kind: Kind) -> tuple[str, str | None]:
        """The names of the list of a kind's events, and of whether one is in doubt; listed once in each function."""
        body = self.bodies[after.type, kinds]
        every = "every" if kind.type == after.type else f"get({kind.type!r}, NOTHING)"
        if not kind.tests:
            return every, None
        names = self.lists.setdefault((after.type, kinds), {})
        if kind not in names:
            number = names[kind] = len(names)
            tests = " and ".join(
                f"event[5][{attribute!r}] {'is' if isinstance(wanted, bool) else '=='} {wanted!r}"
                for attribute, wanted in kind.tests
            )
            body += [
                f"all_{number} = {every}",
                "try:",
                f"    list_{number} = [event for event in all_{number} if {tests}]",
                f"    doubt_{number} = len(list_{number}) != len(all_{number}) and {_doubt(number, kind, tests)}",
                "except KeyError:",
                f"    doubt_{number} = True",
                f"    list_{number} = NOTHING",
            ]
        return f"list_{names[kind]}", f"doubt_{names[kind]}"

    def _due(self, dates: DueDates, event: str) -> str:
        """How generated code asks for a due date."""
        days, moments = dates
        value: object = moments.of if days is None else days
        number = self._value(value)
        return f"{number}({event})" if days is None else f"{number}[{event}[4]]"

    def _value(self, value: object) -> str:
        """The name under which generated code finds a value."""
        name = next((known for known, other in self.values.items() if other is value), None)
        if name is None:
            name = f"value_{len(self.values)}"
            self.values[name] = value
        return name

    def text(self) -> str:
        """The generated code, for reading."""
        lines: list[str] = []
        for number, ((name, _), body) in enumerate(self.bodies.items()):
            lines += [f"def set_off_{number}(by_type, planned, rows, left):  # by {name}"]
            lines += ["    get, put = by_type.get, rows.append", f"    every = get({name!r}, NOTHING)"]
            lines += ["    " + line for line in body] + ["", ""]
        return "\n".join(lines)

    def functions(self) -> Iterator[tuple[str, frozenset[str], SetOff]]:
        """The generated functions, each with the event type and the kinds of subject that call for it."""
        names = dict(self.values)
        exec(compile(self.text(), "<practice_rules: a pack's fast path>", "exec"), names)
        for number, (name, kinds) in enumerate(self.bodies):
            yield name, kinds, names[f"set_off_{number}"]


def _doubt(number: int, kind: Kind, tests: str) -> str:
    """An expression for whether one of the events left out may count after all."""
    if len(kind.tests) == 1 and isinstance(kind.tests[0][1], bool):
        attribute, wanted = kind.tests[0]
        others = f"[event for event in all_{number} if event[5][{attribute!r}] is {not wanted}]"
        return f"len(list_{number}) + len({others}) != len(all_{number})"
    asked = tuple(dict.fromkeys(attribute for attribute, _ in kind.tests))
    return f"in_doubt([event for event in all_{number} if not ({tests})], {asked!r})"
