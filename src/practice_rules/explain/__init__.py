"""The working behind a verdict: which days were counted, which events were looked at, and why each did or did not."""

from practice_rules.explain.counting import CountLine
from practice_rules.explain.text import render
from practice_rules.explain.working import Considered, Explanation, Working, explain_rule

__all__ = ["Considered", "CountLine", "Explanation", "Working", "explain_rule", "render"]
