"""A phase that can never start.

The first phase in the list whose time it is sets the interval. A phase with neither `until` nor `when` lasts to the
end, so whatever stands after it never gets its turn; nor does one whose `when` an earlier phase already has, nor one
whose `until` is the very event that begins the period.

Fails:

    rules:
      - id: looked_after.visit
        title: Visits, weekly at first
        form: series
        while: looked_after
        phases:
          - {every: 6 weeks}
          - {until: {event: looked_after_review.held, which: first, in: looked_after}, every: 1 week}
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: looked_after.visit
        title: Visits, weekly at first
        form: series
        while: looked_after
        phases:
          - {until: {event: looked_after_review.held, which: first, in: looked_after}, every: 1 week}
          - {every: 6 weeks}
        do: visit.made
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.lengths import longer
from practice_rules.checks.seen import Seen
from practice_rules.checks.states import implies, never_together
from practice_rules.checks.written import event_types, opening_types
from practice_rules.language.moments import AnchorText, EventAnchor, LastingAnchor, StartAnchor
from practice_rules.language.rules import Phase, Series
from practice_rules.problems import Problem, Severity

CODE = "dead-phase"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each phase whose turn never comes."""
    for path, rule in seen.rules(Series):
        before: list[Phase] = []
        for number, phase in enumerate(rule.phases or ()):
            why = _why_never(phase, before, rule, seen)
            if why is not None:
                yield seen.problem(
                    CODE, SEVERITY, (*path, "phases", number), f"this phase never starts: {why}",
                    expected="only the last phase without `until` or `when`",
                    fix="put the phases in the order in which they come", rule_id=rule.id,
                )  # fmt: skip
            before.append(phase)


def _why_never(phase: Phase, before: list[Phase], rule: Series, seen: Seen) -> str | None:
    for number, earlier in enumerate(before, 1):
        if earlier.until is None and earlier.when is None:
            return f"phase {number} before it has no end"
        if _ends_no_later(phase, earlier, seen):
            return f"it ends no later than phase {number} before it"
        if earlier.when is not None and phase.when is not None and implies(phase.when, earlier.when, seen.pack):
            return f"phase {number} before it holds whenever this one does"
    if phase.when is not None:
        why = never_together(rule.while_, phase.when, seen.pack)
        if why is not None:
            return f"its `when` never holds while the rule runs: {why}"
    if phase.until is not None and _begins(phase.until, rule, seen):
        return "it ends with the very event that begins the period"
    return None


def _ends_no_later(phase: Phase, earlier: Phase, seen: Seen) -> bool:
    """Whether both end after a time in the same state, the later one of the list no later than the earlier."""
    one, other = earlier.until, phase.until
    if not isinstance(one, LastingAnchor) or not isinstance(other, LastingAnchor):
        return False
    moved = one.plus or one.minus or other.plus or other.minus
    same = seen.same(one.lasting) == seen.same(other.lasting) and not moved
    return same and (one.for_ == other.for_ or longer(one.for_, other.for_))


def _begins(until: AnchorText, rule: Series, seen: Seen) -> bool:
    """Whether a phase ends by each event that opens the rule's period."""
    if isinstance(until, StartAnchor):
        return seen.same(until.start_of) == seen.same(rule.while_) and until.plus is None
    if not isinstance(rule.while_, str):
        return False
    opening = opening_types(rule.while_, seen.words)
    plain = isinstance(until, str) or (
        isinstance(until, EventAnchor) and until.where is None and until.plus is None and until.next_after is None
        and until.which in ("each", "first") and until.in_a_row is None
    )  # fmt: skip
    return plain and bool(opening) and opening <= event_types(until, seen.pack)
