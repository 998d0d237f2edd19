"""What is the same for every obligation of a rule: put into words once, and kept for as long as the rule is."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from practice_rules.engine.acts import Act
from practice_rules.engine.rule import CompiledRule
from practice_rules.language.rules import Phase, Series
from practice_rules.result.once import once
from practice_rules.result.requirement import by_when, what_is_owed


class RuleWords:
    """One rule's own phrases, and the act that discharges it."""

    def __init__(self, compiled: CompiledRule) -> None:
        rule = compiled.rule
        self.form = str(getattr(rule, "form", ""))
        written = getattr(rule, "do", None)
        if written is None:
            written = getattr(rule, "each", None)
        self.act: Act | None = None if written is None else compiled.compiler.act(written)
        """What discharges it; `None` for forms that no act discharges."""
        self.act_types = frozenset[str]() if self.act is None else self.act.types
        """The event types that can discharge it."""
        self.phases: list[Phase] | None = rule.phases if isinstance(rule, Series) else None
        self.standard = tuple(rule.standard)
        self.responsible = None if rule.responsible is None else (rule.responsible.role, not rule.responsible.inferred)
        hangs_on = (getattr(rule, name, None) for name in ("after", "before", "on", "guards"))
        self.anchor: object = next((anchor for anchor in hangs_on if anchor is not None), None)
        """The anchor it hangs on, as the pack writes it."""
        self._rule = rule

    @once
    def owed(self) -> str:
        """What discharges it, or what it asks for."""
        return what_is_owed(self._rule)

    @once
    def when(self) -> str:
        """When its act is owed."""
        return by_when(self._rule)


_KEPT: WeakKeyDictionary[CompiledRule, RuleWords] = WeakKeyDictionary()


def rule_words(compiled: CompiledRule) -> RuleWords:
    """A compiled rule's words, worked out when they are first asked for."""
    known = _KEPT.get(compiled)
    if known is None:
        known = _KEPT[compiled] = RuleWords(compiled)
    return known
