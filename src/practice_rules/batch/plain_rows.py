"""The rows of a case as a plain history, for the fast path."""

from __future__ import annotations

from practice_rules.batch.case_rows import CaseRows, Extra
from practice_rules.compiled.history import SETTLED_ELSEWHERE, ByType, PlainHistory, in_order


def plain_rows(rows: CaseRows) -> PlainHistory | None:
    """The rows as a plain history, or `None` when one of them hangs on another."""
    extras = rows.extras
    if not all(map(_stands_alone, extras.values())):
        return None
    events: ByType = {}
    planned: ByType = {}
    for event in rows.events:
        kind = event[2]
        if kind in SETTLED_ELSEWHERE:
            return None
        if extras and event[6] in extras and extras[event[6]].status == "planned":
            planned.setdefault(kind, []).append(event)
        elif kind in events:
            events[kind].append(event)
        else:
            events[kind] = [event]
    return PlainHistory(rows.kind, events, planned) if in_order(events) and in_order(planned) else None


def _stands_alone(extra: Extra) -> bool:
    if extra.about is not None or extra.corrects is not None or extra.replaces is not None:
        return False
    return extra.status == "occurred" or (extra.status == "planned" and extra.recorded is None)
