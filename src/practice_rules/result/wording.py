"""Names and values said in words: events, attributes, roles, conditions, and what an event lacked.

Everything is built from the vocabulary's own names and one-line meanings, so a council's own words read as well as
the shared ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from practice_rules.dates.clock import human_moment
from practice_rules.dates.days import LeapBirthday
from practice_rules.engine.conditions import UNBORN, Verdict, compile_condition, failed_parts
from practice_rules.engine.record import Happening, Record, as_moment
from practice_rules.language.conditions import Scalar, Test, Where
from practice_rules.vocabulary.words import Vocabulary

INITIALS = frozenset({"dbs", "icpc", "iro", "lado", "pep", "rcpc", "sdq", "sgo"})
"""Parts of names that are initials, and are said in capitals."""

_VERBS = re.compile(r"\b(was|were|is|are|has|have|had|did|does|can|could|will)\b")
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}


@lru_cache(maxsize=4096)
def in_words(name: str) -> str:
    """A snake_case name, or an event type, as words.

    >>> in_words("core_group.held"), in_words("icpc.held"), in_words("section_47")
    ('core group held', 'ICPC held', 'section 47')
    """
    parts = name.replace(".", " ").replace("_", " ").split()
    return " ".join(part.upper() if part in INITIALS else part for part in parts)


def listed(words: Iterable[str], joining: str = "and") -> str:
    """Words as a list that can be read aloud.

    >>> listed(["audit", "chronology", "plan"])
    'audit, chronology and plan'
    """
    known = list(words)
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} {joining} {known[-1]}"


def nth(number: int) -> str:
    """An ordinal in words; negative numbers count from the end.

    >>> nth(2), nth(12), nth(21), nth(-1)
    ('second', '12th', '21st', 'last')
    """
    if number < 0:
        return "last" if number == -1 else f"{nth(-number)} from last"
    if number in _ORDINALS:
        return _ORDINALS[number]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def capital(sentence: str) -> str:
    """The sentence with its first letter a capital."""
    return sentence[:1].upper() + sentence[1:]


def said(value: object) -> str:
    """A value as people write it: dates in words, names without underscores.

    >>> said(date(2026, 3, 3)), said(frozenset({"police", "health"})), said(True)
    ('Tue 3 Mar 2026', 'health and police', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset | list | tuple):
        return listed(sorted(said(each) for each in value)) or "nobody and nothing"
    if isinstance(value, date | datetime):
        return human_moment(as_moment(value))
    if isinstance(value, str):
        return in_words(value) if re.fullmatch(r"[a-z0-9_.]+", value) else value
    return str(value)


def say_test(name: str, test: Scalar | list[Scalar] | Test) -> str:
    """One test of a condition in words.

    >>> say_test("place", ["home", "placement"]), say_test("age", Test(under=5))
    ('place home or placement', 'age under 5')
    """
    words = in_words(name)
    if isinstance(test, bool):
        return words if test else f"not {words}"
    if isinstance(test, list):
        return f"{words} {listed((said(each) for each in test), 'or')}"
    if not isinstance(test, Test):
        return f"{words} {said(test)}"
    return listed(_test_parts(words, test))


def _test_parts(words: str, test: Test) -> list[str]:
    parts = []
    if test.not_ is not None:
        unwanted = test.not_ if isinstance(test.not_, list) else [test.not_]
        parts.append(f"{words} other than {listed((said(each) for each in unwanted), 'or')}")
    for bound, phrase in (
        (test.under, "under"), (test.over, "over"), (test.at_least, "at least"), (test.at_most, "at most"),
        (test.earlier_than, "earlier than"), (test.later_than, "later than"),
    ):  # fmt: skip
        if bound is not None:
            parts.append(f"{words} {phrase} {said(bound)}")
    if test.includes is not None:
        parts.append(f"{words} including {listed(_each(test.includes))}")
    if test.includes_any is not None:
        parts.append(f"{words} including {listed(_each(test.includes_any), 'or')}")
    if test.excludes is not None:
        parts.append(f"{words} without {listed(_each(test.excludes), 'or')}")
    if test.count_at_least is not None:
        parts.append(f"at least {test.count_at_least} in {words}")
    if test.includes_all_in is not None:
        parts.append(f"{words} including all in {in_words(test.includes_all_in)}")
    if test.recorded is not None:
        parts.append(f"{words} {'recorded' if test.recorded else 'not recorded'}")
    return parts


def _each(words: list[str] | str) -> list[str]:
    return [in_words(word) for word in ([words] if isinstance(words, str) else words)]


def say_where(where: Where | None) -> str:
    """A whole condition in words; empty when there is none."""
    if where is None:
        return ""
    parts = [say_test(name, test) for name, test in where.tests.items()]
    if where.any_of:
        parts.append("either " + " or ".join(say_where(option) for option in where.any_of))
    if where.none_of:
        parts.append("not " + " nor ".join(say_where(option) for option in where.none_of))
    if where.about is not None:
        parts.append(f"about an event with {say_where(where.about)}")
    return ", ".join(parts)


def lacked(
    where: Where | None, record: Record, happening: Happening, words: Vocabulary, leap: LeapBirthday
) -> list[str]:
    """What an event did not fulfil, or what is not recorded about it: one phrase for each part of a condition."""
    if where is None:
        return []
    tests = where.tests
    found = [
        _shortfall(name, tests[name], verdict, value, happening.type, words)
        for name, verdict, value in failed_parts(where, record, happening, leap)
    ]
    if where.about is not None:
        target = record.by_key.get(happening.about) if happening.about is not None else None
        if target is None:
            found.append("it is not recorded which event it is about")
        else:
            phrases = lacked(where.about, record, target, words, leap)
            found += [f"{phrase} ({say_happening(target)})" for phrase in phrases]
    verdicts = [compile_condition(option, leap)(record, happening) for option in where.any_of or ()]
    if verdicts and True not in verdicts:
        options = [listed(lacked(option, record, happening, words, leap)) for option in where.any_of or ()]
        found.append(" and, for the alternative, ".join(option for option in options if option))
    for option in where.none_of or ():
        verdict = compile_condition(option, leap)(record, happening)
        if verdict is not False:
            phrase = say_where(option)
            found.append(f"{phrase}, which rules it out" if verdict else f"it is not recorded whether {phrase}")
    return found


def _shortfall(
    name: str, test: Scalar | list[Scalar] | Test, verdict: Verdict, value: Any, event_type: str, words: Vocabulary
) -> str:
    attribute = words.attribute(event_type, name)
    meaning = "" if attribute is None else attribute.meaning.rstrip(".")
    truth = attribute is not None and attribute.type == "boolean" and meaning != ""
    plain = meaning[:1].lower() + meaning[1:]
    if verdict is None or value is None:
        return f"it is not recorded whether {plain}" if truth else f"{in_words(name)} is not recorded"
    if name == "age" and value == UNBORN:
        return "it was before the date of birth"
    if truth and isinstance(value, bool):
        return plain if value else denied(plain)
    if isinstance(test, Test) and isinstance(value, frozenset) and test.includes is not None:
        needed = [test.includes] if isinstance(test.includes, str) else test.includes
        return f"{in_words(name)} did not include {listed(in_words(each) for each in needed if each not in value)}"
    if isinstance(test, Test) and isinstance(value, frozenset) and test.includes_all_in is not None:
        return f"{in_words(name)} did not include all in {in_words(test.includes_all_in)}"
    if isinstance(test, Test):
        return f"{in_words(name)} was {said(value)}, not {say_test(name, test).removeprefix(in_words(name)).strip()}"
    wanted = listed((said(each) for each in test), "or") if isinstance(test, list) else said(test)
    return f"{in_words(name)} was {said(value)}, not {wanted}"


def denied(meaning: str) -> str:
    """A meaning denied: its first plain verb takes a *not*; without one, it is said not to be so.

    >>> denied("the child was seen"), denied("enough agencies took part")
    ('the child was not seen', 'it is not so that enough agencies took part')
    """
    if not _VERBS.search(meaning):
        return f"it is not so that {meaning}"
    return _VERBS.sub(lambda verb: f"{verb[0]} not", meaning, count=1)


def say_happening(happening: Happening) -> str:
    """An event and when it was: `core group held on Tue 3 Mar 2026`."""
    return f"{in_words(happening.type)} on {human_moment(happening.moment)}"
