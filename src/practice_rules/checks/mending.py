"""Putting right what is mechanical, without touching what a pack means: quotes, dates, the order of keys and numbers.

Only the text is changed, so comments and blank lines stay. A change of order is kept only if the file still says the
same afterwards; what cannot be put right for certain is left to its author.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from practice_rules.checks.key_order import ANYWHERE, rank
from practice_rules.checks.unsorted_statements import in_order
from practice_rules.language.pack import PackFile
from practice_rules.problems import Place
from practice_rules.vocabulary.load import load_vocabulary
from practice_rules.yaml_source import SourceDocument, read_yaml, validate

_TOKEN = re.compile(r"[^\s,\[\]{}#\"']+")
_LOOSE_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_COLON_IN_TEXT = re.compile(
    r"(?P<key>\s*(?:- )?[A-Za-z_][\w.]*: )(?P<text>[^\"'\[{#|>&*!%@`\s][^#\"\\\r\n]*?)(?P<end>\s*)\Z"
)
_NUMBERS = re.compile(r"\[\s*(?P<numbers>[A-Z]{2,5}-\d{1,4}(?:\s*,\s*[A-Z]{2,5}-\d{1,4})+)\s*\]")


class Mended(NamedTuple):
    """A file's text with what was put right, and each change in words, with its line."""

    text: str
    changes: tuple[str, ...]


def mend(text: str, file: str = "pack.yaml") -> Mended:
    """Put right what is mechanical in a pack's text.

    >>> mend("title: Elmet: standards\\n").text
    'title: "Elmet: standards"\\n'
    """
    changes: list[str] = []
    for step in (_quote_unread, _quote_for_text, _sort_numbers, _order_keys):
        text, found = step(text, file)
        changes += found
    return Mended(text, tuple(changes))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True) if "\x0b" not in text and "\x0c" not in text else [text]


def _at(lines: list[str], place: Place, change: Callable[[str], str | None]) -> bool:
    """Change the word at a place, if there is a single word to change."""
    if place.line > len(lines):
        return False
    line = lines[place.line - 1]
    word = _TOKEN.match(line, place.column - 1)
    # A colon at the end of a key is not part of the word.
    found = word.group().rstrip(":") if word is not None else ""
    new = change(found) if found else None
    if word is None or new is None or new == found:
        return False
    lines[place.line - 1] = line[: word.start()] + new + line[word.start() + len(found) :]
    return True


def _quote_unread(text: str, file: str) -> tuple[str, list[str]]:
    """Quote what cannot be read: ambiguous words, texts with a colon; write dates with two figures."""
    changes: list[str] = []
    # Each reading may stop at the first slip of its kind, so it is read again until nothing more is found.
    for _ in range(200):
        read = read_yaml(text, file)
        if isinstance(read, SourceDocument):
            break
        lines, before = _lines(text), len(changes)
        for problem in sorted(read, key=lambda each: each.place or Place("", 0, 0), reverse=True):
            if problem.place is None:
                continue
            if (
                problem.code == "yaml-ambiguous-word"
                and _is_truth(lines, problem.place)
                and _at(lines, problem.place, _true_or_false)
            ):
                changes.append(f"line {problem.place.line}: wrote true or false")
            elif problem.code == "yaml-ambiguous-word" and _at(lines, problem.place, _in_quotes):
                changes.append(f"line {problem.place.line}: put an ambiguous word in quotes")
            elif problem.code == "yaml-unclear-date" and _at(lines, problem.place, _full_date):
                changes.append(f"line {problem.place.line}: wrote the date in full")
            elif problem.code == "yaml-extra-colon" and _quote_text(lines, problem.place.line):
                changes.append(f"line {problem.place.line}: put a text that holds a colon in quotes")
        text = "".join(lines)
        if len(changes) == before:
            break
    return text, changes


def _is_truth(lines: list[str], place: Place) -> bool:
    """Whether the key before a word is an attribute or fact that is true or false."""
    key = re.search(r"(\w+):\s*$", lines[place.line - 1][: place.column - 1])
    words = load_vocabulary()
    every = [*words.events.values(), words.subject_facts]
    return key is not None and any(known[key[1]].type == "boolean" for known in every if key[1] in known)


def _true_or_false(word: str) -> str | None:
    return {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}.get(word.lower())


def _in_quotes(word: str) -> str:
    return f'"{word}"'


def _full_date(word: str) -> str | None:
    found = _LOOSE_DATE.match(word)
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else None


def _quote_text(lines: list[str], line: int) -> bool:
    found = _COLON_IN_TEXT.match(lines[line - 1])
    if found is None:
        return False
    lines[line - 1] = f'{found["key"]}"{found["text"]}"{found["end"]}'
    return True


def _quote_for_text(text: str, file: str) -> tuple[str, list[str]]:
    """Quote a bare number, date or true where the key holds text."""
    read = read_yaml(text, file)
    if not isinstance(read, SourceDocument):
        return text, []
    lines, changes = _lines(text), []
    for problem in reversed(validate(PackFile, read)[1]):
        wants_text = problem.code == "wrong-type" and "must be text;" in problem.message
        if wants_text and problem.place is not None and _at(lines, problem.place, _in_quotes):
            changes.append(f"line {problem.place.line}: put a text in quotes")
    return "".join(lines), changes


def _sort_numbers(text: str, _file: str) -> tuple[str, list[str]]:
    """Sort lists of statement numbers that stand on one line."""
    changes: list[str] = []
    lines = _lines(text)
    for number, line in enumerate(lines, 1):
        if "standard:" not in line or line.lstrip().startswith("#"):
            continue
        start = line.index("standard:")
        found = _NUMBERS.search(line, start)
        if found is None or line[start + len("standard:") : found.start()].strip():
            continue
        numbers = [each.strip() for each in found["numbers"].split(",")]
        if numbers != sorted(numbers, key=in_order):
            rising = ", ".join(sorted(numbers, key=in_order))
            lines[number - 1] = f"{line[: found.start()]}[{rising}]{line[found.end() :]}"
            changes.append(f"line {number}: sorted the statement numbers")
    return "".join(lines), changes


def _order_keys(text: str, file: str) -> tuple[str, list[str]]:
    """Put the keys of each rule in order, where each has lines of its own."""
    changes: list[str] = []
    read = read_yaml(text, file)
    if not isinstance(read, SourceDocument) or not isinstance(read.value, dict):
        return text, changes
    rules = read.value.get("rules")
    moved = text
    # From the last rule up, so that the places of those still to come stay true.
    for number in reversed(range(len(rules) if isinstance(rules, list) else 0)):
        ordered = _one_rule(moved, read, number)
        if ordered is not None:
            changes.append(f"line {read.place(('rules', number)).line}: put the keys in order")
            moved = ordered
    again = read_yaml(moved, file)
    if isinstance(again, SourceDocument) and again.value == read.value:
        return moved, changes[::-1]
    return text, []


def _one_rule(text: str, document: SourceDocument, number: int) -> str | None:
    """The text with one rule's keys in order; `None` when they are, or cannot be moved line by line."""
    rule: Any = document.value_at(("rules", number))
    if not isinstance(rule, dict) or len(rule) < 2:
        return None
    places = [document.place(("rules", number, key), key=True) for key in rule]
    order = _in_order(list(rule))
    column = places[0].column
    apart = len({place.line for place in places}) == len(places)
    if order == list(rule) or not apart or any(place.column != column for place in places):
        return None
    lines = _lines(text)
    start, end = places[0].line - 1, _end(lines, places[-1].line - 1, column)
    starts = [start, *(_with_comments(lines, place.line - 1, column) for place in places[1:]), end]
    blocks = {key: lines[starts[n] : starts[n + 1]] for n, key in enumerate(rule)}
    head = lines[start][: column - 1]
    if head.strip() != "-" or not blocks[order[0]][0][column - 1 :].startswith(order[0]):
        return None
    first = next(iter(rule))
    blocks[first][0] = " " * (column - 1) + blocks[first][0][column - 1 :]
    blocks[order[0]][0] = head + blocks[order[0]][0][column - 1 :]
    return "".join([*lines[:start], *(line for key in order for line in blocks[key]), *lines[end:]])


def _in_order(keys: list[str]) -> list[str]:
    """The keys in order; one that may stand anywhere stays behind the key before it."""
    ranks: dict[str, int] = {}
    last = 0
    for key in keys:
        last = last if key in ANYWHERE else rank(key)
        ranks[key] = last
    return sorted(keys, key=lambda key: ranks[key])


def _end(lines: list[str], last: int, column: int) -> int:
    """The line after a rule's last key: where something stands further left, blank lines before it left out."""
    end = last + 1
    for at in range(last + 1, len(lines)):
        line = lines[at]
        if line.strip() and not line.lstrip().startswith("#") and len(line) - len(line.lstrip(" ")) < column:
            break
        if line.strip() and len(line) - len(line.lstrip(" ")) >= column:
            end = at + 1
    return end


def _with_comments(lines: list[str], at: int, column: int) -> int:
    """Where a key's lines begin, the comments directly above it included."""
    while lines[at - 1].startswith(" " * (column - 1) + "#"):
        at -= 1
    return at
