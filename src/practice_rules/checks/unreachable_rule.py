"""A rule that nothing can ever set off.

What `only_if` asks for is ruled out by `unless`; the rule is in force only on days outside its edition; it runs while
a state holds that `only_if` denies; or it asks for a kind of subject that it is not about. The rule would be listed
for ever as one that nothing triggered.

Fails:

    rules:
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: looked_after
        every: 6 weeks
        do: visit.made
        only_if: long_term_match
        unless: {any_of: [long_term_match, care_proceedings]}
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}

Passes:

    rules:
      - id: looked_after.visit
        title: A visit every six weeks
        form: series
        while: looked_after
        every: 6 weeks
        do: visit.made
        only_if: long_term_match
        unless: care_proceedings
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Visits}
"""

from __future__ import annotations

from collections.abc import Iterator

from practice_rules.checks.seen import Seen
from practice_rules.checks.states import implies, never_together
from practice_rules.language.moments import SubjectState
from practice_rules.language.rules import RuleBase
from practice_rules.problems import Problem, Severity

CODE = "unreachable-rule"
SEVERITY = Severity.ERROR


def check(seen: Seen) -> Iterator[Problem]:
    """Each rule whose conditions leave no trigger."""
    for path, rule in seen.rules():
        for key, why, fix in (*_conditions(rule, seen), *_dates(rule, seen), *_subjects(rule)):
            yield seen.problem(
                CODE, SEVERITY, (*path, key), f"nothing can ever set this rule off: {why}",
                expected="conditions that some case can meet", fix=fix, rule_id=rule.id,
            )  # fmt: skip


Reason = tuple[str, str, str]


def _conditions(rule: RuleBase, seen: Seen) -> Iterator[Reason]:
    if rule.only_if is not None and rule.unless is not None and implies(rule.only_if, rule.unless, seen.pack):
        yield "unless", "`unless` holds whenever `only_if` does", "take away one of the two"
    runs = getattr(rule, "while_", None)
    if runs is None:
        return
    if rule.only_if is not None:
        why = never_together(runs, rule.only_if, seen.pack)
        if why is not None:
            yield "only_if", f"`while` and `only_if` never hold together: {why}", "correct one of the two"
    if rule.unless is not None and implies(runs, rule.unless, seen.pack):
        yield "unless", "`unless` holds whenever `while` does", "take `unless` away, or name the narrower state"


def _dates(rule: RuleBase, seen: Seen) -> Iterator[Reason]:
    own, edition = rule.in_force, seen.pack.edition
    if own is None:
        return
    if own.from_ is not None and edition.to is not None and own.from_ > edition.to:
        yield "in_force", f"it begins on {own.from_}, after the edition has ended on {edition.to}", "check both dates"
    if own.to is not None and edition.from_ is not None and own.to < edition.from_:
        yield "in_force", f"it ends on {own.to}, before the edition begins on {edition.from_}", "check both dates"


def _subjects(rule: RuleBase) -> Iterator[Reason]:
    about = {rule.subject} if isinstance(rule.subject, str) else set(rule.subject)
    asked = rule.only_if
    if not isinstance(asked, SubjectState) or "kind" not in asked.subject:
        return
    kind = asked.subject["kind"]
    wanted = (
        {kind}
        if isinstance(kind, str)
        else {each for each in kind if isinstance(each, str)}
        if isinstance(kind, list)
        else about
    )
    if not wanted & {str(each) for each in about}:
        named = " or ".join(sorted(map(str, wanted)))
        yield "only_if", f"it asks for a {named}, and the rule is not about one", f"write `subject: {min(wanted)}`"
