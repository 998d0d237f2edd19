"""An explanation as text for a terminal or a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from textwrap import wrap
from typing import TypeAlias

from practice_rules.explain.counting import CountLine
from practice_rules.explain.working import Considered, Explanation, Working
from practice_rules.result.requirement import by_when, what_is_owed
from practice_rules.result.wording import capital, in_words

Paint: TypeAlias = Callable[[str, str], str]
"""From a text and a style (`heading`, `faint`, or a status) to the text as it is shown."""


def plain(text: str, _style: str) -> str:
    """Text without colours."""
    return text


def render(explanation: Explanation, width: int = 100, paint: Paint = plain) -> str:
    """The whole explanation, wrapped to a width."""
    rule = explanation.rule
    source = explanation.result.evaluation.pack.pack.sources.get(rule.source.document)
    document = rule.source.document if source is None else source.title
    lines = [*(paint(line, "heading") for line in _wrapped(rule.title, width)), paint(rule.id, "faint"), ""]
    lines += _labelled("Asks for", f"{what_is_owed(rule)}, {by_when(rule)}", width)
    if rule.responsible is not None:
        inferred = " (our reading: the document does not say)" if rule.responsible.inferred else ""
        lines += _labelled("Owed by", in_words(rule.responsible.role) + inferred, width)
    lines += _labelled("Source", f"{document}, {rule.source.section} ({', '.join(rule.standard)})", width)
    if rule.reading is not None:
        lines += _labelled("Reading", rule.reading, width)
    for number, working in enumerate(explanation.workings, start=1):
        lines += ["", *_working(working, number, len(explanation.workings), width, paint)]
    if explanation.passed_over:
        lines += ["", paint("Events that might have set it off", "heading"), *_events(explanation.passed_over, width)]
    lines += ["", *_wrapped(explanation.conclusion, width)]
    return "\n".join(lines) + "\n"


def _labelled(label: str, words: str, width: int) -> list[str]:
    return wrap(capital(words), max(30, width), initial_indent=f"{label + ':':<10}", subsequent_indent=" " * 10)


def _wrapped(words: str, width: int, indent: str = "") -> list[str]:
    return wrap(words, max(30, width), initial_indent=indent, subsequent_indent=indent + "  ") or [indent]


def _working(working: Working, number: int, of: int, width: int, paint: Paint) -> list[str]:
    status = working.obligation.status
    head = f"{number} of {of}: " if of > 1 else ""
    lines = [paint(f"{head}{status}", status)]
    lines += _section("Why it applies", working.applied, width, paint)
    lines += _section("How it is counted", working.conventions, width, paint)
    if working.count:
        lines += ["  " + paint("The count", "heading"), *_count(working.count, width)]
    lines += _section("Phases and agreements", working.changes, width, paint)
    if working.considered:
        lines += ["  " + paint("Events looked at", "heading"), *_events(working.considered, width)]
    lines += _section("Verdict", [working.conclusion], width, paint)
    return lines


def _section(title: str, sentences: Iterable[str], width: int, paint: Paint) -> list[str]:
    told = [line for sentence in sentences for line in _wrapped(sentence, width, "    ")]
    return ["  " + paint(title, "heading"), *told] if told else []


def _count(lines: Iterable[CountLine], width: int) -> list[str]:
    told = []
    for line in lines:
        number = "" if line.numbers is None else "-".join(dict.fromkeys(str(each) for each in line.numbers))
        lead = f"    {number:>7}  {line.days}  "
        told += wrap(line.words, max(40, width), initial_indent=lead, subsequent_indent=" " * 15) or [lead.rstrip()]
    return told


def _events(considered: Iterable[Considered], width: int) -> list[str]:
    told: list[str] = []
    for each in considered:
        told += _wrapped(f"{'+' if each.counted else '-'} {each.sentence}", width, "    ")
    return told
