"""Where a pack accounts for the numbered statements of its document."""

from __future__ import annotations

from practice_rules.language.pack import PackFile
from practice_rules.language.rules import First

Path = tuple[str | int, ...]


def statement_lists(pack: PackFile) -> list[tuple[Path, list[str], str | None]]:
    """Every list of statement numbers in a pack, with its path and the rule it is on."""
    listed: list[tuple[Path, list[str], str | None]] = []
    for number, rule in enumerate(pack.rules):
        listed.append((("rules", number, "standard"), rule.standard, rule.id))
        for place, phase in enumerate(getattr(rule, "phases", None) or ()):
            listed.append((("rules", number, "phases", place, "standard"), phase.standard, rule.id))
        first = getattr(rule, "first", None)
        if isinstance(first, First):
            listed.append((("rules", number, "first", "standard"), first.standard, rule.id))
    for name, definition in pack.definitions.items():
        listed.append((("definitions", name, "standard"), definition.standard, None))
    for number, context in enumerate(pack.context):
        listed.append((("context", number, "standard"), context.standard, None))
    return listed


def statements_used(pack: PackFile) -> dict[str, list[str]]:
    """For each statement number, where the pack accounts for it: rule ids, `definition NAME`, or `context`."""
    used: dict[str, list[str]] = {}
    for path, numbers, rule_id in statement_lists(pack):
        where = rule_id or (f"definition {path[1]}" if path[0] == "definitions" else "context")
        for number in numbers:
            places = used.setdefault(number, [])
            if where not in places:
                places.append(where)
    return used
