"""The outcome of worked examples as JUnit XML, which every build server reads."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from practice_rules.examples.run import Tried


def as_junit(pack: str, outcomes: Sequence[Tried]) -> str:
    """One test case for each example, named by its rule; those that do not hold carry their differences."""
    failed = sum(not outcome.holds for outcome in outcomes)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuite name={quoteattr(pack)} tests="{len(outcomes)}" failures="{failed}">',
    ]
    for outcome in outcomes:
        file = outcome.place.rsplit(":", 2)[0]
        opening = (
            f"  <testcase classname={quoteattr(outcome.example.rule)} name={quoteattr(outcome.example.name)} "
            f"file={quoteattr(file)}"
        )
        if outcome.holds:
            lines.append(f"{opening}/>")
            continue
        text = "\n".join(outcome.differences) or "it holds now: take the known_gap mark away"
        lines += [f"{opening}>", f"    <failure message={quoteattr(text.splitlines()[0])}>{escape(text)}</failure>"]
        lines.append("  </testcase>")
    lines.append("</testsuite>")
    return "\n".join(lines) + "\n"
