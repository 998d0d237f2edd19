"""Rows of a table as the fast path takes them."""

from __future__ import annotations

from practice_rules.batch.case_rows import PLAIN, CaseRows
from practice_rules.compiled.history import ByType, PlainHistory, hard_types, put_in_order, stands_alone, types_by_id
from practice_rules.engine.evaluate import WAIVED
from practice_rules.engine.record import VOIDED


def plain_rows(rows: CaseRows) -> PlainHistory | None:
    """The rows of one case as a plain history; `None` when the engine has to read all of them."""
    events: ByType = {}
    planned: ByType = {}
    extras = rows.extras
    for row in rows.events:
        into = events
        if extras and extras.get(row[6], PLAIN).status != "occurred":
            into = planned
        found = into.get(row[2])
        if found is None:
            into[row[2]] = [row]
        else:
            found.append(row)
    if WAIVED in events or WAIVED in planned:
        return None
    hard = {*put_in_order(events), *put_in_order(planned)}
    if VOIDED in events or not all(stands_alone(extra, extra.recorded) for extra in extras.values()):
        hard |= _linked(rows)
    return PlainHistory(rows.kind, events, planned, frozenset(hard))


def _linked(rows: CaseRows) -> set[str]:
    """The types that entries which hang on others make hard."""
    kinds = [row[2] for row in rows.events]
    types = types_by_id((extra.id, kinds[number]) for number, extra in rows.extras.items())
    hard: set[str] = set()
    for number, kind in enumerate(kinds):
        extra = rows.extras.get(number, PLAIN)
        if kind == VOIDED or not stands_alone(extra, extra.recorded):
            hard |= hard_types(kind, types, extra.corrects, extra.replaces, extra.about)
    return hard
