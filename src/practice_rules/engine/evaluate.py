"""The one pure function: a case and a compiled pack, as of a day, to rows."""

from __future__ import annotations

from dataclasses import dataclass

from practice_rules.case import Case
from practice_rules.dates.clock import Moment, is_past
from practice_rules.engine.compile import CompiledPack
from practice_rules.engine.record import Happening, Record, as_moment, build_record
from practice_rules.engine.rows import Row

WAIVED = "duty.waived"


@dataclass(frozen=True)
class Evaluation:
    """The rows of one case, the rules that nothing triggered, and the record they were worked out from."""

    pack: CompiledPack
    record: Record
    rows: list[Row]
    not_triggered: list[str]


def evaluate_rows(case: Case, pack: CompiledPack, as_of: Moment, known_at: Moment | None = None) -> Evaluation:
    """Work out every obligation of a case.

    The same case, pack, `as_of` and `known_at` give the same rows, whatever the order of the events.
    """
    record = build_record(case, as_of, known_at)
    kind = case.subject.kind
    rows: list[Row] = []
    triggered: set[str] = set()
    for place in pack.candidates({*record.by_type, *record.plans}):
        ready = pack.rules[place]
        if kind not in ready.kinds:
            continue
        found = ready.evaluate(record)
        if found:
            record.memo.setdefault(("rows", ready.id), []).extend(found)
            rows += found
            triggered.add(ready.id)
    waivers = record.by_type.get(WAIVED)
    if waivers:
        _waive(rows, waivers, as_of)
    untouched = [ready.id for ready in pack.rules if kind in ready.kinds and ready.id not in triggered]
    return Evaluation(pack, record, rows, untouched)


def _waive(rows: list[Row], waivers: list[Happening], as_of: Moment) -> None:
    """Mark what was waived: the verdict stays as it is."""
    for row in rows:
        for waiver in waivers:
            if waiver.attributes.get("rule") != row.rule.id:
                continue
            if waiver.about is not None and waiver.about not in row.trigger.keys:
                continue
            if not waived_at(waiver, as_of) or (
                row.trigger.order > waiver.order and waiver.about is None and not _covers(row, waiver)
            ):
                continue
            row.waived = waiver


def waived_at(waiver: Happening, as_of: Moment) -> bool:
    """Whether a waiver still runs: the one place where its expiry is looked at."""
    until = waiver.attributes.get("until")
    if until is None:
        return True
    day, instant = as_moment(until)  # type: ignore[arg-type]  # a date or date-time by the vocabulary
    return not is_past_moment(Moment(day, instant), as_of)


def is_past_moment(limit: Moment, now: Moment) -> bool:
    """Whether a moment is over."""
    return limit.day < now.day


def _covers(row: Row, waiver: Happening) -> bool:
    """A waiver with an end covers what is triggered until then; one without covers only what was open."""
    until = waiver.attributes.get("until")
    return until is not None and row.trigger.day <= as_moment(until).day  # type: ignore[arg-type]  # as above


__all__ = ["Evaluation", "evaluate_rows", "is_past"]
