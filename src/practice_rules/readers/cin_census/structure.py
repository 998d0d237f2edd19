"""Whether a child's elements stand where the census has them."""

from __future__ import annotations

from practice_rules.problems import Place, Problem, Severity, nearest, quoted
from practice_rules.readers.cin_census.codes import GROUPS, REPEATED
from practice_rules.readers.cin_census.element import Element
from practice_rules.readers.cin_census.reporting import Reporter
from practice_rules.readers.cin_census.stream import stray_text

_MOST_STRAY = 20


def check_structure(child: Element, reporter: Reporter, unknown: set[str]) -> None:
    """Report stray text, elements the census does not have, and single elements that are written twice.

    `unknown` holds the names already reported for this file: each is said once, not once for every child.
    """
    stray = 0
    for element in child.walk():
        for at in _text_places(element):
            stray += 1
            if stray <= _MOST_STRAY:
                reporter.take([stray_text(reporter.file, element.name, at)])
        allowed = GROUPS.get(element.name)
        if allowed is None:
            continue
        seen: set[str] = set()
        for part in element.parts:
            if part.name not in allowed:
                _not_known(part, element, allowed, reporter, unknown)
            elif part.name in seen and part.name not in REPEATED:
                _twice(part, element, reporter)
            seen.add(part.name)


def _text_places(element: Element) -> list[tuple[int, int]]:
    """Where text stands in a group, which holds elements only."""
    if element.name in GROUPS and element.text:
        return [(element.line, element.column)]
    return element.stray


def _not_known(part: Element, within: Element, allowed: frozenset[str], reporter: Reporter, unknown: set[str]) -> None:
    if part.name in unknown:
        return
    unknown.add(part.name)
    right = nearest(part.name, allowed)
    message = f"{quoted(part.name)} is not an element that the census has in {quoted(within.name)}; it was passed over"
    if right is not None:
        message += f" (is {quoted(right)} meant?)"
    reporter.take(
        [
            Problem(
                Place(reporter.file, part.line, part.column),
                "cin-unknown-element",
                Severity.WARNING if right is not None else Severity.NOTE,
                message,
                f"one of: {', '.join(sorted(allowed))}",
                f"write {right}" if right is not None else None,
            )
        ]
    )


def _twice(part: Element, within: Element, reporter: Reporter) -> None:
    reporter.error(
        part,
        "cin-written-twice",
        f"{quoted(part.name)} stands twice in one {quoted(within.name)}, so it cannot be told which is right",
        f"{quoted(part.name)} once",
        "keep the right one and export the file again",
    )
