"""From the cells of a case's rows to integers and words: the one place where an event table's rows are read.

CSV and Arrow hand over rows as sequences of cells, an empty text standing for what is not recorded; `Cells` says how
the cells of each are read. What was worked out for one row serves every other that has the same cells.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, TypeAlias, get_args

from practice_rules.batch.attribute_map import attribute_pairs
from practice_rules.batch.case_rows import PLAIN, CaseRows, EventRow, Extra, Reading
from practice_rules.batch.columns import EXTRAS, MAP, SUBJECT, Layout
from practice_rules.batch.links import link_problems
from practice_rules.batch.problems import MOST_PROBLEMS, CaseFailure, TableProblem
from practice_rules.batch.values import attribute_of_value
from practice_rules.case.event import AttributeValue, EventStatus
from practice_rules.case.history import SubjectKind
from practice_rules.dates.clock import MomentProblem
from practice_rules.problems import nearest, quoted
from practice_rules.readers.case_values import Misfit
from practice_rules.vocabulary.model import Attribute
from practice_rules.vocabulary.words import Vocabulary

Row: TypeAlias = Sequence[Any]

NOTHING = ""
"""The cell of what is not recorded."""

_STATUSES = frozenset(get_args(EventStatus))
_KINDS = frozenset(get_args(SubjectKind))
_MOST_KEPT = 10_000


@dataclass(slots=True)
class MomentCells:
    """How one column of moments is read; `known` holds what can be looked up without asking `read`, and `quick` reads
    the commonest kind of cell, or gives `None`."""

    read: Callable[[Any], Reading | MomentProblem]
    known: Mapping[Any, Reading] = field(default_factory=dict)
    quick: Callable[[Any], Reading | None] = lambda _cell: None


@dataclass(frozen=True, slots=True)
class Cells:
    """How the moments of a table are read; what other cells hold is told by the vocabulary and by themselves."""

    at: MomentCells
    recorded: MomentCells


class Wrong(Exception):
    """One cell that is wrong, on its way to becoming a problem of its row."""

    def __init__(
        self, code: str, message: str, column: str | None, expected: str | None = None, fix: str | None = None
    ) -> None:
        super().__init__(code)
        self.code, self.message, self.column, self.expected, self.fix = code, message, column, expected, fix

    def at(self, line: int) -> TableProblem:
        """The problem, on its line."""
        return TableProblem(self.code, self.message, line, self.column, self.expected, self.fix)


class _Plan:
    """How the rows of one event type are read, and the attributes already read, by the cells they stood in."""

    __slots__ = ("kept", "known", "names", "nothing", "other_columns", "others", "own", "type")

    def __init__(
        self,
        type_: str,
        known: Mapping[str, Attribute],
        names: list[str],
        own: Callable[[Row], tuple[Hashable, ...]],
        other_columns: list[tuple[str, int]],
    ) -> None:
        self.type = type_
        self.known = known
        self.names = names
        self.own = own
        self.other_columns = other_columns
        self.others = _getter([place for _, place in other_columns])
        self.nothing = (NOTHING,) * len(other_columns)
        self.kept: dict[tuple[Any, ...], dict[str, AttributeValue]] = {}


class RowReader:
    """Reads the rows of one case after another, all of one layout."""

    def __init__(self, layout: Layout, words: Vocabulary, cells: Cells) -> None:
        self._words = words
        self._cells = cells
        self._type, self._at = layout.places["type"], layout.places["at"]
        self._attributes = layout.attributes
        self._map = layout.places.get(MAP)
        self._extras = _getter([place for place in layout.extras if place is not None])
        self._extra_names = [name for name, place in zip(EXTRAS, layout.extras, strict=True) if place is not None]
        self._subject_names = [
            *(name for name in SUBJECT if name in layout.places),
            *(name for name, _ in layout.facts),
        ]
        self._subject = _getter([layout.places[name] for name in self._subject_names])
        self._no_extras: tuple[Any, ...] = (NOTHING,) * len(self._extra_names)
        self._no_subject: tuple[Any, ...] = (NOTHING,) * len(self._subject_names)
        self._plain: set[tuple[Any, ...]] = set()
        """Cells that say no more than that the event took place."""
        self._plans: dict[str, _Plan] = {}
        self._room = _MOST_KEPT

    def read(self, case_id: str, rows: Sequence[Row], line_of: Callable[[int], int]) -> CaseRows | CaseFailure:
        """The rows of one case, or why it is set aside. `line_of` says on which line the n-th row stands."""
        events: list[EventRow] = []
        extras: dict[int, Extra] = {}
        facts: dict[str, Any] = {}
        problems: list[TableProblem] = []
        the_type, the_at, at, plans = self._type, self._at, self._cells.at, self._plans
        subject_before = self._no_subject
        for number, row in enumerate(rows):
            try:
                type_ = row[the_type]
                plan = plans.get(type_) or self._plan(type_)
                cells = plan.own(row)
                attributes = plan.kept.get(cells)
                if attributes is None:
                    attributes = self._read_attributes(plan, cells)
                if plan.others(row) != plan.nothing:
                    self._refuse_others(plan, row)
                cell = row[the_at]
                reading = at.known.get(cell) or at.quick(cell) or self._moment(at, cell, "at")
                events.append((reading[0], reading[1], type_, reading[2], reading[3], attributes, number))
                more = self._extras(row)
                if more != self._no_extras and more not in self._plain:
                    extra = self._extra(more)
                    if extra is PLAIN:
                        self._plain.add(more)
                    else:
                        extras[number] = extra
                subject = self._subject(row)
                if subject != subject_before:
                    self._add_facts(facts, subject)
                    subject_before = subject
            except Wrong as wrong:
                problems.append(wrong.at(line_of(number)))
        if not case_id:
            problems.insert(0, TableProblem("table-no-case", "there is no case id", line_of(0), "case_id", "an id"))
        if extras and not problems:
            problems += link_problems(events, extras, line_of)
        if problems:
            return CaseFailure(case_id, tuple(problems[:MOST_PROBLEMS]), max(0, len(problems) - MOST_PROBLEMS))
        born, kind = facts.pop("born", None), facts.pop("subject_kind", "child")
        return CaseRows(case_id, kind, born, facts, events, extras, line_of(0))

    # ------------------------------------------------------------------ one row

    def _plan(self, type_: Any) -> _Plan:
        """Which columns a type's attributes stand in, and which must be empty for it."""
        known = self._words.events.get(type_) if isinstance(type_, str) else None
        if known is None:
            raise self._unknown_type(type_)
        own = [(name, place) for name, place in self._attributes if name in known]
        others = [(name, place) for name, place in self._attributes if name not in known]
        places = [place for _, place in own] + ([] if self._map is None else [self._map])
        plan = _Plan(type_, known, [name for name, _ in own], _getter(places), others)
        self._plans[type_] = plan
        return plan

    def _refuse_others(self, plan: _Plan, row: Row) -> None:
        """Refuse what stands in a column that the row's type has no attribute for."""
        name = next(name for name, place in plan.other_columns if row[place] != NOTHING)
        raise _no_attribute(plan.type, name, plan.known, name)

    def _read_attributes(self, plan: _Plan, cells: tuple[Any, ...]) -> dict[str, AttributeValue]:
        values: dict[str, AttributeValue] = {}
        for name, cell in zip(plan.names, cells, strict=False):
            if cell != NOTHING:
                self._add(values, plan, name, cell, name)
        if self._map is not None and cells[-1] != NOTHING:
            for name, cell in _pairs(cells[-1]):
                if name in values:
                    raise Wrong("table-twice", f"{quoted(name)} stands both in its own column and here", MAP)
                self._add(values, plan, name, cell, MAP)
        if self._room <= 0:
            for each in self._plans.values():
                each.kept.clear()
            self._room = _MOST_KEPT
        plan.kept[cells] = values
        self._room -= 1
        return values

    def _add(self, values: dict[str, AttributeValue], plan: _Plan, name: str, cell: Any, column: str) -> None:
        attribute = plan.known.get(name)
        if attribute is None:
            raise _no_attribute(plan.type, name, plan.known, column)
        found = attribute_of_value(name, attribute, cell, self._words.roles)
        if isinstance(found, Misfit):
            raise Wrong(f"table-{found.code.removeprefix('case-')}", found.message, column, found.expected, found.fix)
        if found is not None:
            values[name] = found

    def _unknown_type(self, type_: object) -> Wrong:
        if not isinstance(type_, str) or not type_.strip():
            return Wrong("table-no-type", "there is no event type", "type", "an event type of the vocabulary")
        right = nearest(type_, self._words.events)
        hint = f" {quoted(type_)}; did you mean {quoted(right)}?" if right is not None else ""
        return Wrong(
            "table-unknown-type", f"unknown event type{hint}", "type", "an event type of the vocabulary",
            f"write {right}" if right is not None else "write the vocabulary's name for it, or leave the row out",
        )  # fmt: skip

    def _moment(self, cells: MomentCells, cell: Any, column: str) -> Reading:
        found = MomentProblem("there is no date") if cell == NOTHING else cells.read(cell)
        if isinstance(found, MomentProblem):
            raise Wrong("table-date", found.message, column, found.expected, found.fix)
        return found

    def _extra(self, cells: tuple[Any, ...]) -> Extra:
        values: dict[str, Any] = {}
        for name, cell in zip(self._extra_names, cells, strict=True):
            if cell == NOTHING:
                continue
            if name == "recorded_at":
                values["recorded"] = self._moment(self._cells.recorded, cell, name)
            else:
                values[name] = str(cell)
        if values.get("status", "occurred") not in _STATUSES:
            raise Wrong("table-status", "this is no status of an event", "status", "occurred, planned or cancelled")
        if "by" in values and values["by"] not in self._words.roles:
            right = nearest(values["by"], self._words.roles)
            hint = f"; did you mean {quoted(right)}?" if right is not None else ""
            raise Wrong("table-role", f"unknown role{hint}", "by", "a role of the vocabulary")
        extra = Extra(**values)
        return PLAIN if extra == PLAIN else extra

    def _add_facts(self, facts: dict[str, Any], cells: tuple[Any, ...]) -> None:
        for name, cell in zip(self._subject_names, cells, strict=True):
            if cell == NOTHING:
                continue
            value = self._fact(name, cell)
            if value is None:
                continue
            if facts.setdefault(name, value) != value:
                raise Wrong("table-contradicts", "another row of this case says something else", name,
                            "the same in every row of a case, or only in one")  # fmt: skip

    def _fact(self, name: str, cell: Any) -> Any:
        if name == "subject_kind":
            if cell in _KINDS:
                return cell
            raise Wrong("table-kind", "this is no kind of subject", name, "one of: " + ", ".join(sorted(_KINDS)))
        attribute = _BORN if name == "born" else self._words.subject_facts[name]
        found = attribute_of_value(name, attribute, cell, self._words.roles)
        if isinstance(found, Misfit):
            raise Wrong(f"table-{found.code.removeprefix('case-')}", found.message, name, found.expected, found.fix)
        assert name != "born" or found is None or isinstance(found, date)
        return found


_BORN = Attribute(type="date", meaning="The date of birth.")


def _getter(places: list[int]) -> Callable[[Row], tuple[Hashable, ...]]:
    """The cells at some places of a row, always as a tuple."""
    if not places:
        return _no_cells
    if len(places) == 1:
        (place,) = places
        return lambda row: (row[place],)
    getter: Callable[[Row], tuple[Hashable, ...]] = itemgetter(*places)
    return getter


def _no_cells(_row: Row) -> tuple[Hashable, ...]:
    return ()


def _pairs(cell: Any) -> Iterable[tuple[str, Any]]:
    pairs = attribute_pairs(cell)
    if pairs is None:
        raise Wrong("table-map", "this is no map of attributes", MAP, 'a JSON object such as {"child_seen": true}')
    return pairs


def _no_attribute(type_: str, name: str, known: Mapping[str, Attribute], column: str) -> Wrong:
    right = nearest(name, known)
    hint = f"; did you mean {quoted(right)}?" if right is not None and right != name else ""
    return Wrong(
        "table-attribute", f"{type_} has no such attribute{hint}", column, "one of the event type's attributes",
        "leave it empty, or correct the type",
    )  # fmt: skip
