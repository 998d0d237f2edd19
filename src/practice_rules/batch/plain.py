"""Rows of a table as the fast path takes them, where they are plain enough for it."""

from __future__ import annotations

from practice_rules.batch.case_rows import PLAIN, CaseRows, Extra
from practice_rules.compiled.history import ByType, PlainHistory, in_order
from practice_rules.engine.evaluate import WAIVED
from practice_rules.engine.record import VOIDED


def plain_rows(rows: CaseRows) -> PlainHistory | None:
    """The rows of one case as a plain history; `None` when the engine has to read them."""
    events: ByType = {}
    planned: ByType = {}
    extras = rows.extras
    if extras and not all(map(_is_plain, extras.values())):
        return None
    for row in rows.events:
        into = events
        if extras and extras.get(row[6], PLAIN).status != "occurred":
            into = planned
        found = into.get(row[2])
        if found is None:
            into[row[2]] = [row]
        else:
            found.append(row)
    if VOIDED in events or WAIVED in events or VOIDED in planned or WAIVED in planned:
        return None
    return PlainHistory(rows.kind, events, planned) if in_order(events) and in_order(planned) else None


def _is_plain(extra: Extra) -> bool:
    """Whether an entry stands for itself alone."""
    if extra.about is not None or extra.corrects is not None or extra.replaces is not None:
        return False
    return extra.status == "occurred" or (extra.status == "planned" and extra.recorded is None)
