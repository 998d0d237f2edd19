"""The two written shapes of a result: nested JSON, `practice_rules.result/1`, and flat rows with stable columns.

`docs/result.md` explains every key; `practice_rules.result.schema` holds the JSON Schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from practice_rules.engine.record import Happening
from practice_rules.result.moments import as_text
from practice_rules.result.near_misses import NearMiss

if TYPE_CHECKING:
    from practice_rules.result.obligation import Obligation
    from practice_rules.result.result import Result

SHAPE = "practice_rules.result/1"
"""The name and version of the nested shape. Keys may be added within a version; none is removed or changed."""

Flat: TypeAlias = dict[str, str | int | bool | None]

COLUMNS = (
    "subject", "subject_kind", "rule", "title", "part", "form", "strength", "status", "opens", "due", "target",
    "provisional", "precision", "trigger", "trigger_event", "trigger_id", "trigger_date", "discharged_event",
    "discharged_id", "discharged_at", "remedied_at", "late_by", "late_unit", "late_calendar_days",
    "intervals_missed", "responsible", "responsible_stated", "standard", "document", "section", "plain_status",
    "plain_due", "waived_by", "waived_why", "waived_until", "missing", "because", "near_misses", "as_of", "known_at",
    "pack", "edition",
)  # fmt: skip
"""The columns of a flat row, in order. New ones are added at the end."""


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON as we write it: keys in the documented order, characters as they are, no stray spaces when unindented."""
    separators = (",", ":") if indent is None else None
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)


def result_shape(result: Result, obligations: Iterable[Obligation]) -> dict[str, Any]:
    """A result as plain values in the shape `practice_rules.result/1`."""
    pack, subject = result.pack, result.case.subject
    coverage = result.case.coverage
    return {
        "schema": SHAPE,
        "subject": {"id": subject.id, "kind": subject.kind},
        "as_of": as_text(result.evaluation.record.as_of),
        "known_at": as_text(result.known_at_moment),
        "pack": {
            "name": pack.name,
            "title": pack.title,
            "council": pack.council,
            "edition": pack.edition,
            "calendar": {"name": pack.calendar, "fingerprint": pack.calendar_fingerprint},
            "engine": pack.engine,
        },
        "coverage": None if coverage is None else coverage.name,
        "counts": dict(result.counts),
        "counted": dict(result.counted),
        "obligations": [obligation_shape(each) for each in obligations],
        "not_triggered": list(result.not_triggered),
    }


def obligation_shape(each: Obligation) -> dict[str, Any]:
    """One obligation as plain values."""
    row = each.row
    return {
        "rule": each.rule_id,
        "title": each.title,
        "part": each.part,
        "phase": each.phase,
        "form": each.form,
        "strength": each.strength,
        "status": each.status,
        "opens": as_text(row.opens),
        "due": as_text(row.due),
        "target": as_text(each._target),
        "provisional": each.provisional,
        "precision": each.precision,
        "trigger": _trigger(each),
        "discharged_by": _discharge(each),
        "remedied_at": as_text(row.remedied),
        "lateness": _lateness(each),
        "responsible": _responsible(each),
        "standard": list(each.standard),
        "source": each.source._asdict(),
        "reading": each.reading,
        "plain": None if row.plain_due is None else {"status": row.plain_status, "due": as_text(row.plain_due)},
        "waived": _waived(each),
        "missing": list(each.missing),
        "because": each.because,
        "near_misses": [_near_miss(miss) for miss in each.near_misses],
        "evidence": [_event(happening) for happening in each.evidence],
        "trace": list(each.trace),
    }


def _event(happening: Happening) -> dict[str, Any]:
    return {"event": happening.type, "id": happening.id, "at": as_text(happening.moment)}


def _trigger(each: Obligation) -> dict[str, Any]:
    trigger = each.trigger
    return {
        "kind": trigger.kind,
        "event": trigger.event,
        "id": trigger.id,
        "at": as_text(trigger.date),
        "date": as_text(trigger.moment),
        "period": trigger.period,
        "rule": trigger.rule,
        "words": trigger.words,
    }


def _discharge(each: Obligation) -> dict[str, Any] | None:
    done = each.row.done
    if done is None or each.discharged_by is None:
        return None
    return {**_event(done), "by": done.by}


def _lateness(each: Obligation) -> dict[str, Any] | None:
    late = each.late
    if late is None:
        return None
    return {
        "own": late.own,
        "unit": late.unit,
        "calendar_days": late.calendar_days,
        "intervals_missed": late.intervals_missed,
        "open": late.open,
    }


def _responsible(each: Obligation) -> dict[str, Any] | None:
    who = each.responsible
    return None if who is None else {"role": who.role, "stated": who.stated}


def _waived(each: Obligation) -> dict[str, Any] | None:
    waived = each.waived
    return None if waived is None else {"by": waived.by, "why": waived.why, "until": as_text(waived.until)}


def _near_miss(miss: NearMiss) -> dict[str, Any]:
    return {**_event(miss.happening), "kind": miss.kind, "failed": list(miss.failed)}


def flat_row(each: Obligation) -> Flat:
    """One obligation as a flat row: every column of `COLUMNS`, in order; lists joined by spaces or semicolons."""
    row, result, trigger = each.row, each.result, each.trigger
    done = _discharge(each) or {}
    late, waived, who, source = _lateness(each) or {}, _waived(each) or {}, each.responsible, each.source
    values: tuple[str | int | bool | None, ...] = (
        result.case.subject.id, result.case.subject.kind, each.rule_id, each.title, each.part, each.form,
        each.strength, each.status, as_text(row.opens), as_text(row.due), as_text(each._target), each.provisional,
        each.precision, trigger.words, trigger.event, trigger.id, as_text(trigger.moment), done.get("event"),
        done.get("id"), done.get("at"), as_text(row.remedied), late.get("own"), late.get("unit"),
        late.get("calendar_days"), late.get("intervals_missed"), who.role if who else None,
        who.stated if who else None, " ".join(each.standard), source.document, source.section,
        row.plain_status if row.plain_due is not None else None, as_text(row.plain_due), waived.get("by"),
        waived.get("why"), waived.get("until"), "; ".join(each.missing) or None, each.because,
        " ".join(miss.sentence for miss in each.near_misses) or None, as_text(result.evaluation.record.as_of),
        as_text(result.known_at_moment), result.pack.name, result.pack.edition,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))
