"""The one pure function: a case and a compiled pack, as of a day, to rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from practice_rules.case import Case
from practice_rules.dates.clock import Moment
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.either_way import either_way
from practice_rules.engine.folding import build_record
from practice_rules.engine.record import Happening, Record, as_moment, happened_by
from practice_rules.engine.rows import Row
from practice_rules.language.rules import Check, Gate, Series

WAIVED = "duty.waived"


@dataclass(frozen=True)
class Evaluation:
    """The rows of one case, and the pack and the record they were worked out from."""

    pack: CompiledPack
    record: Record
    rows: list[Row]

    @property
    def not_triggered(self) -> list[str]:
        """The ids of the rules for this kind of subject that nothing triggered, in the pack's order."""
        kind, triggered = self.record.case.subject.kind, {row.rule.id for row in self.rows}
        return [ready.id for ready in self.pack.rules if kind in ready.kinds and ready.id not in triggered]


def evaluate_rows(
    case: Case,
    pack: CompiledPack,
    as_of: Moment,
    known_at: Moment | None = None,
    places: Iterable[int] | None = None,
) -> Evaluation:
    """Work out every obligation of a case, or those of the rules at some `places` in the pack.

    The same case, pack, `as_of` and `known_at` give the same rows, whatever the order of the events.
    """
    record = build_record(case, as_of, known_at)
    wanted = None if places is None else frozenset(places)
    rows = _rows(record, pack, wanted)
    if record.open_questions:
        rows = either_way(record, rows, lambda supposing: _rows(supposing, pack, wanted))
    waivers = record.by_type.get(WAIVED)
    if waivers:
        _waive(rows, waivers, as_of)
    return Evaluation(pack, record, rows)


def _rows(record: Record, pack: CompiledPack, wanted: frozenset[int] | None) -> list[Row]:
    """Every obligation of the rules wanted, in the order in which they are evaluated."""
    case, rows = record.case, []
    for place in pack.candidates({*record.by_type, *record.plans}, case.coverage):
        ready = pack.rules[place]
        if case.subject.kind not in ready.kinds or (wanted is not None and place not in wanted):
            continue
        found = ready.evaluate(record)
        if found:
            record.memo.setdefault(("rows", ready.id), []).extend(found)
            rows += found
    return rows


def _waive(rows: list[Row], waivers: list[Happening], as_of: Moment) -> None:
    """Mark what was waived: the verdict stays as it is."""
    for waiver in waivers:
        for row in rows:
            if waiver.attributes.get("rule") == row.rule.id and waived(row, waiver, as_of):
                row.waived = waiver


def waived(row: Row, waiver: Happening, as_of: Moment) -> bool:
    """Whether a waiver covers an obligation: the one place where that, and its expiry, is decided.

    It covers what was open when it was given (only the matter it is `about`, if it names one) and, when it has an end,
    what is triggered until then. What falls due after its end is covered only while it runs.
    """
    if waiver.about is not None and waiver.about not in _asking(row):
        return False
    done = _done(row)
    if done is not None and not happened_by(waiver.moment, done):
        return False
    given = waiver.attributes.get("until")
    until = as_moment(given) if isinstance(given, str | date) else None
    opens = _opens(row)
    if not happened_by(opens, waiver.moment) and (until is None or opens.day > until.day):
        return False
    outlasts = until is not None and (row.due is None or row.due.day > until.day)
    return not outlasts or (until is not None and as_of.day <= until.day)


def _opens(row: Row) -> Moment:
    """Since when an obligation has been there; what a meeting in the diary asks for, since that was known."""
    plan = row.trigger.plan
    known = plan.versions[-1].known if plan is not None and isinstance(row.rule.rule, Check | Gate) else None
    return row.opens if known is None or known.day > row.trigger.day else known


def _done(row: Row) -> Moment | None:
    """When an obligation was carried out; a check or a gate that holds, at the moment at which it is judged, and a gate
    for which something was lacking, once that had all come."""
    if isinstance(row.rule.rule, Gate) and row.remedied is not None:
        return row.remedied
    if row.held is not None:
        return row.held
    return row.done.moment if row.done is not None else None


def _asking(row: Row) -> tuple[str, ...]:
    """The ids of the event that asks for an obligation and, where that is owed all through a period, of its opening."""
    period = row.trigger.period if isinstance(row.rule.rule, Series) else None
    return row.trigger.keys if period is None else (*row.trigger.keys, *period.keys)
