"""Whether the rows of a case hang together: ids, and what each row refers to. As for case files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from practice_rules.batch.case_rows import EventRow, Extra
from practice_rules.batch.problems import TableProblem

REFERENCES = ("about", "replaces", "corrects")


def link_problems(
    events: Sequence[EventRow], extras: Mapping[int, Extra], line_of: Callable[[int], int]
) -> Iterator[TableProblem]:
    """Every way in which the rows of one case contradict each other or name what is not there."""
    seen: dict[str, list[int]] = {}
    for number, extra in extras.items():
        if extra.id is None:
            continue
        for earlier in seen.setdefault(extra.id, []):
            if not _may_share(events, extras, earlier, number):
                message = (
                    f"another row of this case, on line {line_of(earlier)}, has the same id and says something else"
                )
                yield TableProblem("table-same-id", message, line_of(number), "id", "an id of its own for each event")
                break
        seen[extra.id].append(number)
    for number, extra in extras.items():
        for column in REFERENCES:
            name = getattr(extra, column)
            if name is not None and (name not in seen or name == extra.id):
                message = "this names no other event of the case"
                yield TableProblem(
                    "table-no-such-event", message, line_of(number), column, "the id of another event of this case"
                )


def _may_share(events: Sequence[EventRow], extras: Mapping[int, Extra], one: int, other: int) -> bool:
    """The same row may come twice, and a meeting may keep its id from plan to holding; nothing else may."""
    if events[one][:6] == events[other][:6] and extras[one] == extras[other]:
        return True
    return events[one][2] == events[other][2] and extras[one].status != extras[other].status
